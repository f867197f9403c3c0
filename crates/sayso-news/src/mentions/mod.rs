//! Who is named in a text, where, and which listed party that is.
//!
//! Each mention says why it counts. A name counts as a listed party on evidence only ([`evidence`]); a text's own short forms and
//! the surnames of persons named before are followed; authorities and countries are nobody's aliases.

mod candidates;
mod definitions;
mod evidence;
pub(crate) mod scanner;
mod variant;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::{Article, name_hashes};
use crate::lexicon::{COMMON, ORGANIZATION, ROLES, TITLES};
use crate::register::{Found, Hint, Register};
use crate::token::Case;
use definitions::Definition;
use evidence::Worth;
use scanner::{Hit, PartyKind, Scanner};

/// A place where a party is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) words: Range<usize>,
    /// Index of the party.
    pub(crate) party: usize,
    pub(crate) why: &'static str,
}

/// A party named in the text.
#[derive(Debug, Clone)]
pub(crate) struct Party {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) found: Option<Found>,
    /// Other listed parties bear the very name.
    pub(crate) namesakes: usize,
    /// Not matched, but some listed party is near: its absence from a list is not to be concluded.
    pub(crate) near: bool,
}

/// All that a text names; mentions by place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Named {
    pub(crate) parties: Vec<Party>,
    pub(crate) mentions: Vec<Mention>,
}

/// Finds the parties of a text.
pub(crate) fn find(article: &Article<'_>, scanner: &Scanner, register: &dyn Register) -> Named {
    let mut finder = Finder {
        article,
        scanner,
        register,
        by_key: FxHashMap::default(),
        taken: vec![false; article.words.len()],
        named: Named::default(),
    };
    let waiting = finder.listed_names();
    finder.candidates();
    let declared = finder.definitions();
    finder.supported(waiting, &declared);
    finder.surnames();
    finder.finish()
}

struct Finder<'a, 't> {
    article: &'a Article<'t>,
    scanner: &'a Scanner,
    register: &'a dyn Register,
    by_key: FxHashMap<String, usize>,
    taken: Vec<bool>,
    named: Named,
}

/// Short forms the text declares for something that is no party here ("Multi-Kilo Ohm (MKO)"): they are nobody's acronym.
type OtherMeanings = FxHashSet<u64>;

impl<'a> Finder<'a, '_> {
    /// Names as listed; gives back those that need support.
    fn listed_names(&mut self) -> Vec<Hit<'a>> {
        let about_lists = evidence::speaks_of_lists(self.article);
        let mut waiting = Vec::new();
        for hit in self.scanner.scan(self.article) {
            match evidence::worth(self.article, self.scanner, &hit, about_lists) {
                // One word alone waits for the text's own definitions, which may give it another meaning.
                Worth::Counts(_) if hit.words.len() == 1 => waiting.push(hit),
                Worth::Counts(why) => self.accept(&hit, why),
                Worth::WithSupport => waiting.push(hit),
                Worth::AsPartOf => self.part_of_longer(hit),
                Worth::Nothing => {}
            }
        }
        waiting
    }

    fn accept(&mut self, hit: &Hit<'_>, why: &'static str) {
        let Some(party) = self.listed_party(hit) else { return };
        self.mention(hit.words.clone(), party, why);
    }

    fn mention(&mut self, words: Range<usize>, party: usize, why: &'static str) {
        if words.clone().any(|at| self.taken[at]) {
            return;
        }
        self.taken[words.clone()].fill(true);
        self.named.mentions.push(Mention { words, party, why });
    }

    /// The party of a hit, as the register shows it. Organisations that share their full name are one; persons that do are not.
    fn listed_party(&mut self, hit: &Hit<'_>) -> Option<usize> {
        let surface = self.article.surface(&hit.words);
        let ids: Vec<&str> = hit.entries.iter().map(|e| self.scanner.ids[e.party as usize].as_str()).collect();
        if let Some(known) = ids.iter().find_map(|id| self.by_key.get(*id)) {
            return Some(*known);
        }
        let kind = self.scanner.kinds[hit.entries[0].party as usize];
        let likeness = match kind {
            PartyKind::Person => Hint::Person,
            PartyKind::Organization => Hint::Organization,
            _ => Hint::Unknown,
        };
        let looked_up =
            self.register.lookup(surface, likeness).filter(|found| found.is_match && ids.contains(&found.id.as_str()));
        let mut found = looked_up.or_else(|| ids.iter().find_map(|id| self.register.party(id)))?;
        let others: Vec<&&str> = ids.iter().filter(|id| **id != found.id).collect();
        if PartyKind::of(&found.schema) == PartyKind::Organization {
            let same_kind = |other: &Found| PartyKind::of(&other.schema) == PartyKind::Organization;
            let joined = others.iter().take(8).filter_map(|id| self.register.party(id)).filter(same_kind);
            found.listings.extend(joined.flat_map(|other| other.listings));
        }
        let namesakes = if PartyKind::of(&found.schema) == PartyKind::Organization { 0 } else { others.len() };
        Some(self.add_listed(found, surface, namesakes))
    }

    fn add_listed(&mut self, found: Found, surface: &str, namesakes: usize) -> usize {
        if let Some(known) = self.by_key.get(&found.id) {
            return *known;
        }
        let kind = PartyKind::of(&found.schema).word(&found.schema);
        let id = found.id.clone();
        self.add(id, Party { name: surface.to_owned(), kind, found: Some(found), namesakes, near: false })
    }

    fn add(&mut self, key: String, party: Party) -> usize {
        let parties = &mut self.named.parties;
        *self.by_key.entry(key).or_insert_with(|| {
            parties.push(party);
            parties.len() - 1
        })
    }

    /// A listed name inside a longer one counts only if the longer one is a name of the same party.
    fn part_of_longer(&mut self, hit: Hit<'_>) {
        let run = evidence::stripped_run(self.article, &hit.words, self.article.capital_run(&hit.words));
        let ids: Vec<&str> = hit.entries.iter().map(|e| self.scanner.ids[e.party as usize].as_str()).collect();
        let longer = self.register.lookup(self.article.surface(&run), Hint::Unknown);
        let same = longer.filter(|found| found.is_match && ids.contains(&found.id.as_str()));
        let Some(found) = same.filter(|f| variant::is_variant(self.article.surface(&run), &f.name, f.schema == "Person"))
        else {
            return;
        };
        let party = self.add_listed(found, self.article.surface(&run), 0);
        self.mention(run, party, "named as listed");
    }

    /// Other spellings, and parties on no list.
    fn candidates(&mut self) {
        let taken = self.taken.clone();
        for candidate in candidates::find(self.article, self.register, &|at| taken[at]) {
            let surface = self.article.surface(&candidate.words);
            let (party, why) = if let Some(found) = candidate.found {
                (self.add_listed(found, surface, 0), "another spelling of its name")
            } else {
                let kind = if candidate.hint == Hint::Person { "person" } else { "organization" };
                let key = format!("{:?}", name_hashes(surface));
                let party = Party { name: surface.to_owned(), kind, found: None, namesakes: 0, near: candidate.near };
                (
                    self.add(key, party),
                    if kind == "person" {
                        "named with a title or as a speaker"
                    } else {
                        "has the form of an organisation's name"
                    },
                )
            };
            self.mention(candidate.words, party, why);
        }
    }

    /// Short forms the text declares, by the hash of the short form; and those that it declares for something else.
    fn definitions(&mut self) -> OtherMeanings {
        let by_end: FxHashMap<usize, usize> =
            self.named.mentions.iter().enumerate().map(|(i, m)| (m.words.end - 1, i)).collect();
        let by_start: FxHashMap<usize, usize> =
            self.named.mentions.iter().enumerate().map(|(i, m)| (m.words.start, i)).collect();
        let mentions = &self.named.mentions;
        let ends = |at: usize| by_end.get(&at).map(|i| mentions[*i].words.clone());
        let begins = |at: usize| by_start.get(&at).map(|i| mentions[*i].words.clone());
        let found = definitions::find(self.article, &ends, &begins);
        let mut meanings: FxHashMap<u64, Option<usize>> = FxHashMap::default();
        for definition in found {
            let party = by_start
                .get(&definition.long.start)
                .map(|i| &self.named.mentions[*i])
                .filter(|m| m.words == definition.long)
                .map(|m| m.party);
            let meaning = party.filter(|party| self.is_believable(&definition, *party));
            if meaning.is_some() || (party.is_none() && definition.letters_fit) {
                meanings.entry(self.article.words[definition.short].hash).or_insert(meaning);
            }
        }
        self.declared_forms(&meanings);
        meanings.into_iter().filter(|(_, meaning)| meaning.is_none()).map(|(hash, _)| hash).collect()
    }

    fn is_believable(&self, definition: &Definition, party: usize) -> bool {
        let short = &self.article.words[definition.short];
        let party = &self.named.parties[party];
        let foreign = COMMON.has(short) || self.article.authority_at(definition.short).is_some();
        party.kind != "person" && (definition.letters_fit || (party.found.is_some() && !foreign))
    }

    /// Every place where a declared short form stands.
    fn declared_forms(&mut self, meanings: &FxHashMap<u64, Option<usize>>) {
        for at in 0..self.article.words.len() {
            let word = &self.article.words[at];
            let Some(Some(party)) = meanings.get(&word.hash) else { continue };
            if matches!(word.case, Case::Upper | Case::Capital) {
                self.mention(at..at + 1, *party, "a short form that the text declares");
            }
        }
    }

    /// Names that need support: the party is named otherwise, or the name is distinctive.
    fn supported(&mut self, waiting: Vec<Hit<'_>>, other_meanings: &OtherMeanings) {
        let about_lists = evidence::speaks_of_lists(self.article);
        let judged: Vec<(Hit<'_>, Worth)> = waiting
            .into_iter()
            .filter(|hit| hit.words.len() > 1 || !other_meanings.contains(&self.article.words[hit.words.start].hash))
            .map(|hit| {
                let worth = evidence::worth(self.article, self.scanner, &hit, about_lists);
                (hit, worth)
            })
            .collect();
        for (hit, worth) in &judged {
            if let Worth::Counts(why) = worth {
                self.accept(hit, why);
            }
        }
        for (hit, _) in judged.iter().filter(|(_, worth)| *worth == Worth::WithSupport) {
            let known = hit.entries.iter().find_map(|e| self.by_key.get(&self.scanner.ids[e.party as usize])).copied();
            let person = hit.entries.iter().any(|e| self.scanner.kinds[e.party as usize] == PartyKind::Person);
            if let Some(party) = known.filter(|_| !(person && hit.words.len() == 1)) {
                self.mention(hit.words.clone(), party, "an alias of a party named in full");
            }
        }
    }

    /// The last name alone of a person named before in full.
    fn surnames(&mut self) {
        let mut by_surname: FxHashMap<u64, (usize, usize)> = FxHashMap::default();
        for mention in &self.named.mentions {
            let last = &self.article.words[mention.words.end - 1];
            let person = self.named.parties[mention.party].kind == "person" && mention.words.len() >= 2;
            if person && last.end - last.start >= 4 && !COMMON.has(last) {
                by_surname.entry(last.hash).or_insert((mention.party, mention.words.end));
            }
        }
        if by_surname.is_empty() {
            return;
        }
        for at in 0..self.article.words.len() {
            let Some((party, from)) = by_surname.get(&self.article.words[at].hash).copied() else { continue };
            let article = self.article;
            let alone = |at: usize| {
                let run = evidence::stripped_run(article, &(at..at + 1), article.capital_run(&(at..at + 1)));
                run.len() == 1 || (run.len() == 2 && article.is(run.start, &["al", "el"]))
            };
            if at >= from && article.words[at].is_capitalised() && !self.taken[at] && alone(at) {
                let first = if at > 0 && article.is(at - 1, &["al", "el"]) && !self.taken[at - 1] { at - 1 } else { at };
                self.mention(first..at + 1, party, "the surname of a person named before");
            }
        }
    }

    /// In order of place; each party under the longest name the text gives it.
    fn finish(mut self) -> Named {
        self.named.mentions.sort_by_key(|m| m.words.start);
        for mention in &self.named.mentions {
            let surface = self.article.surface(&mention.words);
            let party = &mut self.named.parties[mention.party];
            if surface.split_whitespace().count() > party.name.split_whitespace().count() {
                surface.clone_into(&mut party.name);
            }
        }
        self.by_first_mention()
    }

    fn by_first_mention(self) -> Named {
        let Named { parties, mentions } = self.named;
        let mut order: Vec<usize> = Vec::new();
        let mut place = vec![usize::MAX; parties.len()];
        for mention in &mentions {
            if place[mention.party] == usize::MAX {
                place[mention.party] = order.len();
                order.push(mention.party);
            }
        }
        let mentions = mentions.into_iter().map(|m| Mention { party: place[m.party], ..m }).collect();
        Named { parties: order.into_iter().map(|index| parties[index].clone()).collect(), mentions }
    }
}

/// Whether a noun stands behind a mention that makes somebody else the one meant ("MKO members").
pub(crate) fn is_modifier(article: &Article<'_>, mention: &Mention) -> bool {
    let next = mention.words.end;
    let joined = article.gap(mention.words.end - 1) == " ";
    article.words[mention.words.end - 1].possessive || (joined && next < article.words.len() && ROLES.has(&article.words[next]))
}

/// Words that stand for an organisation named before.
pub(crate) fn is_organization_noun(article: &Article<'_>, at: usize) -> bool {
    ORGANIZATION.has(&article.words[at]) && !TITLES.has(&article.words[at])
}
