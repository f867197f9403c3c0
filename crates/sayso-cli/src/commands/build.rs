//! `sayso build`: the record into the edition.

use std::io::Write;

use crate::exit::Outcome;
use crate::settings::Settings;
use crate::terminal::Bar;

pub(crate) fn run(settings: &Settings) -> anyhow::Result<Outcome> {
    let mut bar = Bar::new(settings.progress);
    let path = settings.home.build(&mut |stage, done, total| bar.show(stage.as_str(), done, total));
    bar.clear();
    let path = path?;
    let edition = sayso_edition::Edition::open(&path).map_err(sayso_home::HomeError::from)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} parties in {}", edition.party_count(), path.display())?;
    writeln!(out, "edition {}", edition.hash())?;
    Ok(Outcome::Nothing)
}
