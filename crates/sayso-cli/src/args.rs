//! The arguments, as the user types them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Who is listed, by whom, since when and on whose say-so; and the news read against that record.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, disable_help_subcommand = true, max_term_width = 110)]
pub(crate) struct Arguments {
    /// Folder of the record and the editions [default: $SAYSO_HOME, else the platform's data folder, else the built-in record]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) home: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Screen names: who may be meant, why, and who lists them
    Screen(Screen),
    /// Read articles: who is named, which listings are claimed, what the record says of the claims
    Read(Read),
    /// Show the dossier of a party: its listings as a timeline, names, statements and sources
    Show(Show),
    /// Compare two names, or a file of pairs
    Compare(Compare),
    /// The record: add, update, status, diff, history
    #[command(subcommand)]
    Lists(Lists),
    /// Compile the record into the edition that answers (done by itself when needed)
    Build,
}

#[derive(Debug, Args)]
pub(crate) struct Days {
    /// The day asked about [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) at: Option<String>,
    /// Only what list versions of this day or earlier said [default: all versions]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) known: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Screen {
    /// A name; `-` reads one query a line (a name, or JSON {"schema":…,"properties":{…}}) and answers one JSON object a line
    #[arg(required = true, value_name = "NAME")]
    pub(crate) names: Vec<String>,
    #[command(flatten)]
    pub(crate) days: Days,
    /// Kind of party, in FollowTheMoney's words: Person, Organization, Company, Vessel, …
    #[arg(long)]
    pub(crate) schema: Option<String>,
    /// Birth date: YYYY, YYYY-MM or YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub(crate) birth_date: Vec<String>,
    /// Country: code or name
    #[arg(long)]
    pub(crate) country: Vec<String>,
    /// Passport, registration, tax, IMO or other number
    #[arg(long, value_name = "NUMBER")]
    pub(crate) identifier: Vec<String>,
    /// From which score a candidate is a match
    #[arg(long, default_value_t = sayso_screen::DEFAULT_THRESHOLD, value_name = "0..1")]
    pub(crate) threshold: f64,
    /// Most answers a query
    #[arg(long, default_value_t = 5)]
    pub(crate) limit: usize,
    /// One JSON object a query
    #[arg(long)]
    pub(crate) json: bool,
    /// Exit with 1 where something matches
    #[arg(long)]
    pub(crate) fail_on_match: bool,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Read {
    /// Files of text or HTML; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The day the article was published [default: what it says itself]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<String>,
    /// Who published it [default: what it says itself]
    #[arg(long)]
    pub(crate) publisher: Option<String>,
    /// Where it was published; an address may tell the day [default: what it says itself]
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// Only what list versions of this day or earlier said
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) known: Option<String>,
    /// Take the text as it is: no cleaning, offsets point into the file
    #[arg(long)]
    pub(crate) raw_text: bool,
    /// One JSON object a document
    #[arg(long, conflicts_with = "html")]
    pub(crate) json: bool,
    /// One self-contained HTML page
    #[arg(long)]
    pub(crate) html: bool,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Exit with 1 where a listed party is named
    #[arg(long)]
    pub(crate) fail_on_match: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Id of a party (as `sayso screen` gives it), or its name
    pub(crate) party: String,
    #[command(flatten)]
    pub(crate) days: Days,
    /// Everything as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// Two names, or one CSV file with the columns schema,name1,name2
    #[arg(required = true, num_args = 1..=2, value_name = "NAME NAME | PAIRS.csv")]
    pub(crate) names: Vec<String>,
    /// Kind of party
    #[arg(long)]
    pub(crate) schema: Option<String>,
    /// Where the file of pairs goes with its scores
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Lists {
    /// Add list files to the record, each as one version
    Add {
        /// Files, or folders that hold a set of files (OFAC's CSV)
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The list, such as us_ofac_sdn
        #[arg(long)]
        list: String,
        /// The version: the day it was published [default: what the file says of itself, else its name]
        #[arg(long, value_name = "YYYY-MM-DD[.N]")]
        version: Option<String>,
        /// The format [default: what the file looks like]
        #[arg(long)]
        format: Option<String>,
        /// Take a version even where it has far fewer records than the one before
        #[arg(long)]
        accept_shrink: bool,
        /// As JSON, one object a version
        #[arg(long)]
        json: bool,
    },
    /// Fetch the official files and add what is new
    Update {
        /// Only these lists [default: all that have an address]
        #[arg(value_name = "LIST")]
        lists: Vec<String>,
    },
    /// Which versions of which lists the record holds
    Status {
        /// Only this list, with every version and its findings
        list: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// What changed between two versions of a list
    Diff {
        /// The earlier version
        from: String,
        /// The later version
        to: String,
        /// The list [default: the only one that has both versions]
        #[arg(long)]
        list: Option<String>,
        /// As JSON, one object a party
        #[arg(long)]
        json: bool,
    },
    /// What each list said of a party, and when it began and stopped to say so
    History {
        /// Id of a party, or its name
        party: String,
        /// As JSON, one object a statement
        #[arg(long)]
        json: bool,
    },
}
