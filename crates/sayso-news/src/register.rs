//! What reading the news needs of the record: names to look for, the best match for a name, what lists are loaded.
//!
//! Whoever holds an edition implements [`Register`] over it. Nothing here knows how names are compared.

use jiff::civil::Date;
use sayso_record::Listing;

/// What a name in a text looks like, so that a person's name is not looked up among ships.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hint {
    /// It stands behind a title or has the form of a person's name.
    Person,
    /// It ends in a word such as Organization, Brigades, Bank.
    Organization,
    /// The text does not show it.
    Unknown,
}

/// A name under which a party is listed.
#[derive(Debug, Clone, Copy)]
pub struct ListedName<'a> {
    /// The name as listed.
    pub text: &'a str,
    /// Whether the list calls the alias weak ("low quality").
    pub is_weak: bool,
    /// The party's id.
    pub party: &'a str,
    /// The party's FollowTheMoney schema (`Organization`).
    pub schema: &'a str,
}

/// The best candidate for a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The party's id.
    pub id: String,
    /// Its name for people.
    pub caption: String,
    /// Its FollowTheMoney schema.
    pub schema: String,
    /// The name of the party that fits best; the caption where that is not known.
    pub name: String,
    /// How well it fits, 0 to 1.
    pub score: f64,
    /// Whether the score reaches the threshold. A candidate below it is never shown as a match; it only keeps us from saying that a
    /// list holds no such party.
    pub is_match: bool,
    /// The reasons that add up to the score, in the form in which they are to be shown.
    pub reasons: Vec<serde_json::Value>,
    /// All its listings by all authorities, past ones too.
    pub listings: Vec<Listing>,
}

/// The record as a reader of the news sees it.
pub trait Register {
    /// Hash of the edition that answers.
    fn edition(&self) -> String;

    /// The best candidate for a name as a text writes it; `None` where there is none worth naming.
    fn lookup(&self, name: &str, hint: Hint) -> Option<Found>;

    /// A party by its id, as if looked up under its own name.
    fn party(&self, id: &str) -> Option<Found>;

    /// Calls `visit` for every name of every party, in a fixed order.
    fn for_each_name(&self, visit: &mut dyn FnMut(ListedName<'_>));

    /// Whether any list of that authority is loaded.
    fn knows_authority(&self, code: &str) -> bool;

    /// Whether the lists loaded hold every party that the authority listed on that day.
    fn covers(&self, authority: &str, day: Date) -> bool;
}
