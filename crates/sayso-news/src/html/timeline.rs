//! A party's listings over time as an SVG drawing: a row for each authority, a bar for each listing, the article's day and today.
//!
//! An end known to the year or month only is drawn lighter over the days it may be.

use std::fmt::Write;

use jiff::civil::Date;
use sayso_record::PartialDate;

use super::escape::push;
use crate::reading::ListingPart;

const WIDTH: f64 = 1140.0;
const LEFT: f64 = 190.0;
const RIGHT: f64 = 60.0;
const TOP: f64 = 26.0;
const BAR: f64 = 15.0;
const BAR_STEP: f64 = 21.0;
const ROW_GAP: f64 = 15.0;

/// From days to places.
struct Scale {
    first_year: i16,
    last_year: i16,
}

impl Scale {
    fn x(&self, date: Date) -> f64 {
        let year = f64::from(date.year()) + f64::from(date.day_of_year() - 1) / 366.0;
        let share = (year - f64::from(self.first_year)) / f64::from((self.last_year - self.first_year).max(1));
        LEFT + share.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
    }

    fn years(&self) -> impl Iterator<Item = i16> + '_ {
        let span = self.last_year - self.first_year;
        let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| span / step <= 12).unwrap_or(100);
        (self.first_year..=self.last_year).filter(move |year| year % step == 0)
    }
}

fn parse(date: Option<&String>) -> Option<PartialDate> {
    date?.parse().ok()
}

/// Writes the drawing.
pub(super) fn write(page: &mut String, name: &str, listings: &[ListingPart], day: Option<PartialDate>, today: Date) {
    let authorities = by_authority(listings);
    let scale = scale(listings, day, today);
    let rows: usize = authorities.iter().map(|(_, bars)| bars.len()).sum();
    let height = TOP + rows as f64 * BAR_STEP + authorities.len() as f64 * ROW_GAP + 22.0;
    let bottom = height - 20.0;
    let _ =
        write!(page, "<div class=\"scroll\"><svg viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"Listings of ");
    push(page, name);
    page.push_str(" over time\">\n");
    for year in scale.years() {
        let x = PartialDate::year(year).map_or(LEFT, |y| scale.x(y.earliest()));
        let _ = writeln!(page, "<line class=\"grid-line\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{bottom:.1}\"/>");
        let _ =
            writeln!(page, "<text class=\"small\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{year}</text>", height - 5.0);
    }
    let mut y = TOP + 8.0;
    let mut captions = Vec::new();
    for (authority, bars) in &authorities {
        let _ = write!(page, "<text class=\"label\" x=\"0\" y=\"{:.1}\">", y + 12.0);
        push(page, &shortened(authority, 26));
        page.push_str("</text>\n");
        for listing in bars {
            let (start, end) = bar(page, listing, &scale, y, today);
            captions.push((*listing, start, end, y));
            y += BAR_STEP;
        }
        y += ROW_GAP;
    }
    mark(page, &scale, today, bottom, "now", "today");
    if let Some(day) = day.filter(|d| d.is_exact()) {
        mark(page, &scale, day.earliest(), bottom, "day", "article");
    }
    // Over the lines, so that no line crosses a date.
    for (listing, start, end, y) in captions {
        caption(page, listing, start, end, y);
    }
    page.push_str("</svg></div>\n");
}

fn shortened(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters { text.to_owned() } else { text.chars().take(letters - 1).chain(['…']).collect() }
}

fn by_authority(listings: &[ListingPart]) -> Vec<(&str, Vec<&ListingPart>)> {
    let mut groups: Vec<(&str, Vec<&ListingPart>)> = Vec::new();
    for listing in listings {
        match groups.iter_mut().find(|(name, _)| *name == listing.authority_name) {
            Some((_, bars)) => bars.push(listing),
            None => groups.push((&listing.authority_name, vec![listing])),
        }
    }
    for (_, bars) in &mut groups {
        bars.sort_by(|a, b| a.from.cmp(&b.from));
    }
    groups
}

fn scale(listings: &[ListingPart], day: Option<PartialDate>, today: Date) -> Scale {
    let stated = listings.iter().flat_map(|l| [parse(l.from.as_ref()), parse(l.until.as_ref())]).flatten().chain(day);
    let years: Vec<i16> =
        stated.map(|d| d.parts().0).filter(|year| (1900..=2200).contains(year)).chain([today.year()]).collect();
    let first = years.iter().min().copied().unwrap_or(2000);
    let last = years.iter().max().copied().unwrap_or(2000);
    Scale { first_year: first - 1, last_year: last + 1 }
}

fn bar(page: &mut String, listing: &ListingPart, scale: &Scale, y: f64, today: Date) -> (f64, f64) {
    let (from, until) = (parse(listing.from.as_ref()), parse(listing.until.as_ref()));
    let open_end = PartialDate::from(today);
    let start = from.map_or(LEFT, |d| scale.x(d.earliest()));
    let sure_start = from.map_or(LEFT, |d| scale.x(d.latest()));
    let end_date = until.unwrap_or(open_end);
    let earliest_end = listing.until_range.as_deref().and_then(|r| r.split_once('/')?.0.parse::<PartialDate>().ok());
    let (sure_end, end) = (scale.x(earliest_end.unwrap_or(end_date).earliest()), scale.x(end_date.latest()));
    let unsure = (end - start).max(2.0);
    let sure = (sure_end - sure_start).max(1.0);
    let shape = if from.is_none() { "unsure" } else { "bar" };
    page.push_str("<g><title>");
    let span = format!(
        "{}: {} to {}",
        listing.programme,
        listing.from.as_deref().unwrap_or("not known"),
        listing.end_in_words("today")
    );
    push(page, &span);
    page.push_str("</title>\n");
    let _ = writeln!(
        page,
        "<rect class=\"unsure\" x=\"{start:.1}\" y=\"{y:.1}\" width=\"{unsure:.1}\" height=\"{BAR}\" rx=\"3\"/>"
    );
    let _ = writeln!(
        page,
        "<rect class=\"{shape}\" x=\"{sure_start:.1}\" y=\"{y:.1}\" width=\"{sure:.1}\" height=\"{BAR}\" rx=\"3\"/>"
    );
    page.push_str("</g>\n");
    (start, end)
}

/// The programme with its dates, beside the bar where there is room, else before it.
fn caption(page: &mut String, listing: &ListingPart, start: f64, end: f64, y: f64) {
    let dates = format!("{} – {}", listing.from.as_deref().unwrap_or("?"), listing.end_in_words("in force"));
    let text = if listing.programme.is_empty() { dates } else { format!("{} · {dates}", shortened(&listing.programme, 34)) };
    let width = text.chars().count() as f64 * 6.1;
    let baseline = y + 11.5;
    let (x, anchor) = if end + 8.0 + width < WIDTH {
        (end + 8.0, "start")
    } else if start - 8.0 - width > LEFT {
        (start - 8.0, "end")
    } else {
        (start + 8.0, "start")
    };
    let class = if anchor == "start" && x < end { "in-bar" } else { "small" };
    let _ = write!(page, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{baseline:.1}\" text-anchor=\"{anchor}\" font-size=\"11\">");
    push(page, &text);
    page.push_str("</text>\n");
}

fn mark(page: &mut String, scale: &Scale, day: Date, bottom: f64, class: &str, label: &str) {
    let x = scale.x(day);
    let _ = writeln!(page, "<line class=\"{class}\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.1}\" y2=\"{bottom:.1}\"/>", TOP - 6.0);
    let _ = writeln!(
        page,
        "<text class=\"{class}-text\" x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label} {day}</text>",
        TOP - 11.0
    );
}
