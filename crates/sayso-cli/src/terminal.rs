//! What people see in a terminal: a progress bar, colours, the timeline of listings.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;
use sayso_screen::ListingAnswer;

/// A bar for long work; on nothing but a terminal it does nothing.
pub(crate) struct Bar(Option<ProgressBar>);

impl Bar {
    pub(crate) fn new(on: bool) -> Self {
        Self(on.then(|| {
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{msg:28} {bar:30} {pos}/{len} {elapsed}");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        }))
    }

    pub(crate) fn show(&mut self, what: &str, done: usize, total: usize) {
        if let Some(bar) = &self.0 {
            bar.set_message(what.to_owned());
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    }

    pub(crate) fn clear(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Colours, where they are wanted.
#[derive(Clone, Copy)]
pub(crate) struct Ink(pub(crate) bool);

impl Ink {
    fn paint(self, code: &str, text: &str) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// A status in its colour: in force red, ended grey, the rest yellow.
    pub(crate) fn status(self, status: &str, text: &str) -> String {
        match status {
            "listed" => self.paint("31", text),
            "formerly listed" => self.paint("90", text),
            _ => self.paint("33", text),
        }
    }
}

/// From when until when, in words that do not claim more than is known.
pub(crate) fn interval_words(listing: &ListingAnswer) -> String {
    let from = match (&listing.from, &listing.in_force_by) {
        (Some(day), _) if listing.from_basis == Some("stated") => format!("since {day}"),
        _ if listing.from_range.is_some() => format!("since a day in {}", range_words(listing.from_range.as_deref())),
        (Some(day), _) => format!("since the list of {day}"),
        (None, Some(day)) => format!("by {day} at the latest"),
        (None, None) => "since a day not known".to_owned(),
    };
    match (&listing.until, listing.until_basis) {
        (Some(day), Some("stated")) => format!("{from}, until {day}"),
        _ if listing.until_range.is_some() => format!("{from}, until a day in {}", range_words(listing.until_range.as_deref())),
        (Some(day), _) => format!("{from}, gone from the list of {day}"),
        (None, _) => match listing.last_seen.as_deref() {
            Some(seen) => format!("{from}, still on the list of {seen}"),
            None => format!("{from}, no end known"),
        },
    }
}

/// A range of days in words (`2012-12-05/2025-05`).
fn range_words(range: Option<&str>) -> String {
    let range = range.unwrap_or_default();
    match range.split_once('/') {
        Some(("..", until)) => format!("the time up to {until}"),
        Some((from, "..")) => format!("the time from {from} on"),
        Some((from, until)) => format!("{from} to {until}"),
        None => range.to_owned(),
    }
}

/// Listings as a timeline: one line each, a bar over the years, the day asked about marked with `┃`.
pub(crate) fn timeline(listings: &[ListingAnswer], at: Date, today: Date, width: usize, ink: Ink) -> String {
    let years =
        |text: &Option<String>| text.as_deref().and_then(|t| t.get(..4)?.parse::<f64>().ok().map(|y| y + month_share(t)));
    let at_year = f64::from(at.year()) + (f64::from(at.month()) - 1.0) / 12.0;
    let now = f64::from(today.year()) + (f64::from(today.month()) - 1.0) / 12.0;
    let begins = |l: &ListingAnswer| years(&l.from).or_else(|| years(&l.in_force_by));
    let first = listings.iter().filter_map(begins).fold(at_year.min(now), f64::min).floor();
    let last = (now.max(at_year) + 1.0).floor();
    let labels: Vec<String> = listings.iter().map(|l| format!("{} {}", l.authority, short(&l.programme, 26))).collect();
    let label_width = labels.iter().map(|l| l.chars().count()).max().unwrap_or(0).min(32);
    let columns = width.saturating_sub(label_width + 2).clamp(20, 120);
    let column =
        |year: f64| (((year - first) / (last - first)) * columns as f64).floor().clamp(0.0, columns as f64 - 1.0) as usize;
    let mut lines = vec![axis(first, last, columns, label_width)];
    for (listing, label) in listings.iter().zip(labels) {
        let known_start = listing.from.is_some();
        let (from, until) =
            (column(begins(listing).unwrap_or(first)), years(&listing.until).map_or(columns, |y| column(y).max(1)));
        // Where only days between which it ended are known, it is drawn as in force up to the first of them.
        let first_end =
            listing.until_range.as_deref().and_then(|r| Some(r.split_once('/')?.0.to_owned())).filter(|d| d != "..");
        let sure_until = years(&first_end).map_or(until, &column);
        let bar: String = (0..columns)
            .map(|c| match c {
                c if c == column(at_year) => '┃',
                c if c == from && !known_start => '┄',
                c if c >= from && c < sure_until.max(from + 1) => '█',
                c if c >= from && c < until => '░',
                _ => '·',
            })
            .collect();
        let padding = " ".repeat(label_width.saturating_sub(label.chars().count()));
        lines.push(format!("{label}{padding}  {}", ink.status(listing.status, &bar)));
    }
    lines.push(format!(
        "{:label_width$}  {}",
        "",
        ink.dim(&format!(
            "┃ {at}   █ in force   ┄ begun by then at the latest   ░ ended some day then   · not in force or not known"
        ))
    ));
    lines.join("\n")
}

fn month_share(text: &str) -> f64 {
    text.get(5..7).and_then(|m| m.parse::<f64>().ok()).map_or(0.0, |m| (m - 1.0) / 12.0)
}

/// Years along the top, as many as fit.
fn axis(first: f64, last: f64, columns: usize, label_width: usize) -> String {
    let mut line = vec![' '; columns];
    let span = (last - first).max(1.0);
    let step = [1.0, 2.0, 5.0, 10.0, 20.0].into_iter().find(|s| span / s * 6.0 <= columns as f64).unwrap_or(50.0);
    let mut year = (first / step).ceil() * step;
    while year < last {
        let at = ((year - first) / span * columns as f64) as usize;
        for (offset, digit) in format!("{year:.0}").chars().enumerate() {
            if let Some(cell) = line.get_mut(at + offset).filter(|_| at + 4 <= columns) {
                *cell = digit;
            }
        }
        year += step;
    }
    format!("{:label_width$}  {}", "", line.into_iter().collect::<String>().trim_end())
}

/// A text cut to so many characters, with `…` where something was left out.
pub(crate) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most - 1).chain(['…']).collect() }
}
