//! Hostile files, real files, and what comes of them.

use std::io::{Read, Write};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use proptest::prelude::*;

use super::*;

const CSV: &str = "name,authority\nAli,EU\n";

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

/// A zip archive of deflated entries, by hand: the tests want to lie in it.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        deflate.write_all(content).unwrap();
        let packed = deflate.finish().unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let mut facts = Vec::new();
        for number in [0_u16, 8, 0, 0] {
            facts.extend(number.to_le_bytes()); // flags, method, time, date
        }
        for number in [crc.sum(), packed.len() as u32, content.len() as u32] {
            facts.extend(number.to_le_bytes());
        }
        facts.extend((name.len() as u16).to_le_bytes());
        facts.extend(0_u16.to_le_bytes()); // extra
        let header = body.len() as u32;
        body.extend(b"PK\x03\x04\x14\x00");
        body.extend(&facts);
        body.extend(name.as_bytes());
        body.extend(&packed);
        directory.extend(b"PK\x01\x02\x14\x00\x14\x00");
        directory.extend(&facts);
        directory.extend([0; 10]); // comment, disk, attributes
        directory.extend(header.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = body.len() as u32;
    let count = (entries.len() as u16).to_le_bytes();
    body.extend(&directory);
    body.extend(b"PK\x05\x06\0\0\0\0");
    body.extend(count);
    body.extend(count);
    body.extend((directory.len() as u32).to_le_bytes());
    body.extend(start.to_le_bytes());
    body.extend([0, 0]);
    body
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], expected: &str) {
    let error = from_bytes(name, bytes.to_vec(), &Limits::default()).map(|_| "it was taken").unwrap_err().to_string();
    assert!(error.starts_with(name) && error.contains(expected), "{error}");
}

#[track_caller]
fn taken(name: &str, bytes: &[u8], expected: &[(&str, &[u8])]) {
    let files = from_bytes(name, bytes.to_vec(), &Limits::default()).unwrap();
    let files: Vec<(&str, &[u8])> = files.iter().map(|file| (file.name.as_str(), &file.bytes[..])).collect();
    assert_eq!(files, expected);
}

/// Endless content that costs no memory, and counts what was read of it.
struct Endless {
    left: u64,
    read: u64,
    byte: u8,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = (buffer.len() as u64).min(self.left) as usize;
        buffer[..length].fill(self.byte);
        self.left -= length as u64;
        self.read += length as u64;
        Ok(length)
    }
}

fn pour_endless(head: &str, byte: u8) -> (String, u64) {
    let mut endless = Endless { left: 1 << 30, read: 0, byte };
    let limits = Limits::default();
    let input = io::Cursor::new(head.as_bytes().to_vec()).chain(&mut endless);
    let error = pour("long", input, &limits, limits.total_bytes, &mut |_| {}).unwrap_err();
    (error.to_string(), endless.read)
}

#[test]
fn plain_packed_and_archived_lists_come_out_the_same() {
    let csv = CSV.as_bytes();
    taken("a.csv", csv, &[("a.csv", csv)]);
    taken("a.csv.gz", &gzip(csv), &[("a.csv", csv)]);
    taken("no_gz_in_the_name.csv", &gzip(csv), &[("no_gz_in_the_name.csv", csv)]);
    taken(
        "two_members.csv.gz",
        &[gzip(csv), gzip(b"Zoe,UN\n")].concat(),
        &[("two_members.csv", b"name,authority\nAli,EU\nZoe,UN\n")],
    );
    taken("a.zip", &zip(&[("readme.pdf", b"%PDF"), ("x/a.csv", csv), ("__MACOSX/x/a.csv", b"\0")]), &[("a.csv", csv)]);
    taken(
        "sdnall.zip",
        &zip(&[("alt.csv", b"1"), ("SDN.CSV", b"2"), ("other.csv", b"3")]),
        &[("alt.csv", b"1"), ("SDN.CSV", b"2")],
    );
}

#[test]
fn windows_1252_is_left_to_the_reader() {
    taken("a.csv", b"name\nPe\xf1a\n", &[("a.csv", b"name\nPe\xf1a\n")]);
    let xml = b"<?xml version='1.0' encoding='windows-1252'?><a>\xf1</a>";
    taken("a.xml", xml, &[("a.xml", xml)]);
    taken("ctrl_z_at_the_end.csv", b"1,\"X\"\r\n\x1a", &[("ctrl_z_at_the_end.csv", b"1,\"X\"\r\n\x1a")]);
}

#[test]
fn what_is_no_list_is_named() {
    refused("empty.csv", b"", "file is empty");
    refused("blank.xml", b"\xef\xbb\xbf \r\n", "file is empty");
    refused("utf16.xml", b"\xff\xfe<\0a\0>\0", "looks like UTF-16");
    refused("utf16.csv", b"n\0a\0m\0e\0,\0", "looks like UTF-16 without its mark");
    refused("list.pdf", b"%PDF-1.7", "a PDF");
    refused("list.csv", b"\n <!-- x --><!DOCTYPE HTML><p>", "an HTML page");
    refused("list.xml", b"<?xml version='1.0'?>\n<html xmlns='x'>", "an HTML page");
    refused("list.xls", b"\xd0\xcf\x11\xe0\xa1", "save it as CSV");
    refused("twice.gz", &gzip(&gzip(b"a")), "gzip twice");
    refused("a.ods.gz", &gzip(b"PK\x03\x04"), "zip archive inside");
}

#[test]
fn what_is_damaged_is_refused_with_its_byte() {
    refused("nul.csv", b"name\nAl\0i\n", "line 1, byte 7: a NUL byte");
    refused("bad.xml", b"<?xml version='1.0' encoding='utf-8'?><a>\xf1</a>", "byte 41: not valid UTF-8");
    refused("bad.json", b"{\"a\":\"\xff\"}", "byte 6: not valid UTF-8");
    refused("cut.xml", b"<a>\xc3", "middle of a character");
    refused("label.xml", b"<?xml version='1.0' encoding='klingon'?><a/>", "\"klingon\"");
    refused("label.xml", b"<?xml version='1.0' encoding=\"utf-16\"?><a/>", "declares UTF-16");
    let packed = gzip(CSV.repeat(1000).as_bytes());
    let half = packed.len() / 2;
    refused("half.csv.gz", &packed[..half], &format!("byte {half}: the gzip file ends in the middle"));
    let mut wrong = packed.clone();
    wrong[half] ^= 0xff;
    refused("wrong.csv.gz", &wrong, "gzip");
}

#[test]
fn a_character_may_lie_on_the_border_of_two_chunks() {
    let limits = Limits::default();
    for shift in 0..4 {
        let text = format!("<a>{}{}</a>", "x".repeat(HEAD_BYTES + CHUNK_BYTES - 5 - shift), "\u{1f6a2}ж".repeat(30_000));
        assert!(from_bytes("a.xml", text.clone().into_bytes(), &limits).is_ok(), "{shift}");
        let mut bytes = text.into_bytes();
        let border = HEAD_BYTES + CHUNK_BYTES;
        bytes[border] = b'x';
        let error = from_bytes("a.xml", bytes.clone(), &limits).unwrap_err().to_string();
        let byte = std::str::from_utf8(&bytes).unwrap_err().valid_up_to();
        assert!(error.contains(&format!("byte {byte}:")), "{error} is not {byte}");
    }
}

#[test]
fn a_line_of_a_gigabyte_is_refused_after_its_first_megabytes() {
    let (error, read) = pour_endless("name,authority\nAli,EU\n", b'a');
    assert_eq!(error, "long, line 3, byte 22: a line longer than 16 MB, or quotes that do not end; not a list");
    assert!(read < 17 << 20, "{read}");
    let (error, read) = pour_endless("<list>\n<a b='", b'a');
    assert!(error.starts_with("long, byte 8: more than 16 MB without a tag"), "{error}");
    assert!(read < 17 << 20, "{read}");
    let (error, _) = pour_endless("name\n", 0);
    assert!(error.contains("NUL"), "{error}");
}

#[test]
fn long_lines_are_measured_whatever_the_chunks() {
    let limits = Limits { line_bytes: 10, gap_bytes: 10, ..Limits::default() };
    for (text, good) in [
        ("0123456789\n0123456789\n", true),
        ("a\n0123456789a\n", false),
        ("a\nb\n0123456789a", false),
        ("<0123456789><0123456789>", true),
        ("<a>0123456789a<b>", false),
        ("<a>01234567<b 0123456789a", false),
    ] {
        assert_eq!(from_bytes("t", text.into(), &limits).is_ok(), good, "{text}");
    }
}

#[test]
fn a_file_larger_than_the_limit_is_refused() {
    let limits = Limits { total_bytes: 100_000, ..Limits::default() };
    let rows = CSV.repeat(10_000);
    let error = from_bytes("a.csv", rows.clone().into(), &limits).unwrap_err().to_string();
    assert!(error.contains("more than 97 KB"), "{error}");
    assert!(from_bytes("a.csv.gz", gzip(rows.as_bytes()), &limits).is_err());
    let folder = tempfile::tempdir().unwrap();
    for name in ["sdn.csv", "alt.csv"] {
        std::fs::write(folder.path().join(name), CSV.repeat(3000)).unwrap();
    }
    assert!(load(folder.path(), &limits).is_err(), "the files of a set count together");
}

#[test]
fn bombs_do_not_go_off() {
    let content = b"<a></a>".repeat(5 << 20);
    refused("bomb.xml.gz", &gzip(&content), "decompression bomb");
    refused("bomb.zip", &zip(&[("a.xml", &content)]), "decompression bomb");
    refused("bomb.ods", &zip(&[("content.xml", b"<a/>"), ("Pictures/1.svg", &content)]), "decompression bomb");
}

#[test]
fn archives_that_lie_are_refused() {
    let good = zip(&[("a.csv", CSV.as_bytes())]);
    refused("cut.zip", &good[..good.len() - 30], "truncated or damaged");
    refused("two.zip", &zip(&[("a.csv", b"1"), ("b.csv", b"2")]), "2 lists in it (a.csv, b.csv)");
    refused("none.zip", &zip(&[("a.doc", b"1")]), "0 lists in it");
    refused("book.xlsx", &zip(&[("xl/workbook.xml", b"<a/>")]), "save it as CSV or as ODS");
    let directory = good.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    for (at, expected) in
        [(24, "not as large as"), (16, "another checksum"), (8, "encrypted"), (10, "method"), (42, "not where")]
    {
        let mut lying = good.clone();
        lying[directory + at] ^= 1;
        refused("lying.zip", &lying, expected);
    }
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<o:document-content xmlns:o='o' xmlns:table='t' xmlns:text='x'><table:table>{rows}</table:table></o:document-content>"
    );
    zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

#[test]
fn a_spreadsheet_passes_as_it_is_unless_its_cells_explode() {
    let cell = "<table:table-cell><text:p>Ali</text:p></table:table-cell>";
    let many = "<table:table-cell table:number-columns-repeated=\"16384\"><text:p>Ali</text:p></table:table-cell>";
    let rest = "<table:table-cell table:number-columns-repeated='16384'/>";
    let good = ods(&format!(
        "<table:table-row>{cell}{rest}</table:table-row><table:table-row table:number-rows-repeated='1048576'>{rest}</table:table-row>"
    ));
    taken("uk.ods", &good, &[("uk.ods", &good)]);
    for rows in [
        format!("<table:table-row table:number-rows-repeated='1048576'>{many}</table:table-row>"),
        format!("<table:table-row table:number-rows-repeated='1e99'>{cell}</table:table-row>"),
        format!("<table:table-row>{many}</table:table-row><table:table-row table:number-rows-repeated='99999999'/><table:table-row>{cell}</table:table-row>"),
        "<table:table-row><table:table-cell><text:p><text:s text:c='99999999999'/></text:p></table:table-cell></table:table-row>".into(),
    ] {
        refused("bomb.ods", &ods(&rows), "repeated cells");
    }
    refused("bad.ods", &ods("<table:table-row></a>"), "not well-formed");
}

#[test]
fn an_ofac_set_comes_whole_from_its_main_file_or_its_directory() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for name in ["SDN.CSV", "alt.csv.gz", "Add.csv", "add.csv.gz", "sdn_comments.csv", "other.csv"] {
        let content = if unpack::plain_name(name) == name { CSV.into() } else { gzip(CSV.as_bytes()) };
        std::fs::write(path(name), content).unwrap();
    }
    let names =
        |path: PathBuf| -> Vec<String> { load(&path, &Limits::default()).unwrap().into_iter().map(|file| file.name).collect() };
    let set = ["SDN.CSV", "alt.csv", "Add.csv", "sdn_comments.csv"];
    assert_eq!(names(path("SDN.CSV")), set);
    assert_eq!(names(folder.path().to_owned()), set);
    assert_eq!(names(path("other.csv")), ["other.csv"]);
    std::fs::write(path("cons_prim.csv"), CSV).unwrap();
    assert_eq!(names(path("cons_prim.csv")), ["cons_prim.csv"]);
    let error = load(folder.path(), &Limits::default()).unwrap_err().to_string();
    assert!(error.contains("two lists; name one"), "{error}");
}

#[test]
fn a_path_without_a_list_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let error = load(folder.path(), &Limits::default()).unwrap_err().to_string();
    assert!(error.contains("name the list file in it"), "{error}");
    let error = load(&folder.path().join("none.xml"), &Limits::default()).unwrap_err().to_string();
    assert!(error.contains("none.xml") && error.contains("cannot be read"), "{error}");
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_read_with_the_same_care() {
    let error = load(std::path::Path::new("/dev/zero"), &Limits::default()).unwrap_err().to_string();
    assert!(error.contains("NUL"), "{error}");
    assert!(load(std::path::Path::new("/dev/null"), &Limits::default()).unwrap_err().to_string().contains("empty"));
}

#[test]
fn the_real_lists_are_all_taken() {
    let Some(data) = shared_data() else { return };
    let mut open = vec![data];
    let mut taken = 0;
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && name != "news" && name != "names" {
                open.push(path);
            } else if [".xml", ".csv", ".csv.gz", ".ods", ".ftm.json"].iter().any(|end| name.ends_with(end)) {
                load(&path, &Limits { cells_bytes: 16 << 20, ..Limits::default() }).unwrap();
                taken += 1;
            }
        }
    }
    assert!(taken > 30, "{taken}");
}

fn shared_data() -> Option<PathBuf> {
    let climb = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let found = [climb, "/work/shared/data"].into_iter().map(PathBuf::from).find(|path| path.is_dir());
    if found.is_none() {
        eprintln!("skipped: ../shared/data is not there");
    }
    found
}

/// Run alone: `cargo test -p sayso-lists --lib -- --ignored peak_memory --nocapture`.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "writes a file of 1 GB and measures the whole process"]
fn peak_memory_stays_flat_over_a_line_of_a_gigabyte() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sdn.csv");
    let mut file = File::create(&path).unwrap();
    file.write_all(CSV.as_bytes()).unwrap();
    let megabyte = vec![b'a'; 1 << 20];
    for _ in 0..1024 {
        file.write_all(&megabyte).unwrap();
    }
    drop((file, megabyte));
    let error = load(&path, &Limits::default()).unwrap_err().to_string();
    assert!(error.contains("sdn.csv, line 3, byte 22"), "{error}");
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap().trim();
    eprintln!("peak memory of the process: {peak}");
    let peak: u64 = peak.trim_end_matches(" kB").trim().parse().unwrap();
    assert!(peak < 64 << 10, "{peak} kB");
}

proptest! {
    #[test]
    fn bytes_of_any_kind_are_taken_or_refused_but_never_panic(
        start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\x1f\x8b\x08", b"<?xml encoding=", b"{", b"\xef\xbb\xbf<"]),
        rest in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let _ = from_bytes("any", [start, &rest].concat(), &Limits::default());
    }

    #[test]
    fn a_damaged_archive_never_panics(at in 0_usize..400, byte in any::<u8>(), cut in 0_usize..400) {
        let cell = "<table:table-row><table:table-cell><text:p>Ali</text:p></table:table-cell></table:table-row>";
        for mut bytes in [ods(cell), zip(&[("a.csv", CSV.as_bytes())]), gzip(CSV.as_bytes())] {
            let length = bytes.len();
            bytes[at % length] = byte;
            let _ = from_bytes("any", bytes[..length - cut % length].to_vec(), &Limits::default());
            let _ = from_bytes("any", bytes, &Limits::default());
        }
    }
}
