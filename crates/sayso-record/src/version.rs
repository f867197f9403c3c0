//! Names of lists and of their published versions.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::date::NotADate;

/// The id of a list, such as `us_ofac_sdn`: lower-case letters, digits and `_`, 1 to 64 of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ListId(String);

/// A text that cannot be the id of a list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" cannot name a list: use 1 to 64 of a-z, 0-9 and _")]
pub struct NotAListId(String);

impl ListId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ListId {
    type Err = NotAListId;

    fn from_str(text: &str) -> Result<Self, NotAListId> {
        let fits = (1..=64).contains(&text.len()) && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        if fits { Ok(Self(text.to_owned())) } else { Err(NotAListId(text.chars().take(40).collect())) }
    }
}

impl fmt::Display for ListId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A published version of a list: its day, and which one of that day (`2021-08-20`, `2021-08-20.2`).
///
/// Versions are ordered by time of publication, which is the record time of what they carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VersionId {
    day: Date,
    of_day: u16,
}

impl VersionId {
    /// The first version of a day.
    pub fn of(day: Date) -> Self {
        Self { day, of_day: 1 }
    }

    /// The day of publication.
    pub fn day(self) -> Date {
        self.day
    }

    /// The version after this one on the same day.
    #[must_use]
    pub fn next_of_day(self) -> Self {
        Self { day: self.day, of_day: self.of_day.saturating_add(1) }
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of_day {
            1 => write!(out, "{}", self.day),
            n => write!(out, "{}.{n}", self.day),
        }
    }
}

impl FromStr for VersionId {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let refuse = || NotADate(text.chars().take(40).collect());
        let (day, of_day) = text.split_once('.').map_or((text, "1"), |(day, n)| (day, n));
        let date: crate::PartialDate = day.parse()?;
        let of_day: u16 = of_day.parse().map_err(|_| refuse())?;
        if !date.is_exact() || of_day == 0 {
            return Err(refuse());
        }
        Ok(Self { day: date.earliest(), of_day })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_a_day_are_ordered() {
        let first: VersionId = "2021-08-20".parse().unwrap();
        let second: VersionId = "2021-08-20.2".parse().unwrap();
        assert!(first < second && second.day() == first.day());
        assert_eq!(first.next_of_day(), second);
        assert_eq!(second.to_string(), "2021-08-20.2");
        for bad in ["2021", "2021-08", "2021-08-20.0", "2021-08-20.x", ""] {
            assert!(bad.parse::<VersionId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn list_ids_are_plain() {
        assert!("us_ofac_sdn".parse::<ListId>().is_ok());
        for bad in ["", "US", "a/b", "../x", "a b"] {
            assert!(bad.parse::<ListId>().is_err(), "{bad}");
        }
    }
}
