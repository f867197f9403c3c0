//! The table of lists: what each is, where its authority publishes it, and how it is read.
//!
//! The built-in table is `data/sources.toml`; a user's file of the same form is laid over it. A table that is loaded is sound: ids
//! are unique, authorities and formats are known, addresses are of the web. It fetches nothing ([`crate::fetch`] does).

use std::path::Path;

use sayso_record::{ListId, ListInfo, Locator, authority};
use serde::Deserialize;
use toml::Spanned;

use crate::{ListError, formats};

const BUILTIN: &str = include_str!("../data/sources.toml");
/// A table is written by hand; larger is some other file.
const MOST_BYTES: u64 = 1 << 20;

/// A list that is known by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSource {
    /// Its id.
    pub id: ListId,
    /// Its name for people.
    pub title: String,
    /// Code of its authority; empty where it collects several.
    pub authority: String,
    /// Where people read about it; may be empty.
    pub homepage: String,
    /// Id of its format; `None`: told from the file.
    pub format: Option<String>,
    /// Whether a published version holds every party that its authority sanctions.
    pub complete: bool,
    /// What to fetch; empty for a list that comes with sayso or is only imported by hand.
    pub files: Vec<RemoteFile>,
}

/// A file of a list at its official address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteFile {
    /// Its address.
    pub url: String,
    /// The name under which readers see it.
    pub name: String,
    /// Media types that count as the file.
    pub content_types: Vec<String>,
    /// Smaller is not the file.
    pub min_bytes: u64,
}

/// A table of lists, in the order of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    lists: Vec<ListSource>,
}

impl Sources {
    /// The lists that sayso knows by itself.
    ///
    /// # Panics
    /// Never: a test reads the table that is compiled in.
    pub fn builtin() -> Self {
        Self::parse("sources.toml", BUILTIN).expect("the built-in table of lists is sound, which a test checks")
    }

    /// The lists of a user's file.
    pub fn load(path: &Path) -> Result<Self, ListError> {
        let file = path.display().to_string();
        let refuse = |problem: String| ListError::new(&file, Locator::file(), problem);
        let unreadable = |error: std::io::Error| refuse(format!("the table of lists cannot be read: {error}"));
        if std::fs::metadata(path).map_err(unreadable)?.len() > MOST_BYTES {
            return Err(refuse("more than 1 MB; a table of lists is smaller".into()));
        }
        Self::parse(&file, &std::fs::read_to_string(path).map_err(unreadable)?)
    }

    /// The lists of a text in the form of `data/sources.toml`; `file` is named in errors.
    pub fn parse(file: &str, text: &str) -> Result<Self, ListError> {
        let at = |byte: usize| {
            let before = &text.as_bytes()[..byte.min(text.len())];
            Locator::line(memchr::memchr_iter(b'\n', before).count() as u64 + 1)
        };
        let table: Table = toml::from_str(text)
            .map_err(|error| ListError::new(file, at(error.span().map_or(0, |span| span.start)), error.message().to_owned()))?;
        let mut lists: Vec<ListSource> = Vec::new();
        for entry in table.list {
            let source = entry.check().map_err(|(byte, problem)| ListError::new(file, at(byte), problem))?;
            if lists.iter().any(|list| list.id == source.id) {
                return Err(ListError::new(file, at(entry.id.span().start), format!("the list {} is there twice", source.id)));
            }
            lists.push(source);
        }
        Ok(Self { lists })
    }

    /// These lists with a user's over them: his replace those of the same id, the others are added at the end.
    #[must_use]
    pub fn overlaid_with(mut self, user: Self) -> Self {
        for list in user.lists {
            match self.lists.iter_mut().find(|known| known.id == list.id) {
                Some(known) => *known = list,
                None => self.lists.push(list),
            }
        }
        self
    }

    /// All lists, in the order of the table.
    pub fn all(&self) -> &[ListSource] {
        &self.lists
    }

    /// The list of that id.
    pub fn get(&self, id: &ListId) -> Option<&ListSource> {
        self.lists.iter().find(|list| list.id == *id)
    }

    /// What a record keeps of a list; one that is in no table has its id as its title and no authority. `complete` is left out:
    /// whoever knows the versions fills it where [`ListSource::complete`] says that each version is.
    pub fn info(&self, id: &ListId) -> ListInfo {
        let (title, authority, url) = match self.get(id) {
            Some(list) => (list.title.clone(), list.authority.clone(), list.homepage.clone()),
            None => (id.to_string(), String::new(), String::new()),
        };
        ListInfo { id: id.clone(), title, authority, url, complete: None, programme: None }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    list: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    title: String,
    authority: Option<Spanned<String>>,
    #[serde(default)]
    homepage: String,
    format: Option<Spanned<String>>,
    complete: bool,
    #[serde(default)]
    file: Vec<FileEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    url: Spanned<String>,
    name: Option<Spanned<String>>,
    #[serde(default)]
    content_types: Vec<String>,
    #[serde(default)]
    min_bytes: u64,
}

/// A byte of the table and what is wrong there.
type Fault = (usize, String);

impl Entry {
    fn check(&self) -> Result<ListSource, Fault> {
        let id = self.id.get_ref().parse().map_err(|error| (self.id.span().start, format!("{error}")))?;
        let authority = match &self.authority {
            Some(code) => known_authority(code)?,
            None => String::new(),
        };
        if let Some(format) = &self.format
            && formats::find(format.get_ref()).is_none()
        {
            return Err((format.span().start, format!("no format is called \"{}\"", format.get_ref())));
        }
        Ok(ListSource {
            id,
            title: self.title.clone(),
            authority,
            homepage: self.homepage.clone(),
            format: self.format.as_ref().map(|format| format.get_ref().clone()),
            complete: self.complete,
            files: self.file.iter().map(FileEntry::check).collect::<Result<_, _>>()?,
        })
    }
}

impl FileEntry {
    fn check(&self) -> Result<RemoteFile, Fault> {
        let (url, at) = (self.url.get_ref(), self.url.span().start);
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err((at, format!("\"{url}\" is no address of the web; it begins with https:// or http://")));
        }
        let (name, at) = match &self.name {
            Some(name) => (name.get_ref().as_str(), name.span().start),
            None => (last_part(url), at),
        };
        if name.is_empty() || name.contains(['/', '\\']) || name.starts_with('.') {
            return Err((at, format!("\"{name}\" cannot name a file; give a name such as \"list.xml\"")));
        }
        Ok(RemoteFile {
            url: url.clone(),
            name: name.to_owned(),
            content_types: self.content_types.iter().map(|media| media.to_ascii_lowercase()).collect(),
            min_bytes: self.min_bytes,
        })
    }
}

fn known_authority(code: &Spanned<String>) -> Result<String, Fault> {
    if let Some(known) = authority::find(code.get_ref()) {
        return Ok(known.code.to_owned());
    }
    let known: Vec<&str> = authority::all().iter().map(|authority| authority.code).collect();
    Err((code.span().start, format!("no authority is called \"{}\"; known are {}", code.get_ref(), known.join(", "))))
}

fn last_part(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    path.split_once('/').map_or("", |(_, path)| path.rsplit('/').next().unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> ListId {
        text.parse().unwrap()
    }

    #[test]
    fn the_built_in_table_is_sound() {
        let sources = Sources::builtin();
        for wanted in [
            "us_ofac_sdn",
            "us_ofac_cons",
            "un_sc",
            "eu_fsf",
            "uk_sl",
            "uk_conlist",
            "ca_sema",
            "ch_seco",
            "us_csl",
            "us_fto",
            "sayso_designations",
        ] {
            let list = sources.get(&id(wanted)).unwrap_or_else(|| panic!("{wanted}"));
            assert!(list.format.is_some() && !list.title.is_empty(), "{wanted}");
            assert!(list.files.iter().all(|file| file.url.starts_with("https://") && file.min_bytes > 0), "{wanted}");
        }
        let sdn = &sources.get(&id("us_ofac_sdn")).unwrap().files;
        assert_eq!(
            sdn.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
            ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]
        );
        assert_eq!(sources.get(&id("un_sc")).unwrap().files[0].name, "consolidated.xml");
    }

    #[test]
    fn a_list_of_no_table_still_has_its_id() {
        let info = Sources::builtin().info(&id("my_own"));
        assert_eq!((info.title.as_str(), info.authority.as_str(), info.complete), ("my_own", "", None));
        assert_eq!(Sources::builtin().info(&id("eu_fsf")).authority, "EU");
    }

    #[test]
    fn a_users_table_replaces_and_adds() {
        let user = "[[list]]\nid='un_sc'\ntitle='Mirror'\nauthority='Security Council'\ncomplete=true\nfile=[{url='http://h/x.xml'}]\n\
                    [[list]]\nid='mine'\ntitle='M'\ncomplete=false\n";
        let all = Sources::builtin().overlaid_with(Sources::parse("mine.toml", user).unwrap());
        assert_eq!(all.all().len(), Sources::builtin().all().len() + 1);
        let un = all.get(&id("un_sc")).unwrap();
        assert_eq!((un.title.as_str(), un.authority.as_str(), un.files[0].name.as_str()), ("Mirror", "UN", "x.xml"));
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let list = "[[list]]\nid='a'\ntitle='A'\ncomplete=true\n";
        for (text, expected) in [
            ("[[list]]\nid='A'\ntitle=''\ncomplete=true".to_owned(), "mine.toml, line 2: \"A\" cannot name a list"),
            (format!("{list}colour='red'\n"), "mine.toml, line 5: unknown field `colour`"),
            ("[[list]]\nid='a'\ntitle='A'\n".to_owned(), "missing field `complete`"),
            (format!("{list}authority='Ruritania'"), "mine.toml, line 5: no authority is called \"Ruritania\"; known are "),
            (format!("{list}format='xls'"), "mine.toml, line 5: no format is called \"xls\""),
            (format!("{list}{list}"), "mine.toml, line 6: the list a is there twice"),
            (
                format!("{list}file=[{{url='file:///etc/passwd'}}]"),
                "mine.toml, line 5: \"file:///etc/passwd\" is no address of the web",
            ),
            (format!("{list}[[list.file]]\nurl='https://h/'"), "mine.toml, line 6: \"\" cannot name a file"),
            (format!("{list}[[list.file]]\nurl='https://h/a'\nname='../a'"), "mine.toml, line 7: \"../a\" cannot name a file"),
            ("[[list]\n".to_owned(), "mine.toml, line 1: "),
        ] {
            let error = Sources::parse("mine.toml", &text).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}\n  is not\n{expected}");
        }
    }

    #[test]
    fn a_table_that_is_not_there_is_named() {
        let error = Sources::load(Path::new("/no/such/table.toml")).unwrap_err().to_string();
        assert!(error.starts_with("/no/such/table.toml, file: the table of lists cannot be read"), "{error}");
    }
}
