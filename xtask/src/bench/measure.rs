//! How long a command takes and how much memory it needs at its peak.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// What a run cost and said.
pub(super) struct Run {
    /// From start to end.
    pub(super) time: Duration,
    /// Most memory it held, in MB; an undercount by what it took in its last moments, and `None` where the system does not tell.
    pub(super) peak_mb: Option<u64>,
    /// The last line of its errors, where it failed.
    pub(super) failure: Option<String>,
}

impl Run {
    /// The time for people.
    pub(super) fn seconds(&self) -> String {
        format!("{:.3}", self.time.as_secs_f64())
    }

    /// The peak for people.
    pub(super) fn peak(&self) -> String {
        self.peak_mb.map_or_else(String::new, |peak| peak.to_string())
    }
}

/// Runs a command to its end.
pub(super) fn run(command: &mut Command) -> Result<Run> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let start = Instant::now();
    let mut child = command.spawn().with_context(|| format!("{} cannot be started", crate::words_of(command)))?;
    let mut errors = child.stderr.take().context("the errors are piped")?;
    let listener = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = errors.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak_mb = None;
    let status = loop {
        peak_mb = peak_of(Path::new(&status_file)).or(peak_mb);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = start.elapsed();
    let errors = listener.join().unwrap_or_default();
    let failure = (!status.success()).then(|| errors.lines().last().unwrap_or("failed without a word").trim().to_owned());
    Ok(Run { time, peak_mb, failure })
}

/// The fastest of several runs, each with its own command; the first that fails ends it.
pub(super) fn best_of(times: usize, mut command: impl FnMut() -> Result<Command>) -> Result<Run> {
    let mut best = run(&mut command()?)?;
    for _ in 1..times {
        if best.failure.is_some() {
            break;
        }
        let next = run(&mut command()?)?;
        if next.failure.is_some() || next.time < best.time {
            best = next;
        }
    }
    Ok(best)
}

fn peak_of(status: &Path) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let kilobytes: u64 = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes >> 10)
}

/// Bytes of a file, or of all files of a folder.
pub(super) fn bytes_of(path: &Path) -> u64 {
    let Ok(facts) = fs::symlink_metadata(path) else { return 0 };
    if !facts.is_dir() {
        return facts.len();
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| bytes_of(&entry.path())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_tells_its_time_and_its_failure() {
        let good = run(Command::new("sleep").arg("0.05")).unwrap();
        assert!(good.failure.is_none() && good.time >= Duration::from_millis(50));
        let bad = run(Command::new("ls").arg("/no/such/file")).unwrap();
        assert!(bad.failure.unwrap().contains("/no/such/file"));
        assert!(run(&mut Command::new("/no/such/program")).is_err());
    }
}
