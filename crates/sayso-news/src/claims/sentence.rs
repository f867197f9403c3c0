//! One sentence: its words of listing, and for each the claim that the words around it make.
//!
//! A word of listing is read as a passive, an active, a noun, an attribute or an unfinished form; that says where its party and its
//! authorities stand.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::agents::{self, Agents};
use super::clause::{Places, Referent, VerbGroup, clause_end, is_stop, verb_group};
use super::list_phrase::ListPhrase;
use super::polarity::{Form, Standing, standing};
use super::time::{self, Time};
use super::vocabulary::{self, Class, Forms, listing_word};
use super::{Claim, Polarity, When, voice};
use crate::article::Article;
use crate::authority::Kind;
use crate::lexicon::ORGANIZATION;

/// What is lifted, revoked or imposed.
const LIFTED_NOUNS: [&str; 7] = ["designation", "ban", "sanctions", "listing", "proscription", "label", "blacklisting"];

pub(super) struct SentenceReader<'a, 't> {
    pub(super) article: &'a Article<'t>,
    pub(super) places: &'a Places<'a, 't>,
    pub(super) quotations: &'a [Range<usize>],
    pub(super) words: Range<usize>,
    pub(super) lists: Vec<ListPhrase>,
}

/// A word of listing in its sentence.
#[derive(Debug, Clone)]
struct Trigger {
    at: usize,
    class: Class,
    forms: Forms,
    /// The list it puts on or takes off, as an index.
    list: Option<usize>,
}

/// How a trigger is read.
enum Reading {
    Passive,
    Active,
    /// "to remove", "removing".
    Unfinished {
        passive: bool,
    },
    Noun,
    /// "the EU-listed group".
    Attribute,
}

impl SentenceReader<'_, '_> {
    /// Adds the claims of the sentence.
    pub(super) fn read(&self, claims: &mut Vec<Claim>) {
        let triggers = self.triggers();
        let mut last_subject: Option<Referent> = None;
        let mut last_agents = Agents::default();
        for (index, trigger) in triggers.iter().enumerate() {
            let floor = if index == 0 { self.words.start } else { self.words.start.max(triggers[index - 1].at + 1) };
            let ceiling =
                triggers.get(index + 1).map_or(self.words.end, |next| verb_group(self.article, next.at, trigger.at + 1).first);
            if let Some((mut found, subject, agents)) = self.claim(trigger, floor, ceiling, last_subject.as_ref(), &last_agents)
            {
                last_subject = Some(subject);
                last_agents = agents;
                claims.append(&mut found);
            }
        }
    }

    fn triggers(&self) -> Vec<Trigger> {
        let mut found = Vec::new();
        let mut used: FxHashSet<usize> = self.lists.iter().flat_map(|list| list.words.clone()).collect();
        for at in self.words.clone() {
            if used.contains(&at) {
                continue;
            }
            if let Some((class, forms)) = listing_word(&self.article.words[at]) {
                let list = self.governed_list(at, class);
                if matches!(class, Class::Put | Class::Take) && list.is_none() {
                    continue;
                }
                used.extend(list.iter().flat_map(|index| self.lists[*index].words.clone()));
                found.push(Trigger { at, class, forms, list });
            } else if let Some(list) = self.stative(at) {
                found.push(Trigger { at, class: Class::Put, forms: Forms::default(), list: Some(list) });
            }
        }
        self.without_objects(without_shadowed(found))
    }

    /// "revoked the designation of X", "the designation of X was revoked": the noun is what is revoked, not a claim of its own.
    fn without_objects(&self, found: Vec<Trigger>) -> Vec<Trigger> {
        let verbs: Vec<(usize, bool)> = found
            .iter()
            .filter(|t| matches!(t.class, Class::Lift | Class::Impose))
            .map(|t| (t.at, verb_group(self.article, t.at, self.words.start).be))
            .collect();
        let is_object = |at: usize| {
            verbs.iter().any(|(verb, be)| if *be { at < *verb && verb - at <= 14 } else { at > *verb && at - verb <= 9 })
        };
        found
            .into_iter()
            .filter(|t| !(matches!(t.class, Class::NounList | Class::Weak) && is_object(t.at) && self.is_lifted_noun(t.at)))
            .collect()
    }

    fn is_lifted_noun(&self, at: usize) -> bool {
        self.article.is(at, &LIFTED_NOUNS)
    }

    /// The list that a word puts on or takes off: behind it, with the right preposition before.
    fn governed_list(&self, at: usize, class: Class) -> Option<usize> {
        let index = self.lists.iter().position(|list| list.words.start > at)?;
        let list = &self.lists[index];
        let preposition = list.words.start - 1;
        let near = preposition > at
            && preposition - at <= 14
            && !(at..preposition).any(|word| self.article.gap(word).contains([';', ':']));
        let fits = if class.ends() {
            self.article.is(preposition, &["from", "off"])
                || (self.article.is(preposition, &["of"]) && self.article.is(preposition - 1, &["out", "off"]))
        } else {
            self.article.is(preposition, &["on", "onto", "to", "in", "into"])
        };
        (near && fits).then_some(index)
    }

    /// "is on the EU's blacklist", "remains on": the verb right before the preposition.
    fn stative(&self, at: usize) -> Option<usize> {
        const STATES: [&str; 15] = [
            "is", "are", "was", "were", "been", "be", "being", "remain", "remains", "remained", "stay", "stays", "appears",
            "appear", "appeared",
        ];
        if !self.article.is(at, &STATES) {
            return None;
        }
        self.lists.iter().position(|list| {
            let preposition = list.words.start.wrapping_sub(1);
            let adverbs = at + 1..preposition;
            preposition > at
                && adverbs.len() <= 3
                && self.article.is(preposition, &["on", "in", "under"])
                && adverbs.clone().all(|a| {
                    self.article.is(
                        a,
                        &[
                            "not",
                            "no",
                            "longer",
                            "still",
                            "also",
                            "already",
                            "now",
                            "never",
                            "currently",
                            "both",
                            "officially",
                            "once",
                        ],
                    )
                })
        })
    }

    fn claim(
        &self,
        trigger: &Trigger,
        floor: usize,
        ceiling: usize,
        last_subject: Option<&Referent>,
        last_agents: &Agents,
    ) -> Option<(Vec<Claim>, Referent, Agents)> {
        let group = self.group(trigger, floor);
        let mut agents = Agents::default();
        let reading = self.reading(trigger, &group, floor)?;
        let subject = self.subject(trigger, &group, &reading, floor, ceiling, last_subject)?;
        let clause = clause_end(self.article, trigger.at + 1, ceiling.max(trigger.at + 1));
        let clause = self.lists_end(trigger, clause, ceiling);
        self.agents(trigger, &group, &reading, floor, clause, last_agents, &mut agents);
        if !self.is_listing(trigger, &subject, &agents, clause) {
            return None;
        }
        let form = match reading {
            Reading::Noun if trigger.class.ends() => Form::NounDelist,
            Reading::Noun => Form::NounList,
            Reading::Unfinished { .. } => Form::Infinite,
            _ => Form::Finite,
        };
        let found = standing(self.article, &group, form, &self.words, trigger.at);
        let when = time::find(self.article, &(group.first..clause), self.words.start);
        let claims = self.assemble(trigger, &group, found, &subject, &agents, when.as_ref());
        Some((claims, subject, agents))
    }

    /// "is no longer on" has its small words behind the verb.
    fn group(&self, trigger: &Trigger, floor: usize) -> VerbGroup {
        let mut group = verb_group(self.article, trigger.at, floor);
        if trigger.forms == Forms::default() {
            let end = trigger.list.map_or(trigger.at, |list| self.lists[list].words.start);
            let behind = verb_group(self.article, end.saturating_sub(1).max(trigger.at), trigger.at);
            group.be = true;
            group.bare_be = self.article.is(trigger.at, &["be"]) && !group.to && !group.modal && !group.should;
            group.not |= behind.not || self.article.word(trigger.at).contains("n't");
            group.no_longer |= behind.no_longer;
        }
        group
    }

    fn reading(&self, trigger: &Trigger, group: &VerbGroup, floor: usize) -> Option<Reading> {
        let article = self.article;
        let (at, forms) = (trigger.at, trigger.forms);
        if forms == Forms::default() {
            return Some(if group.to { Reading::Unfinished { passive: true } } else { Reading::Passive });
        }
        if forms.noun && !group.be && !group.have {
            let gerund = forms.gerund && !article.is(at + 1, &["of"]) && !possessive_before(article, at);
            return Some(if gerund { Reading::Unfinished { passive: false } } else { Reading::Noun });
        }
        if forms.gerund {
            return Some(if group.be { Reading::Active } else { Reading::Unfinished { passive: false } });
        }
        if group.be && forms.participle {
            return Some(if group.to { Reading::Unfinished { passive: true } } else { Reading::Passive });
        }
        if group.to || group.modal || group.should {
            return (forms.base).then_some(if group.to { Reading::Unfinished { passive: false } } else { Reading::Active });
        }
        let hyphenated = at > floor && article.gap(at - 1) == "-" && article.authority_at(at - 1).is_some();
        if hyphenated && forms.participle {
            return Some(Reading::Attribute);
        }
        if forms.participle && !group.have && article.is(at + 1, &["by"]) {
            return Some(Reading::Passive);
        }
        let mut probe = Agents::default();
        let actor = agents::subjects(article, group.first, floor, &mut probe);
        if actor || (group.have && forms.participle) {
            return (forms.past || forms.third || forms.participle || forms.base).then_some(Reading::Active);
        }
        let insertion = group.first > floor && article.gap(group.first - 1).contains([',', '(', '–', '—']);
        if forms.participle && insertion && self.places.ending(group.first).is_some() {
            return Some(Reading::Passive);
        }
        let goes_on = group.first > self.words.start && article.is(group.first - 1, &["and", "but", "then", "later"]);
        (goes_on && (forms.past || forms.third)).then_some(Reading::Active)
    }

    fn subject(
        &self,
        trigger: &Trigger,
        group: &VerbGroup,
        reading: &Reading,
        floor: usize,
        ceiling: usize,
        last: Option<&Referent>,
    ) -> Option<Referent> {
        let article = self.article;
        let noun_object = |verb: usize| self.object_of_noun(verb, ceiling);
        match reading {
            Reading::Noun => noun_object(trigger.at).or_else(|| self.possessor(trigger.at)),
            _ if matches!(trigger.class, Class::Lift | Class::Impose) => self.lifted(trigger, group, floor, ceiling),
            Reading::Passive => {
                let set_off = group.first > self.words.start && article.gap(group.first - 1).contains([',', '(', '–', '—']);
                let loose = !group.be && set_off;
                self.places
                    .before(group.first, self.words.start.max(if group.be { self.words.start } else { floor }), loose)
                    .or_else(|| {
                        let goes_on = group.first > self.words.start && article.is(group.first - 1, &["and", "but", "then"]);
                        goes_on.then(|| last.cloned()).flatten()
                    })
            }
            Reading::Attribute | Reading::Active => self.object(trigger, ceiling, last).or_else(|| {
                // "was listed in 2002 and removed in 2009": the passive goes on.
                let goes_on = group.first > self.words.start && article.is(group.first - 1, &["and", "but", "then"]);
                let passive =
                    (goes_on && trigger.forms.participle && is_stop(article, trigger.at + 1)).then(|| last.cloned()).flatten();
                passive.or_else(|| self.relative_object(group))
            }),
            Reading::Unfinished { passive: false } => self.object(trigger, ceiling, last),
            Reading::Unfinished { passive: true } => {
                let before = self.places.before(group.first, self.words.start, false);
                before.or_else(|| self.nearest_before(group.first))
            }
        }
    }

    /// "the MEK, which the United States designated": the object stands before the relative clause.
    fn relative_object(&self, group: &VerbGroup) -> Option<Referent> {
        let actor = agents::subject(self.article, group.first, self.words.start)?.first;
        let start = if actor > self.words.start && self.article.is(actor - 1, &["the"]) { actor - 1 } else { actor };
        let relative = start > self.words.start && self.article.is(start - 1, &["which", "that", "whom"]);
        relative.then(|| self.places.before(start, self.words.start, false)).flatten()
    }

    fn object(&self, trigger: &Trigger, ceiling: usize, last: Option<&Referent>) -> Option<Referent> {
        let article = self.article;
        let at = trigger.at;
        if article.is(at + 1, &["it", "them", "him", "her"]) {
            return last.cloned().or_else(|| self.places.described(at + 1, self.words.start));
        }
        let mut from = at;
        // "banned dealing with members of X": who deals with X is banned from it, which is what a listing does.
        if trigger.class == Class::Weak
            && article.is(at + 1, &["dealing", "dealings", "trade", "transactions", "business", "contact", "contacts"])
        {
            from = at + 1;
            while from + 1 < ceiling && from < at + 8 && article.is(from + 1, &["with", "members", "of", "all", "any", "the"]) {
                from += 1;
            }
        }
        if article.is(from + 1, &["off"]) {
            from += 1;
        }
        self.places.after(from, ceiling.max(trigger.list.map_or(0, |list| self.lists[list].words.start)))
    }

    /// "the designation of X".
    fn object_of_noun(&self, noun: usize, ceiling: usize) -> Option<Referent> {
        self.article
            .is(noun + 1, &["of"])
            .then(|| self.places.after(noun + 1, ceiling.max(noun + 8).min(self.words.end)))
            .flatten()
    }

    /// "the MKO's removal", "its designation".
    fn possessor(&self, noun: usize) -> Option<Referent> {
        let mut at = noun;
        while at > self.words.start && noun - at < 3 {
            if let Some(mention) = self.places.ending(at).filter(|m| self.article.words[m.words.end - 1].possessive) {
                return Some(Referent { words: mention.words.clone(), parties: vec![mention.party] });
            }
            at -= 1;
        }
        None
    }

    /// "revoked the designation of X", "the terrorist designation of X was revoked", "imposed sanctions on X".
    fn lifted(&self, trigger: &Trigger, group: &VerbGroup, floor: usize, ceiling: usize) -> Option<Referent> {
        let article = self.article;
        if group.be {
            let noun = (floor.max(group.first.saturating_sub(14))..group.first).find(|at| article.is(*at, &LIFTED_NOUNS))?;
            let object =
                article.is(noun + 1, &["of", "on", "against"]).then(|| self.places.after(noun + 1, group.first)).flatten();
            return object.or_else(|| self.possessor(noun));
        }
        let noun = (trigger.at + 1..ceiling.min(trigger.at + 9)).find(|at| article.is(*at, &LIFTED_NOUNS))?;
        let object =
            article.is(noun + 1, &["of", "on", "against", "from"]).then(|| self.places.after(noun + 1, ceiling)).flatten();
        object.or_else(|| self.possessor(noun))
    }

    /// "called on the EU … for X to be removed", "asked for the group to be removed".
    fn nearest_before(&self, at: usize) -> Option<Referent> {
        let mention =
            self.places.named.mentions.iter().rev().find(|m| m.words.end <= at && m.words.start >= self.words.start)?;
        (at - mention.words.end <= 3).then(|| Referent { words: mention.words.clone(), parties: vec![mention.party] })
    }

    /// The clause reaches at least to the end of the list it speaks of and of what stands behind it.
    fn lists_end(&self, trigger: &Trigger, clause: usize, ceiling: usize) -> usize {
        let Some(list) = trigger.list.map(|list| self.lists[list].words.end) else { return clause };
        clause.max(clause_end(self.article, list.saturating_sub(1), ceiling.max(list)))
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one clause; a struct for them would be used here only")]
    fn agents(
        &self,
        trigger: &Trigger,
        group: &VerbGroup,
        reading: &Reading,
        floor: usize,
        clause: usize,
        last: &Agents,
        agents: &mut Agents,
    ) {
        let article = self.article;
        if matches!(reading, Reading::Attribute) {
            agents.codes.extend(article.authority_at(trigger.at - 1).map(|named| named.code.clone()));
            return;
        }
        let lists = self.lists.iter().enumerate().filter(|(index, list)| {
            trigger.list == Some(*index)
                || (trigger.list.is_none() && list.words.start > trigger.at && list.words.end <= clause)
        });
        for (_, list) in lists {
            agents::of_list(article, list, agents);
        }
        let active = matches!(reading, Reading::Active | Reading::Unfinished { passive: false });
        if active && agents.codes.is_empty() && !agents::subjects(article, group.first, floor.min(group.first), agents) {
            let goes_on = group.first > self.words.start && article.is(group.first - 1, &["and", "but", "then", "later"]);
            if goes_on {
                agents.codes.clone_from(&last.codes);
            }
        }
        if !active || matches!(reading, Reading::Unfinished { .. }) {
            let place = matches!(trigger.class, Class::List | Class::Weak | Class::Label | Class::Delist);
            agents::behind(article, trigger.at + 1..clause, place, agents);
        }
        if agents.codes.is_empty() && trigger.list.is_some_and(|list| self.lists[list].is_bare) {
            agents.codes.clone_from(&last.codes);
        }
        if trigger.class == Class::Lift && group.be && agents.codes.is_empty() {
            let noun = (self.words.start..group.first).rev().find(|at| self.is_lifted_noun(*at));
            agents::behind(article, noun.unwrap_or(group.first)..group.first, false, agents);
        }
        if matches!(reading, Reading::Noun) && agents.codes.is_empty() {
            let before = article.authority_at(trigger.at.wrapping_sub(1)).filter(|named| named.end == trigger.at);
            agents.codes.extend(before.map(|named| named.code.clone()));
        }
        if agents.codes.is_empty() {
            let named = article.authorities.iter().filter(|n| n.kind == Kind::List && n.first > trigger.at && n.end <= clause);
            for named in named {
                agents.add(named);
            }
        }
    }

    /// Whether this is about a list of sanctions or terrorism at all, and about somebody: verbs such as "designate" are about many
    /// things.
    fn is_listing(&self, trigger: &Trigger, subject: &Referent, agents: &Agents, clause: usize) -> bool {
        let listed_party = subject.parties.iter().any(|party| self.places.named.parties[*party].found.is_some());
        let list = trigger.list.map(|list| self.lists[list].is_blacklist);
        let label = self.terror_label(trigger.at, clause);
        let authority = !agents.codes.is_empty();
        let unresolved = subject.parties.is_empty();
        match trigger.class {
            Class::List | Class::Delist => !unresolved || authority,
            Class::Weak => {
                let free = self.article.is(trigger.at + 1, &["from"]) || self.article.gap(trigger.at).contains('$');
                (list == Some(true) || label || (authority && listed_party) || (authority && list.is_some()))
                    && !free
                    && !(unresolved && !label && list.is_none())
            }
            Class::Label => (label && authority && !unresolved) || list.is_some(),
            Class::Put | Class::Take => list == Some(true) || (list.is_some() && authority && listed_party),
            Class::Lift | Class::Impose => !unresolved,
            Class::NounList | Class::NounDelist => {
                list.is_some()
                    || label
                    || (authority && listed_party && trigger.class == Class::NounList)
                    || (self.says_delisting(trigger.at) && !unresolved)
            }
        }
    }

    fn says_delisting(&self, at: usize) -> bool {
        self.article.word(at).to_ascii_lowercase().contains("listing")
    }

    /// "as a (foreign) terrorist organization", "a terrorist group", "terrorist".
    fn terror_label(&self, at: usize, clause: usize) -> bool {
        let article = self.article;
        (at + 1..clause.min(at + 16)).any(|word| {
            let terror = article.is(word, &["terrorist", "terrorists", "terror"]);
            let of_list = article.authority_at(word).is_some_and(|named| named.kind == Kind::List);
            of_list
                || (terror
                    && (ORGANIZATION.has(article.words.get(word + 1).unwrap_or(&article.words[word]))
                        || article.is(word + 1, &["organizations", "groups", "organisations", "entity", "list"])
                        || article.is(word.saturating_sub(1), &["as", "a"])))
        })
    }

    fn assemble(
        &self,
        trigger: &Trigger,
        group: &VerbGroup,
        found: Standing,
        subject: &Referent,
        agents: &Agents,
        when: Option<&(Time, Range<usize>)>,
    ) -> Vec<Claim> {
        let ends = trigger.class.ends();
        let (polarity, unsure) = polarity_of(found, ends, group);
        let words = self.extent(trigger, group, subject, agents, when, polarity);
        let hearsay = group.hearsay.map(|at| self.article.word(at).to_owned());
        let said_by = voice::source(self.article, self.quotations, &words, trigger.at).or(hearsay);
        let demanded_by = (polarity == Polarity::Demanded).then(|| self.demander(&words)).flatten();
        let when = match when {
            Some((Time::In(date), _)) => When::In(*date),
            Some((Time::Since(date), _)) => When::Since(*date),
            Some((Time::Stretch, _)) => When::Stretch,
            None => When::Now,
        };
        let of_party = |party: Option<usize>| Claim {
            words: words.clone(),
            party,
            polarity,
            authorities: agents.codes.clone(),
            unknown_authority: agents.unknown,
            when,
            said_by: said_by.clone(),
            demanded_by: demanded_by.clone(),
            unsure,
        };
        if subject.parties.is_empty() {
            vec![of_party(None)]
        } else {
            subject.parties.iter().map(|party| of_party(Some(*party))).collect()
        }
    }

    /// From the first word that belongs to the claim to the last.
    fn extent(
        &self,
        trigger: &Trigger,
        group: &VerbGroup,
        subject: &Referent,
        agents: &Agents,
        when: Option<&(Time, Range<usize>)>,
        polarity: Polarity,
    ) -> Range<usize> {
        let mut words = group.first.min(trigger.at)..trigger.at + 1;
        let mut widen = |other: &Range<usize>| {
            if other.start >= self.words.start && other.end <= self.words.end {
                words = words.start.min(other.start)..words.end.max(other.end);
            }
        };
        widen(&subject.words);
        agents.words.iter().for_each(&mut widen);
        if let Some((_, when)) = when {
            widen(when);
        }
        trigger.list.iter().for_each(|list| widen(&self.lists[*list].words));
        if polarity == Polarity::Demanded
            && let Some(demand) = self.demand_before(words.start)
        {
            words.start = demand;
        }
        if words.start > self.words.start && self.article.is(words.start - 1, &["the", "a", "an", "both"]) {
            words.start -= 1;
        }
        words
    }

    /// The word of demand that governs what begins at `first`, "to" before it included.
    fn demand_before(&self, first: usize) -> Option<usize> {
        let reach = self.words.start.max(first.saturating_sub(8))..first;
        let demand =
            reach.rev().find(|at| vocabulary::governor(&self.article.words[*at]) == Some(vocabulary::Governor::Demand))?;
        Some(if demand > self.words.start && self.article.is(demand - 1, &["to"]) { demand - 1 } else { demand })
    }

    /// Who demands: what the sentence begins with.
    fn demander(&self, claim: &Range<usize>) -> Option<String> {
        const VERBS: [&str; 6] = ["has", "have", "had", "is", "are", "was"];
        let end = (self.words.start..=claim.start)
            .find(|at| self.article.is(*at, &VERBS) || vocabulary::governor(&self.article.words[*at]).is_some())?;
        (end > self.words.start && end - self.words.start <= 12)
            .then(|| self.article.surface(&(self.words.start..end)).to_owned())
    }
}

/// "kept X on the list of designated groups": of two triggers with one list the one nearest before it governs it, but a noun or
/// verb that says it by itself ("removal of X from") goes before a plain "is on".
fn without_shadowed(found: Vec<Trigger>) -> Vec<Trigger> {
    let mut kept: Vec<Trigger> = Vec::new();
    for trigger in found {
        let same = |other: &Trigger| other.list.is_some() && other.list == trigger.list;
        match kept.last().filter(|last| same(last)) {
            Some(_) if trigger.forms == Forms::default() => {}
            Some(_) => {
                kept.pop();
                kept.push(trigger);
            }
            None => kept.push(trigger),
        }
    }
    kept
}

fn possessive_before(article: &Article<'_>, at: usize) -> bool {
    at > 0 && (article.words[at - 1].possessive || article.is(at - 1, &["the", "its", "their", "a"]))
}

fn polarity_of(found: Standing, ends: bool, group: &VerbGroup) -> (Polarity, Option<&'static str>) {
    let plain = if ends { Polarity::Delisted } else { Polarity::Listed };
    match found {
        Standing::Demanded => (Polarity::Demanded, None),
        Standing::Denied => (Polarity::Denied, None),
        Standing::Hypothetical => (Polarity::Hypothetical, None),
        Standing::Unsure(why) => (plain, Some(why)),
        _ if group.no_longer && ends => (plain, Some("the wording is not certain")),
        _ if group.no_longer => (Polarity::Delisted, None),
        Standing::Negated if ends => {
            (Polarity::Listed, Some("it is said not to be removed; whether it was on the list is not said"))
        }
        Standing::Negated => (Polarity::NotListed, None),
        Standing::Asserted => (plain, None),
    }
}
