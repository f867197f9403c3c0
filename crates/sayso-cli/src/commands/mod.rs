//! One module a command: settings in, one call of a room below, text out.

mod build;
mod compare;
mod lists;
mod read;
mod screen;
mod show;

use jiff::civil::Date;
use sayso_edition::Edition;

use crate::args::{Arguments, Command, Days, Lists};
use crate::exit::Outcome;
use crate::settings::{Settings, parse_day};
use crate::terminal::Bar;

/// Runs a command.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    let writes = matches!(arguments.command, Command::Build | Command::Lists(Lists::Add { .. } | Lists::Update { .. }));
    let settings = Settings::new(arguments.home, writes)?;
    match arguments.command {
        Command::Screen(arguments) => screen::run(&settings, &arguments),
        Command::Read(arguments) => read::run(&settings, &arguments),
        Command::Show(arguments) => show::run(&settings, &arguments),
        Command::Compare(arguments) => compare::run(&settings, &arguments),
        Command::Lists(arguments) => lists::run(&settings, arguments),
        Command::Build => build::run(&settings),
    }
}

/// The edition of the record, compiled first where it is not there, with a bar on the terminal.
fn edition(settings: &Settings) -> anyhow::Result<Edition> {
    let mut bar = Bar::new(settings.progress);
    let edition = settings.home.edition(&mut |stage, done, total| bar.show(stage.as_str(), done, total));
    bar.clear();
    Ok(edition?)
}

/// The day asked about and the day of knowledge.
fn days(settings: &Settings, days: &Days) -> anyhow::Result<(Date, Option<Date>)> {
    let at = days.at.as_deref().map(|d| parse_day("--at", d)).transpose()?.unwrap_or(settings.today);
    let known = days.known.as_deref().map(|d| parse_day("--known", d)).transpose()?;
    Ok((at, known))
}
