//! A server on loopback that behaves badly in every way that one step can.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use super::*;
use crate::sources::Sources;

const CSV: &str = "name,authority\nAli,EU\n";

type Step = Box<dyn FnOnce(&mut TcpStream) + Send>;

/// A server on loopback that answers one connection for each step, and tells the requests it got.
struct Server {
    port: u16,
    requests: mpsc::Receiver<String>,
}

impl Server {
    fn answering(steps: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for step in steps {
                let Ok((mut stream, _)) = listener.accept() else { return };
                let mut request = Vec::new();
                let mut byte = [0];
                while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
                    request.push(byte[0]);
                }
                let _ = sender.send(String::from_utf8_lossy(&request).to_lowercase());
                step(&mut stream);
            }
        });
        Self { port, requests }
    }

    fn source(&self, names: &[&str]) -> ListSource {
        let files: String = names
            .iter()
            .map(|name| {
                format!(
                    "[[list.file]]\nurl='http://127.0.0.1:{}/{name}'\ncontent_types=['text/csv']\nmin_bytes=20\n",
                    self.port
                )
            })
            .collect();
        let table = format!("[[list]]\nid='test'\ntitle='T'\ncomplete=true\n{files}");
        Sources::parse("test.toml", &table).unwrap().all()[0].clone()
    }

    fn update(&self) -> Result<Fetched, FetchError> {
        update(&self.source(&["a.csv"]), &FetchState::default(), &quick())
    }
}

fn quick() -> Options {
    Options {
        attempts: 2,
        backoff: Duration::from_millis(1),
        answer_timeout: Duration::from_millis(400),
        total_timeout: Duration::from_millis(800),
        proxy: false,
        ..Options::default()
    }
}

fn says(text: impl Into<Vec<u8>>) -> Step {
    let text = text.into();
    Box::new(move |stream| {
        let _ = stream.write_all(&text);
    })
}

fn ok(headers: &str, body: &str) -> Step {
    says(format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len()))
}

#[track_caller]
fn new(fetched: Result<Fetched, FetchError>) -> Download {
    match fetched {
        Ok(Fetched::New(download)) => download,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn refused(steps: Vec<Step>, kind: FetchErrorKind, expected: &str) {
    let error = Server::answering(steps).update().unwrap_err();
    assert!(error.kind == kind && error.problem.contains(expected), "{:?}: {error}", error.kind);
    assert!(error.to_string().starts_with("http://127.0.0.1:"), "{error}");
}

#[test]
fn a_file_is_asked_for_again_only_if_it_changed() {
    let not_modified = "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n";
    let date = "Last-Modified: Fri, 20 Aug 2021 23:30:00 GMT";
    let server = Server::answering(vec![
        ok(&format!("ETag: \"v1\"\r\n{date}\r\nContent-Type: text/csv; charset=utf-8\r\n"), CSV),
        says(not_modified),
    ]);
    let source = server.source(&["a.csv"]);
    let mut state = FetchState::default();
    let download = new(update(&source, &state, &quick()));
    assert_eq!(download.files, [SourceFile::new("a.csv", CSV)]);
    assert_eq!(download.version_date, Some(jiff::civil::date(2021, 8, 20)));
    assert!(!server.requests.recv().unwrap().contains("if-none-match"));
    state.accept(&download);
    let state: FetchState = toml::from_str(&toml::to_string(&state).unwrap()).unwrap();
    assert_eq!(update(&source, &state, &quick()), Ok(Fetched::NotModified));
    let request = server.requests.recv().unwrap();
    assert!(request.contains("if-none-match: \"v1\"") && request.contains("if-modified-since: fri, 20 aug 2021"), "{request}");
}

#[test]
fn a_set_comes_whole_once_one_of_its_files_changed() {
    let not_modified = "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n";
    let server = Server::answering(vec![says(not_modified), ok("", CSV), ok("", CSV)]);
    let source = server.source(&["sdn.csv", "alt.csv"]);
    let mut state = FetchState::default();
    for file in &source.files {
        state.files.insert(file.url.clone(), Seen { etag: Some("\"v0\"".into()), last_modified: None });
    }
    let download = new(update(&source, &state, &quick()));
    assert_eq!(download.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["sdn.csv", "alt.csv"]);
    let asked: Vec<String> = server.requests.try_iter().collect();
    assert!(asked[0].contains("v0") && asked[1].contains("v0") && !asked[2].contains("v0"));
    assert!(asked[2].starts_with("get /sdn.csv"));
}

#[test]
fn redirects_are_followed_up_to_a_number() {
    let redirect = || says("HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: /b.csv\r\nContent-Length: 0\r\n\r\n");
    let server = Server::answering(vec![redirect(), ok("", CSV)]);
    assert_eq!(new(server.update()).files[0].name, "a.csv");
    refused((0..8).map(|_| redirect()).collect(), FetchErrorKind::Refused, "redirected more than 5 times");
}

#[test]
fn packed_content_is_unpacked_however_it_is_packed() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(CSV.as_bytes()).unwrap();
    let packed = gzip.finish().unwrap();
    let answer = |headers: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n", packed.len());
        says([head.as_bytes(), body].concat())
    };
    for headers in ["Content-Encoding: gzip\r\n", ""] {
        assert_eq!(new(Server::answering(vec![answer(headers, &packed)]).update()).files[0].bytes, CSV.as_bytes());
        let half = || answer(headers, &packed[..packed.len() / 2]);
        let error = Server::answering(vec![half(), half()]).update().unwrap_err();
        assert!(error.kind == FetchErrorKind::Unreachable && error.problem.contains("half a list"), "{error}");
    }
}

#[test]
fn half_a_file_is_refused() {
    let half = || says(format!("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{CSV}"));
    refused(vec![half(), half()], FetchErrorKind::Unreachable, "half a list is not taken, try again later (tried 2 times)");
    let chunked = || says(format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{CSV}"));
    refused(vec![chunked(), chunked()], FetchErrorKind::Unreachable, "half a list");
    refused(vec![ok("", "name\n")], FetchErrorKind::Refused, "5 bytes came where 20");
}

#[test]
fn what_is_not_the_list_is_refused() {
    refused(vec![ok("Content-Type: text/html\r\n", CSV)], FetchErrorKind::Refused, "text/html came instead of text/csv");
    let page = ok("Content-Type: application/octet-stream\r\n", "<!DOCTYPE html><p>Please sign in to see this page");
    refused(vec![page], FetchErrorKind::Refused, "an HTML page");
    refused(vec![says("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")], FetchErrorKind::Refused, "HTTP 404");
    refused(vec![says("HTTP/1.1 206 Partial Content\r\nContent-Length: 0\r\n\r\n")], FetchErrorKind::Refused, "HTTP 206");
    let large = says("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
    refused(vec![large], FetchErrorKind::Refused, "larger than 2048 MB");
    refused(vec![says("SSH-2.0-OpenSSH_9.2\r\n")], FetchErrorKind::Unreachable, "cannot be fetched");
}

#[test]
fn a_server_that_was_busy_is_asked_again() {
    let busy = || says("HTTP/1.1 503 Busy\r\nConnection: close\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n");
    let many = || says("HTTP/1.1 429 Too Many\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(new(Server::answering(vec![busy(), ok("", CSV)]).update()).files.len(), 1);
    assert_eq!(new(Server::answering(vec![many(), ok("", CSV)]).update()).files.len(), 1);
    refused(vec![busy(), busy()], FetchErrorKind::Unreachable, "HTTP 503); try again later (tried 2 times)");
}

#[test]
fn a_server_that_is_silent_or_drips_is_left() {
    let silent = || -> Step { Box::new(|_| thread::sleep(Duration::from_secs(2))) };
    let start = Instant::now();
    refused(vec![silent(), silent()], FetchErrorKind::Unreachable, "took too long");
    let drip = || -> Step {
        Box::new(|stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            for _ in 0..50 {
                if stream.write_all(b"a").is_err() {
                    return;
                }
                thread::sleep(Duration::from_millis(100));
            }
        })
    };
    refused(vec![drip(), drip()], FetchErrorKind::Unreachable, "took too long");
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
}

#[test]
fn nobody_there_is_an_error_of_the_network() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = Server { port, requests: mpsc::channel().1 };
    let error = server.update().unwrap_err();
    assert!(error.kind == FetchErrorKind::Unreachable && error.problem.contains("connection failed"), "{error}");
}

#[test]
fn a_list_without_an_address_says_so() {
    let sources = Sources::builtin();
    let source = sources.get(&"us_fto".parse().unwrap()).unwrap();
    let error = update(source, &FetchState::default(), &quick()).unwrap_err().to_string();
    assert!(error.starts_with("us_fto: this list has no address"), "{error}");
}
