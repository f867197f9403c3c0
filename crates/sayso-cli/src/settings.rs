//! What the environment says, read once: the home folder, whether colours are wanted, how wide the terminal is, which day it is.
//! Nothing else in sayso reads the environment or a clock.

use std::io::IsTerminal;
use std::path::PathBuf;

use jiff::civil::Date;
use sayso_home::{Home, HomeError};

/// Names of the variables that sayso reads.
const HOME_VARIABLE: &str = "SAYSO_HOME";
const TODAY_VARIABLE: &str = "SAYSO_TODAY";

/// What is the same for every command.
pub(crate) struct Settings {
    /// The home folder, or the built-in record alone.
    pub(crate) home: Home,
    /// Today, in UTC; `SAYSO_TODAY` stands in for it where answers must repeat.
    pub(crate) today: Date,
    /// Whether standard output is a terminal that wants colours.
    pub(crate) colour: bool,
    /// Whether progress can be shown on standard error.
    pub(crate) progress: bool,
    /// Columns of the terminal.
    pub(crate) width: usize,
}

impl Settings {
    /// Takes `--home`, else `$SAYSO_HOME`, else the platform's data folder where it is there, else the built-in record alone.
    /// A command that writes makes the folder.
    pub(crate) fn new(home: Option<PathBuf>, writes: bool) -> anyhow::Result<Self> {
        let variable = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty());
        let named = home.or_else(|| variable(HOME_VARIABLE).map(PathBuf::from));
        let usual = || data_folder().filter(|folder| writes || folder.exists());
        let home = match named.or_else(usual) {
            Some(folder) => Home::at(&folder)?,
            None => Home::builtin(),
        };
        let today = match variable(TODAY_VARIABLE) {
            Some(day) => parse_day(TODAY_VARIABLE, &day.to_string_lossy())?,
            None => jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date(),
        };
        let colour = std::io::stdout().is_terminal() && variable("NO_COLOR").is_none();
        let width = variable("COLUMNS").and_then(|w| w.to_string_lossy().parse().ok()).unwrap_or(100).clamp(60, 200);
        Ok(Self { home, today, colour, progress: std::io::stderr().is_terminal(), width })
    }
}

/// `$XDG_DATA_HOME/sayso`, `~/Library/Application Support/sayso` or `%APPDATA%\sayso`.
fn data_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        return variable("APPDATA").map(|folder| folder.join("sayso"));
    }
    if cfg!(target_os = "macos") {
        return variable("HOME").map(|home| home.join("Library/Application Support/sayso"));
    }
    variable("XDG_DATA_HOME")
        .or_else(|| variable("HOME").map(|home| home.join(".local/share")))
        .map(|folder| folder.join("sayso"))
}

/// A full day out of an argument.
pub(crate) fn parse_day(what: &str, text: &str) -> Result<Date, HomeError> {
    let date: Option<sayso_record::PartialDate> = text.trim().parse().ok();
    date.filter(|d| d.is_exact())
        .map(sayso_record::PartialDate::earliest)
        .ok_or_else(|| HomeError::Use(format!("{what} {text}: write a day as YYYY-MM-DD")))
}
