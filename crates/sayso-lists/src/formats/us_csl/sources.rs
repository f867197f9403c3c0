//! The lists that the Consolidated Screening List is made of.

use sayso_record::finding::FindingKind;
use sayso_record::{Locator, Reading};

/// The list that a row is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source<'t> {
    /// Short name, such as `DPL`; the title where it has none.
    pub(super) short: &'t str,
    /// Title, such as `Denied Persons List (DPL)`.
    pub(super) title: &'t str,
    /// The agency, in a spelling that `sayso_record::authority` knows.
    pub(super) agency: &'t str,
    /// What being on it means; empty where it is not known.
    pub(super) topic: &'static str,
    /// Whether it is one of OFAC's, whose rows have OFAC's programmes and notation.
    pub(super) is_treasury: bool,
}

impl<'t> Source<'t> {
    /// From `Denied Persons List (DPL) - Bureau of Industry and Security`. A list that the table does not have is a finding.
    pub(super) fn of(text: &'t str, reading: &mut Reading, place: &Locator) -> Self {
        let (title, agency) = text.rsplit_once(" - ").unwrap_or((text, text));
        let short = title.rsplit_once('(').and_then(|(_, inside)| inside.split_once(')')).map_or(title, |(inside, _)| inside);
        let short = short.strip_suffix(" List").unwrap_or(short).trim();
        let known = include_str!("../../../data/us_csl/sources.tsv").lines().filter(|line| !line.starts_with('#'));
        for line in known {
            let mut cells = line.split('\t');
            if cells.next() == Some(short)
                && let (Some(agency), Some(topic), Some(whose)) = (cells.next(), cells.next(), cells.next())
            {
                return Self { short, title, agency, topic, is_treasury: whose == "treasury" };
            }
        }
        reading.finding(
            FindingKind::Unknown,
            place,
            text,
            "a list that is not known; its agency and title are kept as they stand",
        );
        Self { short, title, agency, topic: "", is_treasury: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_known_by_their_short_names() {
        let mut reading = Reading::default();
        for (text, short, is_treasury) in [
            ("Denied Persons List (DPL) - Bureau of Industry and Security", "DPL", false),
            ("Military End User (MEU) List - Bureau of Industry and Security", "MEU", false),
            ("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department", "NS-MBS", true),
        ] {
            let source = Source::of(text, &mut reading, &Locator::file());
            assert_eq!((source.short, source.is_treasury), (short, is_treasury));
            assert!(sayso_record::authority::find(source.agency).is_some_and(|a| a.code == "US"), "{}", source.agency);
        }
        assert_eq!(reading.findings, []);
        let source = Source::of("Naughty List - North Pole", &mut reading, &Locator::file());
        assert_eq!((source.short, source.agency, reading.findings.len()), ("Naughty", "North Pole", 1));
    }
}
