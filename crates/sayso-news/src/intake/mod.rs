//! From the bytes of a page or a text file to a document: its text as shown, title, publisher, date and how that is known.
//!
//! A caller may rely on: every offset of a reading points into [`Document::text`]; with [`Intake::raw_text`] that text equals the
//! input; the date comes from the argument, else from metadata, else from a dateline, else it is unknown and never guessed.

mod charset;
mod clean;
mod dateline;
mod html;
mod markup;
mod metadata;

use std::ops::Range;

use sayso_record::PartialDate;
use serde::Serialize;

/// How the day of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DateFrom {
    /// The caller gave it.
    Argument,
    /// The page states it to machines (JSON-LD, meta tags, `<time>`, its address).
    Metadata,
    /// It stands in the text (a dateline).
    Text,
    /// It is not known.
    Unknown,
}

/// What the caller knows of a document, and how to take it in.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    /// Day of publication; rules over all that the document says.
    pub date: Option<PartialDate>,
    /// Address, where known; may hold the date.
    pub url: Option<String>,
    /// Charset named by the transport (`Content-Type`), such as `windows-1256`.
    pub charset: Option<String>,
    /// Take the text as it is: no cleaning, no HTML.
    pub raw_text: bool,
}

/// An article as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The headline, once.
    pub title: Option<String>,
    /// Who published it, where the page says so.
    pub publisher: Option<String>,
    /// Its address, where known.
    pub url: Option<String>,
    /// Day of publication, with the precision known.
    pub published: Option<PartialDate>,
    /// How that is known.
    pub date_from: DateFrom,
    /// ISO 639 code; `None` where not known.
    pub language: Option<String>,
    /// The text that all offsets point into.
    pub text: String,
    /// Repeated headlines: shown and searched for names, but what they claim was claimed already. Bytes.
    pub(crate) repeated: Vec<Range<usize>>,
}

impl Document {
    /// Takes in a file of either kind: decodes it, tells HTML from text.
    pub fn from_bytes(bytes: &[u8], intake: &Intake) -> Self {
        let text = charset::decode(bytes, intake.charset.as_deref());
        if !intake.raw_text && markup::looks_like_html(&text) {
            Self::from_html(&text, intake)
        } else {
            Self::from_text(&text, intake)
        }
    }

    /// Takes in plain text as it comes: a repeated title, `[IMG]` marks, quotes of one direction.
    pub fn from_text(text: &str, intake: &Intake) -> Self {
        let shown = if intake.raw_text { text.to_owned() } else { clean::clean(text) };
        let title = clean::title(&shown);
        let (published, date_from) = first_date([
            (intake.date, DateFrom::Argument),
            (intake.url.as_deref().and_then(metadata::date_in_url), DateFrom::Metadata),
            (dateline::find(&shown), DateFrom::Text),
        ]);
        Self {
            title: title.clone().map(|range| shown[range].to_owned()),
            publisher: None,
            url: intake.url.clone(),
            published,
            date_from,
            language: language(&shown),
            repeated: title.map(|range| clean::repeats(&shown, range)).unwrap_or_default(),
            text: shown,
        }
    }

    /// Takes in a page: the article's body without what stands around it, and what the page states of itself.
    pub fn from_html(html: &str, intake: &Intake) -> Self {
        let meta = metadata::read(html);
        let url = intake.url.clone().or_else(|| meta.url.clone());
        let shown = clean::clean(&html::body(html, url.as_deref(), meta.title.as_deref()));
        let (published, date_from) = first_date([
            (intake.date, DateFrom::Argument),
            (meta.date.or_else(|| url.as_deref().and_then(metadata::date_in_url)), DateFrom::Metadata),
            (dateline::find(&shown), DateFrom::Text),
        ]);
        let title = meta.title.clone().or_else(|| clean::title(&shown).map(|range| shown[range].to_owned()));
        let repeated = clean::title(&shown).map(|range| clean::repeats(&shown, range)).unwrap_or_default();
        let language = meta.language.clone().or_else(|| language(&shown));
        Self { title, publisher: meta.publisher, url, published, date_from, language, repeated, text: shown }
    }
}

fn first_date(known: [(Option<PartialDate>, DateFrom); 3]) -> (Option<PartialDate>, DateFrom) {
    known.into_iter().find(|(date, _)| date.is_some()).unwrap_or((None, DateFrom::Unknown))
}

/// English, where it shows: its commonest words are a tenth of all. Other languages are not told apart yet.
fn language(text: &str) -> Option<String> {
    const COMMON: [&str; 10] = ["the", "of", "to", "and", "in", "a", "is", "that", "for", "on"];
    let words = text.split_whitespace().take(400);
    let (all, common) = words.fold((0, 0), |(all, common), word| (all + 1, common + usize::from(COMMON.contains(&word))));
    (all >= 10 && common * 10 >= all).then(|| "en".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_rules_over_what_the_page_says() {
        let html = "<html><head><meta property='article:published_time' content='2008-12-22T09:00:00Z'></head><body><p>Hello there, \
                    this is a paragraph about nothing in particular.</p></body></html>";
        let document = Document::from_html(html, &Intake::default());
        assert_eq!((document.published, document.date_from), ("2008-12-22".parse().ok(), DateFrom::Metadata));
        let given = Intake { date: "2008-12-21".parse().ok(), ..Intake::default() };
        let document = Document::from_html(html, &given);
        assert_eq!((document.published, document.date_from), ("2008-12-21".parse().ok(), DateFrom::Argument));
    }

    #[test]
    fn raw_text_stays_as_it_is() {
        let text = " A title\r\n\r\nA title\n\n[IMG] One.\u{a0}Two. <p>";
        let raw = Intake { raw_text: true, ..Intake::default() };
        assert_eq!(Document::from_bytes(text.as_bytes(), &raw).text, text);
        assert_eq!(Document::from_bytes(text.as_bytes(), &Intake::default()).text, "A title\n\nA title\n\nOne. Two. <p>");
    }

    #[test]
    fn a_text_without_a_date_has_none() {
        let document = Document::from_text("Something happened on Sunday.", &Intake::default());
        assert_eq!((document.published, document.date_from), (None, DateFrom::Unknown));
    }
}
