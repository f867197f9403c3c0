//! Texts to the readers of dates; what one writes another must read back as the same.
#![no_main]
use sayso_record::{PartialDate, date};

sayso_fuzz::fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(parsed) = text.parse::<PartialDate>() {
        assert_eq!(parsed.to_string().parse(), Ok(parsed), "{text}");
    }
    if let Some(value) = date::parse_loose(text) {
        assert_eq!(value.to_string().parse(), Ok(value), "{text}");
    }
});
