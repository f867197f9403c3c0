//! Streaming XML: one record element at a time as a small tree, whatever the size of the file.
//!
//! Namespaces prefixes are dropped (`ns2:sanctionEntity` is `sanctionEntity`). Entities that a DTD defines are never expanded:
//! a document that declares any is refused, so no entity bomb can go off.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sayso_record::Locator;

use crate::{ListError, SourceFile};

/// Deepest nesting that is read; the deepest official list (OFAC ADVANCED) has 12.
const MAX_DEPTH: usize = 64;
/// Most text, attributes and tags that one record may hold. The largest real one (an OFAC party with its links) is under 0.5 MB.
const MAX_RECORD_BYTES: usize = 16 << 20;

/// An element with its attributes, its own text and its child elements.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// Local name.
    pub name: String,
    /// Local names and values of the attributes, in file order.
    pub attributes: Vec<(String, String)>,
    /// The element's own text, trimmed.
    pub text: String,
    /// The elements in it, in file order.
    pub children: Vec<Node>,
    /// Byte at which it starts.
    pub byte: u64,
}

impl Node {
    /// The value of an attribute; empty where it is absent.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// The first child of that name.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|c| c.name == name)
    }

    /// The children of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |c| c.name == name)
    }

    /// The text of the first child of that name; empty where there is none.
    pub fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |c| &c.text)
    }

    /// The elements at the end of a path of names (`["akaList", "aka"]`).
    pub fn path<'a>(&'a self, path: &'a [&'a str]) -> Vec<&'a Node> {
        path.iter().fold(vec![self], |nodes, name| nodes.into_iter().flat_map(|n| n.all(name)).collect())
    }

    /// Where the element stands.
    pub fn locator(&self) -> Locator {
        Locator::byte(self.byte)
    }
}

/// Calls `each` with every element that has one of the names in `records`, wherever it stands (not inside another of them), and
/// with the root element as soon as its start tag is read (with attributes, without children).
pub fn read_records(file: &SourceFile, records: &[&str], mut each: impl FnMut(Node)) -> Result<(), ListError> {
    let mut reader = Reader::from_reader(&file.bytes[..]);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut open: Vec<Node> = Vec::new(); // the record being read, outermost first
    let mut outside = 0_usize; // depth outside any record
    let mut record_bytes = 0_usize;
    let mut seen_root = false;
    loop {
        let byte = reader.buffer_position();
        let fail = |problem: String| ListError::new(&file.name, Locator::byte(byte), problem);
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|e| fail(format!("not well-formed XML: {e}")))?;
        match event {
            Event::Start(start) => {
                record_bytes += start.len();
                let node = node_of(&start, byte).map_err(fail)?;
                if open.len() + outside >= MAX_DEPTH {
                    return Err(fail(format!("elements are nested deeper than {MAX_DEPTH}")));
                }
                if open.is_empty() && !records.contains(&node.name.as_str()) {
                    outside += 1;
                    if !seen_root {
                        each(node);
                    }
                } else {
                    if open.is_empty() {
                        record_bytes = start.len();
                    }
                    open.push(node);
                }
                seen_root = true;
            }
            Event::End(_) => match open.pop() {
                Some(mut node) => {
                    // Most texts are trimmed as they stand; only others are copied.
                    if node.text.trim().len() != node.text.len() {
                        node.text = String::from(node.text.trim());
                    }
                    match open.last_mut() {
                        Some(parent) => parent.children.push(node),
                        None => each(node),
                    }
                }
                None => outside = outside.saturating_sub(1),
            },
            Event::Text(text) => {
                if let Some(node) = open.last_mut() {
                    record_bytes += text.len();
                    node.text.push_str(&text);
                }
            }
            Event::CData(text) => {
                if let Some(node) = open.last_mut() {
                    record_bytes += text.len();
                    node.text.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                if let Some(node) = open.last_mut() {
                    let character = reference.resolve_char_ref().map_err(|e| fail(format!("bad character reference: {e}")))?;
                    match character {
                        Some(c) => node.text.push(c),
                        None => match quick_xml::escape::resolve_xml_entity(&reference) {
                            Some(text) => node.text.push_str(text),
                            None => {
                                return Err(fail(format!(
                                    "the entity &{}; is not one of XML's own five; entities of a DTD are not expanded",
                                    &*reference
                                )));
                            }
                        },
                    }
                }
            }
            Event::DocType(doctype) if doctype.to_ascii_uppercase().contains("<!ENTITY") => {
                return Err(fail(
                    "the document declares entities of its own; no official list does, and expanding them is unsafe".into(),
                ));
            }
            Event::Eof => {
                return if !seen_root {
                    Err(fail("no XML element in the file".into()))
                } else if outside > 0 || !open.is_empty() {
                    Err(fail("the file ends in the middle of an element: it is truncated; fetch it again".into()))
                } else {
                    Ok(())
                };
            }
            _ => {}
        }
        if record_bytes > MAX_RECORD_BYTES {
            return Err(fail(format!("one record is larger than {} MB", MAX_RECORD_BYTES >> 20)));
        }
        if open.is_empty() {
            record_bytes = 0;
        }
    }
}

fn node_of(start: &BytesStart<'_>, byte: u64) -> Result<Node, String> {
    let mut node = Node { name: start.local_name().as_ref().to_owned(), byte, ..Node::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|e| format!("bad attribute in <{}>: {e}", node.name))?;
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|e| format!("bad value of an attribute in <{}>: {e}", node.name))?;
        node.attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Node>, ListError> {
        let mut nodes = Vec::new();
        read_records(&SourceFile::new("t.xml", text), &["R"], |node| nodes.push(node))?;
        Ok(nodes)
    }

    #[test]
    fn records_come_as_trees_with_their_place() {
        let nodes = read("<n:L xmlns:n='u' date='d'><R id='1'><A>x &amp; y&#33;</A><A/></R><X><R/></X></n:L>").unwrap();
        assert_eq!((nodes[0].name.as_str(), nodes[0].attribute("date")), ("L", "d"));
        assert_eq!((nodes[1].attribute("id"), nodes[1].text_of("A"), nodes[1].all("A").count()), ("1", "x & y!", 2));
        assert_eq!(nodes[1].byte, 26);
        assert_eq!(nodes.len(), 3);
    }

    #[test]
    fn what_is_not_whole_or_not_safe_is_refused_with_its_place() {
        for (text, problem) in [
            ("<L><R>", "truncated"),
            ("<L><R></L>", "well-formed"),
            ("", "no XML"),
            ("<!DOCTYPE L [<!ENTITY a \"aa\">]><L><R>&a;</R></L>", "entities of its own"),
            ("<L><R>&b;</R></L>", "not expanded"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.to_string().contains(problem) && error.to_string().starts_with("t.xml, byte "), "{error}");
        }
        let deep = "<a>".repeat(100);
        assert!(read(&deep).unwrap_err().to_string().contains("deeper"));
    }
}
