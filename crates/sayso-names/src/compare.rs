//! How alike two names are, part by part.
//!
//! Each token of one name is paired with at most one of the other, the likest pairs first; the score is the weighted mean of
//! what the pairs score and zero for what stays alone. It is symmetric, lies in 0..=1, and is 1 only for names whose folded tokens
//! are the same in any order.

use crate::prepared::{NameToken, PreparedName, TokenKind};

/// Tokens of one sound but another spelling (Mujahedin, Mujahidin).
const SAME_SOUND: f64 = 0.94;
/// An initial for a word that begins with it.
const INITIAL: f64 = 0.8;
/// A typo in a word: the share of letters left alone, scaled; under this it is another word.
const LEAST_ALIKE: f64 = 0.72;
/// Names that are the same when white space is left out (AL QAIDA, ALQAIDA).
const JOINED: f64 = 0.97;

/// How two parts were found to go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The same letters.
    Same,
    /// Spellings of one sound.
    Sound,
    /// A typo or another spelling.
    Typo,
    /// An initial for a word.
    Initial,
    /// The same letters, cut into words differently.
    Joined,
    /// Stands in the one name only.
    Alone,
}

impl How {
    /// The word that explanations use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Sound => "same sound",
            Self::Typo => "similar",
            Self::Initial => "initial",
            Self::Joined => "joined",
            Self::Alone => "alone",
        }
    }
}

/// One part of the explanation.
#[derive(Debug, Clone, PartialEq)]
pub struct PartMatch {
    /// The part of the first name; empty where the other's stands alone.
    pub query: String,
    /// The part of the second name; empty where the other's stands alone.
    pub candidate: String,
    /// Why they go together.
    pub how: How,
    /// What the pair scores, 0..=1.
    pub score: f64,
    /// What it weighs.
    pub weight: f64,
}

/// What comparing two names gave. `score` is the mean of the parts' scores by their weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// 0: nothing in common; 1: the same.
    pub score: f64,
    /// The parts that add up to it.
    pub parts: Vec<PartMatch>,
}

/// Compares two names.
pub fn compare(query: &PreparedName, candidate: &PreparedName) -> Comparison {
    if query.tokens.is_empty() || candidate.tokens.is_empty() {
        return Comparison { score: 0.0, parts: Vec::new() };
    }
    let aligned = align(query, candidate);
    if aligned.score < JOINED && query.tokens.len() != candidate.tokens.len() && query.joined() == candidate.joined() {
        let part = PartMatch { query: words(query), candidate: words(candidate), how: How::Joined, score: JOINED, weight: 1.0 };
        return Comparison { score: JOINED, parts: vec![part] };
    }
    aligned
}

fn words(name: &PreparedName) -> String {
    name.tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn align(query: &PreparedName, candidate: &PreparedName) -> Comparison {
    let mut pairs: Vec<(f64, How, usize, usize)> = Vec::new();
    for (i, a) in query.tokens.iter().enumerate() {
        for (j, b) in candidate.tokens.iter().enumerate() {
            let (score, how) = alike(a, b);
            if score > 0.0 {
                pairs.push((score, how, i, j));
            }
        }
    }
    // The likest first; among equals those nearest in place, in an order that does not depend on which name is the query.
    pairs.sort_by(|x, y| {
        y.0.total_cmp(&x.0)
            .then_with(|| x.2.abs_diff(x.3).cmp(&y.2.abs_diff(y.3)))
            .then_with(|| (x.2 + x.3, x.2.min(x.3)).cmp(&(y.2 + y.3, y.2.min(y.3))))
    });
    let (mut used_a, mut used_b) = (vec![false; query.tokens.len()], vec![false; candidate.tokens.len()]);
    let mut parts = Vec::new();
    for (score, how, i, j) in pairs {
        if !used_a[i] && !used_b[j] {
            (used_a[i], used_b[j]) = (true, true);
            let (a, b) = (&query.tokens[i], &candidate.tokens[j]);
            parts.push((
                i,
                PartMatch {
                    query: a.text.clone(),
                    candidate: b.text.clone(),
                    how,
                    score,
                    weight: f64::midpoint(weight(a), weight(b)),
                },
            ));
        }
    }
    for (i, token) in query.tokens.iter().enumerate().filter(|(i, _)| !used_a[*i]) {
        parts.push((i, alone(token.text.clone(), String::new(), weight(token))));
    }
    for (j, token) in candidate.tokens.iter().enumerate().filter(|(j, _)| !used_b[*j]) {
        parts.push((query.tokens.len() + j, alone(String::new(), token.text.clone(), weight(token))));
    }
    parts.sort_by_key(|(place, _)| *place);
    let parts: Vec<PartMatch> = parts.into_iter().map(|(_, part)| part).collect();
    let total: f64 = parts.iter().map(|p| p.weight).sum();
    let score = parts.iter().map(|p| p.weight * p.score).sum::<f64>() / total.max(f64::MIN_POSITIVE);
    // Rounded, because a sum of floats depends on their order, and the score must not depend on which name is the query.
    Comparison { score: ((score * 1e9).round() / 1e9).clamp(0.0, 1.0), parts }
}

fn alone(query: String, candidate: String, weight: f64) -> PartMatch {
    // Either side may leave out a middle name or add a patronymic: a part that stands alone weighs less than one that differs.
    PartMatch { query, candidate, how: How::Alone, score: 0.0, weight: weight * 0.6 }
}

fn weight(token: &NameToken) -> f64 {
    match token.kind {
        TokenKind::Word => 1.0 + (token.text.chars().count().min(10) as f64 - 5.0) * 0.04,
        TokenKind::Number => 1.0,
        TokenKind::Initial => 0.5,
        TokenKind::Particle => 0.12,
        TokenKind::Honorific => 0.15,
        TokenKind::LegalForm => 0.2,
    }
}

fn alike(a: &NameToken, b: &NameToken) -> (f64, How) {
    if a.text == b.text {
        return (1.0, How::Same);
    }
    let (short, long) = if a.text.len() <= b.text.len() { (a, b) } else { (b, a) };
    if short.kind == TokenKind::Initial && long.kind != TokenKind::Initial && long.text.starts_with(&short.text) {
        return (INITIAL, How::Initial);
    }
    if a.kind == TokenKind::Number || b.kind == TokenKind::Number {
        return (0.0, How::Alone);
    }
    let typo = likeness(&a.text, &b.text);
    if !a.sound.is_empty() && a.sound == b.sound && short.text.chars().count() > 2 && typo > 0.4 {
        return (SAME_SOUND.max(typo), How::Sound);
    }
    if typo >= LEAST_ALIKE { (typo * 0.98, How::Typo) } else { (0.0, How::Alone) }
}

/// Share of letters that stay when one word is edited into the other; words of up to three letters must be the same.
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len());
    if a.len().min(b.len()) <= 3 || a.len().abs_diff(b.len()) > 3 {
        return 0.0;
    }
    1.0 - edits(&a, &b) as f64 / longest as f64
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
fn edits(a: &[char], b: &[char]) -> usize {
    let width = b.len() + 1;
    let mut rows = [vec![0; width], (0..width).collect::<Vec<usize>>(), vec![0; width]];
    for i in 1..=a.len() {
        let [before, above, row] = &mut rows;
        row[0] = i;
        for j in 1..width {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        rows.rotate_left(1);
    }
    rows[1][b.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn score(a: &str, b: &str) -> f64 {
        compare(&PreparedName::new(a), &PreparedName::new(b)).score
    }

    #[track_caller]
    fn check(a: &str, b: &str, range: std::ops::RangeInclusive<f64>) {
        let comparison = compare(&PreparedName::new(a), &PreparedName::new(b));
        assert!(range.contains(&comparison.score), "{a} / {b}: {comparison:#?}");
    }

    #[test]
    fn spellings_of_one_name_match_and_other_names_do_not() {
        check("Mujahedin Khalq Organization", "Mujahedin-e Khalq Organization", 0.95..=1.0);
        check("Mujahadin Khalk Organisation", "Mujahedin-e Khalq Organization", 0.85..=1.0);
        check("AL QAIDA", "ALQAIDA", 0.95..=1.0);
        check("Saddam Hussein", "Saddam Hussein Al-Tikriti", 0.7..=0.95);
        check("HUSSEIN AL-TIKRITI, Saddam", "Saddam Hussein Al-Tikriti", 1.0..=1.0);
        check("J. Smith", "John Smith", 0.8..=0.97);
        check("Indian Mujahideen", "Mujahedin-e Khalq", 0.0..=0.65);
        check("Al-Mujahidin Brigades", "Mujahedin-e Khalq Organization", 0.0..=0.65);
        check("Mako Holding", "MKO", 0.0..=0.3);
        check("Mowaffaq al-Rubaie", "Mowaffaq al-Azzawi", 0.0..=0.65);
        check("Fund 2", "Fund 3", 0.0..=0.65);
    }

    #[test]
    fn the_parts_add_up_to_the_score() {
        let comparison = compare(&PreparedName::new("Dr Saddam H. Tikriti"), &PreparedName::new("Saddam Hussein al-Tikrity"));
        let total: f64 = comparison.parts.iter().map(|p| p.weight).sum();
        let sum: f64 = comparison.parts.iter().map(|p| p.weight * p.score).sum();
        assert!((comparison.score - sum / total).abs() < 1e-8, "{comparison:#?}");
    }

    proptest! {
        #[test]
        fn comparing_is_symmetric_and_bounded(a in "[a-d ]{0,14}", b in "[a-d ]{0,14}") {
            prop_assert_eq!(score(&a, &b).to_bits(), score(&b, &a).to_bits());
            prop_assert!((0.0..=1.0).contains(&score(&a, &b)));
        }

        #[test]
        fn a_name_is_like_itself(a in "[\\PC]{1,20}") {
            let name = PreparedName::new(&a);
            prop_assert!(name.tokens.is_empty() || (compare(&name, &name).score - 1.0).abs() < f64::EPSILON);
        }
    }
}
