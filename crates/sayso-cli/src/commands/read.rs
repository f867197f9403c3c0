//! `sayso read`: articles in, readings out.

use std::fs::File;
use std::io::{BufWriter, Read as _, Write};
use std::path::Path;

use anyhow::Context;
use sayso_news::{Document, Intake, Options, Reader, Reading, html, terminal};
use sayso_record::PartialDate;

use crate::args::Read;
use crate::exit::{DataError, Outcome, UseError};
use crate::settings::{Settings, parse_day};

/// Larger is no article. The longest real page in our benchmark set has 2.5 MB.
const MOST_BYTES: u64 = 64 << 20;

pub(crate) fn run(settings: &Settings, arguments: &Read) -> anyhow::Result<Outcome> {
    let known = arguments.known.as_deref().map(|d| parse_day("--known", d)).transpose()?;
    let intake = intake(arguments)?;
    if arguments.html && arguments.files.len() > 1 {
        return Err(UseError("--html makes one page of one article; give one file at a time".into()).into());
    }
    let documents: Vec<Document> =
        arguments.files.iter().map(|file| document(file, arguments, &intake)).collect::<Result<_, _>>()?;
    let edition = super::edition(settings)?;
    let register = sayso_news::EditionRegister::new(&edition, known);
    let reader = Reader::new(&register);
    let mut out: Box<dyn Write> = match &arguments.out {
        Some(path) => Box::new(BufWriter::new(File::create(path).with_context(|| format!("creating {}", path.display()))?)),
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    };
    let mut found = false;
    for document in &documents {
        let reading = reader.read(document, &Options { today: settings.today });
        found |= reading.parties.iter().any(|party| party.matched.is_some());
        write!(out, "{}", shown(&reading, arguments, settings)?)?;
    }
    out.flush()?;
    Ok(if found && arguments.fail_on_match { Outcome::Found } else { Outcome::Nothing })
}

fn intake(arguments: &Read) -> anyhow::Result<Intake> {
    let day = |text: &str| -> Result<PartialDate, UseError> {
        text.parse()
            .map_err(|_| UseError(format!("--date {text}: write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known")))
    };
    Ok(Intake {
        date: arguments.date.as_deref().map(day).transpose()?,
        url: arguments.url.clone(),
        raw_text: arguments.raw_text,
        ..Intake::default()
    })
}

fn document(file: &Path, arguments: &Read, intake: &Intake) -> anyhow::Result<Document> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes).context("reading standard input")?;
    } else {
        let open = File::open(file).with_context(|| format!("opening {}", file.display()))?;
        open.take(MOST_BYTES + 1).read_to_end(&mut bytes).with_context(|| format!("reading {}", file.display()))?;
    }
    if bytes.len() as u64 > MOST_BYTES {
        return Err(DataError(format!("{} is larger than {} MB: no article is", file.display(), MOST_BYTES >> 20)).into());
    }
    let mut document = Document::from_bytes(&bytes, intake);
    if arguments.publisher.is_some() {
        document.publisher.clone_from(&arguments.publisher);
    }
    Ok(document)
}

fn shown(reading: &Reading, arguments: &Read, settings: &Settings) -> anyhow::Result<String> {
    if arguments.json {
        return Ok(serde_json::to_string(reading)? + "\n");
    }
    if arguments.html {
        return Ok(html::page(reading));
    }
    Ok(terminal::render(reading, settings.colour))
}
