//! Numbers and dates of expiry out of the running text that the UN's and EU's lists give for documents.

use sayso_record::{DateValue, date};

use super::name_text::find_ignoring_case;

/// Words that a number stands behind, the longer first.
const MARKS: [&str; 9] =
    ["passport number ", "identification number ", "number: ", "number ", "no. ", "no.", "code: ", "no: ", "ssn "];

/// Whether a field holds a number; one that is not the number's own field must mark it or begin with it.
pub(super) fn holds_number(text: &str, own_field: bool) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let begins =
        first.bytes().filter(u8::is_ascii_digit).count() >= 5 && first.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    (own_field && !text.is_empty()) || begins || (behind_mark(text).is_some() && !text.to_lowercase().starts_with("issued"))
}

/// The number in a text such as "French passport number 05AT521433" or "563210184 (Expires 18 Jun. 2018)"; the text itself where
/// no number stands out.
pub(super) fn number(text: &str) -> String {
    let marked = behind_mark(text).unwrap_or(text).trim_start_matches([':', ' ']);
    let plain = marked.split([',', ';']).next().unwrap_or_default();
    let plain = plain.split(" (").next().unwrap_or_default().trim();
    let mut end = 0;
    for word in plain.split_inclusive(' ') {
        let bare = word.trim();
        let number_like = bare.bytes().any(|b| b.is_ascii_digit()) || !bare.bytes().any(|b| b.is_ascii_lowercase());
        if !number_like && !bare.eq_ignore_ascii_case("no.") && end > 0 {
            break;
        }
        end += word.len();
    }
    let number = &plain[..end];
    let number = if number.bytes().any(|b| b.is_ascii_digit()) { number } else { marked };
    number.trim().trim_end_matches(['.', ',', ';']).to_owned()
}

fn behind_mark(text: &str) -> Option<&str> {
    let (at, mark) = MARKS
        .iter()
        .filter_map(|m| Some((find_ignoring_case(text, m)?, m)))
        .min_by_key(|(at, m)| (*at, usize::MAX - m.len()))?;
    let rest = text.get(at + mark.len()..)?.trim();
    let mut words = rest.split([' ', ',', ';']);
    let has_digit = |word: Option<&str>| word.is_some_and(|w| w.bytes().any(|b| b.is_ascii_digit()));
    (has_digit(words.next()) || has_digit(words.next())).then_some(rest)
}

/// The date after "expires on", "exp.", "expiration date", "Date of expiration:".
pub(super) fn expiry(text: &str) -> Option<DateValue> {
    let start = find_ignoring_case(text, "expir").or_else(|| find_ignoring_case(text, "exp. "))?;
    let words: Vec<&str> = text.get(start..)?.split([' ', ')', ';', ',']).skip(1).filter(|w| !w.is_empty()).collect();
    let words: Vec<&str> = words
        .into_iter()
        .skip_while(|w| matches!(w.to_lowercase().trim_matches(':'), "on" | "date" | "in" | "of" | ""))
        .collect();
    (1..=3).rev().filter(|n| *n <= words.len()).find_map(|n| date::parse_loose(&words[..n].join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(number(text), expected, "{text}");
    }

    #[test]
    fn numbers_are_told_from_the_words_around_them() {
        check("381310014", "381310014");
        check("D 001206", "D 001206");
        check("French passport number 05AT521433", "05AT521433");
        check("Libyan passport No. 513519", "513519");
        check("563210184 (Expires 18 Jun. 2018)", "563210184");
        check("CAR diplomatic passport no. 06FBO2262", "06FBO2262");
        check("Tunisian passport number L 191609 issued on 28 Feb. 1996", "L 191609");
        check("Provisional passport No.: 28642163", "28642163");
        check("Russian passport number 8208 No. 555627", "8208 No. 555627");
        check("German travel document (Reiseausweis) A 0139243", "German travel document (Reiseausweis) A 0139243");
        check("Italian Fiscal Code: DAOMMD74T11Z352Z", "DAOMMD74T11Z352Z");
        check("Moroccan national identity card DE- 473900", "Moroccan national identity card DE- 473900");
        check("Afghan national identification card (tazkira) number 545167", "545167");
        assert!(holds_number("04643632 issued on 18 Jun. 1999", false));
        assert!(!holds_number("issued in 1974", false) && !holds_number("", true));
    }

    #[test]
    fn expiry_is_read_from_notes() {
        for (text, expected) in [
            ("expires on 1 Feb. 2012", "2012-02-01"),
            ("exp. 20 Aug 2017", "2017-08-20"),
            ("issued by X, expiration date 7 Nov. 2014", "2014-11-07"),
            ("(Expires 18 Jun. 2018)", "2018-06-18"),
            ("Date of expiration: 10 Jan 2017.", "2017-01-10"),
            ("expired in 2005", "2005"),
        ] {
            assert_eq!(expiry(text).map(|d| d.to_string()).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(expiry("expired"), None);
    }
}
