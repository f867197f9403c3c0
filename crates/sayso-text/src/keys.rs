//! Keys under which spellings of the same sound meet: `Qaddafi`, `Gaddafi`, `Kadhafi`; `Mujahedin`, `Moudjahidine`; `مجاهدین`.
//!
//! A key is made for finding candidates, never for scoring: it errs towards joining. The spellings are a table (`data/sounds.tsv`).

use std::sync::LazyLock;

/// The sounds of a folded word as classes of consonants; vowels count only at its start.
///
/// Never empty for a word that is not: a word without any sound of the table is its own key.
pub fn phonetic_key(token: &str) -> String {
    let key = classes(token, |sound| sound.class);
    if key.is_empty() { token.to_owned() } else { key }
}

/// The consonants of a folded word without vowels and semivowels, under which words of scripts that do not write vowels meet their
/// Latin spellings. `None` where nothing is left (`وي`, `Ay`).
pub fn skeleton(token: &str) -> Option<String> {
    let key = classes(token, |sound| sound.skeleton);
    (!key.is_empty()).then_some(key)
}

struct Sound {
    spelling: &'static [u8],
    only_at_start: bool,
    class: Option<char>,
    skeleton: Option<char>,
}

/// The table by first letter, longest spellings first.
static SOUNDS: LazyLock<Vec<Vec<Sound>>> = LazyLock::new(|| {
    let mut by_letter: Vec<Vec<Sound>> = (0..128).map(|_| Vec::new()).collect();
    for line in include_str!("../data/sounds.tsv").lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&'static str> = line.split('\t').collect();
        let class = |cell: usize| cells[cell].chars().next().filter(|class| *class != '-');
        let spelling = cells[0].trim_start_matches('^').as_bytes();
        let sound = Sound { spelling, only_at_start: cells[0].starts_with('^'), class: class(1), skeleton: class(2) };
        by_letter[usize::from(spelling[0])].push(sound);
    }
    for sounds in &mut by_letter {
        sounds.sort_by_key(|sound| (std::cmp::Reverse(sound.spelling.len()), !sound.only_at_start));
    }
    by_letter
});

/// Reads a word sound by sound. A sound doubled without anything between (`dd`, `dhd`) counts once.
fn classes(token: &str, class_of: impl Fn(&Sound) -> Option<char>) -> String {
    let letters = token.as_bytes();
    let mut key = String::with_capacity(letters.len());
    let mut at = 0;
    let mut doubled = None;
    while at < letters.len() {
        let letter = letters[at];
        let sound = SOUNDS.get(usize::from(letter)).and_then(|sounds| {
            sounds.iter().find(|sound| letters[at..].starts_with(sound.spelling) && (at == 0 || !sound.only_at_start))
        });
        let class = if letter.is_ascii_digit() { Some(char::from(letter)) } else { sound.and_then(&class_of) };
        if let Some(class) = class.filter(|_| letter.is_ascii_digit() || class != doubled) {
            key.push(class);
        }
        let length = sound.map_or(1, |sound| sound.spelling.len());
        // A spelling that takes a vowel along (`ce`, `wa`) ends the sound.
        let ends_in_vowel = matches!(letters.get(at + length - 1), Some(b'a' | b'e' | b'i' | b'o' | b'u' | b'y'));
        doubled = class.filter(|_| !ends_in_vowel);
        at += length;
    }
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fold;

    #[track_caller]
    fn meet(spellings: &[&str]) {
        let keys: Vec<String> = spellings.iter().map(|word| phonetic_key(&fold(word))).collect();
        assert!(keys.iter().all(|key| *key == keys[0]), "{spellings:?} {keys:?}");
    }

    #[track_caller]
    fn meet_across_scripts(unvowelled: &str, latin: &str) {
        let skeletons = |text: &str| -> Vec<_> { fold(text).split(' ').map(skeleton).collect() };
        assert_eq!(skeletons(unvowelled), skeletons(latin), "{unvowelled} {latin}");
    }

    #[test]
    fn transliterations_of_a_name_share_a_key() {
        meet(&["Mujahedin", "Mujahidin", "Mojahedin", "Moudjahidin", "Moudjahidine", "Mujahideen", "Mudschahedin"]);
        meet(&["Qaddafi", "Gaddafi", "Kadhafi", "Qadhdhafi", "Gadafi", "Khadafy"]);
        meet(&["Yusuf", "Youssef", "Jusuf", "Yousef", "Юсуф"]);
        meet(&["Khalq", "Khalk", "Halq".replace('H', "Kh").as_str()]);
        meet(&["Hussein", "Husayn", "Hussain", "Hoseyn"]);
        meet(&["Osama", "Usama", "Oussama", "Усама"]);
        meet(&["Zawahiri", "Zaouahiri", "Zawahri"]);
        meet(&["Walid", "Oualid", "Waleed"]);
        meet(&["Muammar", "Mouammar", "Moammar"]);
        meet(&["Abdullah", "Abdallah", "Abdoullah", "Abdulla"]);
    }

    #[test]
    fn different_names_keep_different_keys() {
        for (one, other) in [("Hasan", "Husam"), ("Karim", "Salim"), ("Iran", "Iraq"), ("Smith", "Jones"), ("17n", "18n")] {
            assert_ne!(phonetic_key(&fold(one)), phonetic_key(&fold(other)), "{one} {other}");
        }
    }

    #[test]
    fn unvowelled_scripts_meet_latin_spellings() {
        meet_across_scripts("سازمان مجاهدین خلق", "sazman mojahedin khalq");
        meet_across_scripts("محمد", "Muhammad");
        meet_across_scripts("صدام حسين", "Saddam Hussein");
        meet_across_scripts("أسامة", "Osama");
        meet_across_scripts("يوسف", "Yusuf");
        meet_across_scripts("נתניהו", "Netanyahu");
        meet_across_scripts("ישראל יוסף", "Israel Yosef");
    }

    proptest! {
        #[test]
        fn every_word_has_a_key(word in "[a-z0-9]{1,20}") {
            prop_assert!(!phonetic_key(&word).is_empty());
            prop_assert!(skeleton(&word).is_none_or(|key| !key.is_empty()));
        }

        #[test]
        fn any_text_is_survived(text in "\\PC{0,20}") {
            let _ = (phonetic_key(&text), skeleton(&text));
        }
    }
}
