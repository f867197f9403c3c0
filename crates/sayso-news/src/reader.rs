//! A document and a register in, a reading out.

use jiff::civil::Date;
use sayso_record::{Listing, PartialDate};

use crate::article::Article;
use crate::authority::name_of;
use crate::claims::{self, Polarity, When};
use crate::intake::Document;
use crate::mentions::scanner::Scanner;
use crate::mentions::{self, Named};
use crate::reading::{Claim, DocumentPart, ListingPart, Match, Mention, Party, Reading, SpanPart, Time, Verdict};
use crate::register::Register;
use crate::times;
use crate::verdict::{self, Answer, Form, Span, Word};

/// How a document is read.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The day that is called today; never taken from a clock.
    pub today: Date,
}

/// Reads documents against one register; makes the table of its names once.
pub struct Reader<'r> {
    register: &'r dyn Register,
    scanner: Scanner,
}

/// Reads one document. For many make a [`Reader`] once.
pub fn read(document: &Document, register: &dyn Register, options: &Options) -> Reading {
    Reader::new(register).read(document, options)
}

impl<'r> Reader<'r> {
    /// Makes the table of names.
    pub fn new(register: &'r dyn Register) -> Self {
        Self { register, scanner: Scanner::new(register) }
    }

    /// Reads a document.
    pub fn read(&self, document: &Document, options: &Options) -> Reading {
        let article = Article::new(&document.text);
        let named = mentions::find(&article, &self.scanner, self.register);
        let claims = claims::find(&article, &named, &document.repeated);
        let judge = Judge { register: self.register, named: &named, published: document.published, today: options.today };
        let points = CodePoints::new(&document.text);
        let mut by_party: Vec<Vec<&mentions::Mention>> = vec![Vec::new(); named.parties.len()];
        named.mentions.iter().for_each(|mention| by_party[mention.party].push(mention));
        Reading {
            version: 1,
            edition: self.register.edition(),
            document: document_part(document),
            parties: named
                .parties
                .iter()
                .zip(&by_party)
                .map(|(of, places)| party(&article, of, places, &judge, &points))
                .collect(),
            claims: claims.iter().map(|claim| claim_part(&article, &named, claim, &judge, &points)).collect(),
            attributions: Vec::new(),
            acts: Vec::new(),
            times: times::find(&article, document.published).iter().map(|named| time_part(&article, named, &points)).collect(),
            today: options.today.to_string(),
        }
    }
}

fn document_part(document: &Document) -> DocumentPart {
    DocumentPart {
        title: document.title.clone(),
        publisher: document.publisher.clone(),
        url: document.url.clone(),
        published: document.published.map(|d| d.to_string()),
        date_from: document.date_from,
        language: document.language.clone(),
        text: document.text.clone(),
    }
}

/// From bytes to code points in constant time a question: a mark every so many bytes.
struct CodePoints<'t> {
    text: &'t str,
    marks: Vec<usize>,
}

const MARK_BYTES: usize = 256;

impl<'t> CodePoints<'t> {
    fn new(text: &'t str) -> Self {
        let mut marks = vec![0];
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at > 0 && at % MARK_BYTES == 0 {
                marks.push(count);
            }
            count += usize::from(byte & 0xc0 != 0x80);
        }
        Self { text, marks }
    }

    fn at(&self, byte: usize) -> usize {
        let mark = (byte / MARK_BYTES).min(self.marks.len() - 1);
        let rest = &self.text.as_bytes()[mark * MARK_BYTES..byte];
        self.marks[mark] + rest.iter().filter(|b| **b & 0xc0 != 0x80).count()
    }
}

fn party(
    article: &Article<'_>,
    of: &mentions::Party,
    places: &[&mentions::Mention],
    judge: &Judge<'_>,
    points: &CodePoints<'_>,
) -> Party {
    let mentions: Vec<Mention> = places
        .iter()
        .map(|m| {
            let bytes = article.bytes(&m.words);
            Mention {
                text: article.text[bytes.clone()].to_owned(),
                start: points.at(bytes.start),
                end: points.at(bytes.end),
                why: m.why,
            }
        })
        .collect();
    let mut aliases: Vec<String> = Vec::new();
    for mention in &mentions {
        if mention.text != of.name && !aliases.contains(&mention.text) {
            aliases.push(mention.text.clone());
        }
    }
    let matched = of.found.as_ref().map(|found| Match {
        id: found.id.clone(),
        caption: found.caption.clone(),
        schema: found.schema.clone(),
        score: found.score,
        reasons: found.reasons.clone(),
        namesakes: of.namesakes,
        listings: found.listings.iter().map(|l| ListingPart::new(l, judge.day(), judge.today)).collect(),
    });
    Party { name: of.name.clone(), kind: of.kind, aliases, mentions, matched }
}

fn time_part(article: &Article<'_>, named: &times::Named, points: &CodePoints<'_>) -> Time {
    let bytes = article.bytes(&named.words);
    Time {
        text: article.text[bytes.clone()].to_owned(),
        start: points.at(bytes.start),
        end: points.at(bytes.end),
        value: named.value.clone(),
    }
}

fn claim_part(
    article: &Article<'_>,
    named: &Named,
    claim: &claims::Claim,
    judge: &Judge<'_>,
    points: &CodePoints<'_>,
) -> Claim {
    let bytes = article.bytes(&claim.words);
    let verdicts = if claim.polarity.is_asserted() { judge.verdicts(claim) } else { Vec::new() };
    let holds = jointly(&verdicts);
    Claim {
        kind: "listing",
        quote: article.text[bytes.clone()].to_owned(),
        start: points.at(bytes.start),
        end: points.at(bytes.end),
        subject: claim.party.map(|party| named.parties[party].name.clone()),
        polarity: claim.polarity,
        said_by: claim.said_by.clone(),
        demanded_by: claim.demanded_by.clone(),
        holds,
        verdicts,
    }
}

fn jointly(verdicts: &[Verdict]) -> Vec<SpanPart> {
    let spans: Vec<Vec<Span>> = verdicts.iter().map(|v| v.holds.iter().map(|s| s.0).collect()).collect();
    verdict::jointly(&spans).into_iter().map(SpanPart).collect()
}

/// From claims to verdicts.
struct Judge<'a> {
    register: &'a dyn Register,
    named: &'a Named,
    published: Option<PartialDate>,
    today: Date,
}

impl Judge<'_> {
    fn day(&self) -> Option<Date> {
        self.published.filter(|d| d.is_exact()).map(PartialDate::earliest)
    }

    fn verdicts(&self, claim: &claims::Claim) -> Vec<Verdict> {
        if claim.authorities.is_empty() {
            let why = if claim.unknown_authority {
                "who lists is not an authority known here"
            } else {
                "the claim names no authority"
            };
            return vec![self.open(None, why.to_owned())];
        }
        let mut verdicts: Vec<Verdict> = claim.authorities.iter().map(|code| self.verdict(claim, code)).collect();
        if claim.unknown_authority {
            verdicts.push(self.open(None, "who lists is not an authority known here".to_owned()));
        }
        verdicts
    }

    fn open(&self, authority: Option<&str>, reason: String) -> Verdict {
        Verdict {
            authority: authority.map(str::to_owned),
            authority_name: authority.map(name_of),
            at: self.published.map(|d| d.to_string()),
            verdict: Word::CannotTell,
            from: None,
            until: None,
            holds: Vec::new(),
            today: Word::CannotTell,
            reason: Some(reason),
            evidence: Vec::new(),
        }
    }

    fn verdict(&self, claim: &claims::Claim, code: &str) -> Verdict {
        if !self.register.knows_authority(code) {
            let reason = format!("no list of {} is loaded", name_of(code));
            return Verdict { verdict: Word::NoRecord, today: Word::NoRecord, ..self.open(Some(code), reason) };
        }
        let Some(party) = claim.party.map(|party| &self.named.parties[party]) else {
            return self.open(Some(code), "whom the claim speaks of is not resolved".to_owned());
        };
        if party.namesakes > 0 {
            return self.open(Some(code), format!("{} listed parties bear this name", party.namesakes + 1));
        }
        let listings: Vec<&Listing> = party.found.iter().flat_map(|f| &f.listings).filter(|l| l.authority == code).collect();
        if party.found.is_none() && (party.near || party.name.split_whitespace().count() < 2) {
            return self.open(Some(code), "a listed party has a name near to this one".to_owned());
        }
        self.judged(claim, code, &listings)
    }

    fn judged(&self, claim: &claims::Claim, code: &str, listings: &[&Listing]) -> Verdict {
        let form = form_of(claim);
        let answer = self.answer(form, code, listings);
        let today_form = if claim.polarity == Polarity::Delisted { Form::Delisted } else { Form::Listed };
        let today = verdict::judge(today_form, listings, Some(self.today), &|day: Date| self.register.covers(code, day)).word;
        let mut reason = self.reason(form, &answer, code);
        let mut word = answer.word;
        let doubt = claim.unsure.or((claim.when == When::Stretch).then_some("the claim speaks of a stretch of time"));
        if let Some(why) = doubt.filter(|_| word != Word::NoRecord) {
            (word, reason) = (Word::CannotTell, Some(why.to_owned()));
        }
        let at = match form {
            Form::ListedIn(time) | Form::DelistedIn(time) => Some(time.to_string()),
            Form::ListedSince(time) if answer.word != Word::Supported && answer.word != Word::Lifted => Some(time.to_string()),
            _ => self.published.map(|d| d.to_string()),
        };
        Verdict {
            authority: Some(code.to_owned()),
            authority_name: Some(name_of(code)),
            at,
            verdict: word,
            from: answer.from.map(|d| d.to_string()),
            until: answer.until.map(|d| d.to_string()),
            holds: verdict::holds(form, listings).into_iter().map(SpanPart).collect(),
            today,
            reason,
            evidence: answer.evidence,
        }
    }

    /// The answer on the article's day. A date known to the month decides where its first and last day give one answer.
    fn answer(&self, form: Form, code: &str, listings: &[&Listing]) -> Answer {
        let on = |day: Option<Date>| verdict::judge(form, listings, day, &|day: Date| self.register.covers(code, day));
        let Some(published) = self.published else { return on(None) };
        let (first, last) = (on(Some(published.earliest())), on(Some(published.latest())));
        if first == last { first } else { Answer { word: Word::CannotTell, ..first } }
    }

    fn reason(&self, form: Form, answer: &Answer, code: &str) -> Option<String> {
        let dated = matches!(form, Form::ListedIn(_) | Form::DelistedIn(_));
        match answer.word {
            Word::CannotTell if self.published.is_none() && !dated => Some("the article has no date".to_owned()),
            Word::CannotTell => Some("the dates known do not decide it".to_owned()),
            Word::NoRecord => Some(format!("no list of {} that is loaded covers the day", name_of(code))),
            _ => None,
        }
    }
}

fn form_of(claim: &claims::Claim) -> Form {
    match (claim.polarity, claim.when) {
        (Polarity::Delisted, When::In(time)) => Form::DelistedIn(time),
        (Polarity::Delisted, _) => Form::Delisted,
        (Polarity::NotListed, _) => Form::NotListed,
        (_, When::In(time)) => Form::ListedIn(time),
        (_, When::Since(time)) => Form::ListedSince(time),
        _ => Form::Listed,
    }
}
