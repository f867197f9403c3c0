//! Parties by the exact spelling of their names, for links that are stated by name ("Linked To: HIZBALLAH").

use std::collections::HashMap;

/// The names of all parties of a list. A main name goes before an alias; a name that two parties bear leads to neither.
#[derive(Debug, Default)]
pub(in crate::formats) struct PartiesByName<'t> {
    main: HashMap<&'t str, Option<&'t str>>,
    aliases: HashMap<&'t str, Option<&'t str>>,
}

impl<'t> PartiesByName<'t> {
    /// Notes the main name of the party with that number.
    pub(in crate::formats) fn main_name(&mut self, name: &'t str, number: &'t str) {
        note(&mut self.main, name, number);
    }

    /// Notes another name of it.
    pub(in crate::formats) fn alias(&mut self, name: &'t str, number: &'t str) {
        note(&mut self.aliases, name, number);
    }

    /// The number of the one party that bears the name. The full stop that ends a remark may stand behind it.
    pub(in crate::formats) fn find(&self, name: &str) -> Option<&'t str> {
        let find = |name: &str| self.main.get(name).or_else(|| self.aliases.get(name)).copied();
        find(name).or_else(|| find(name.strip_suffix('.')?)).flatten()
    }
}

fn note<'t>(names: &mut HashMap<&'t str, Option<&'t str>>, name: &'t str, number: &'t str) {
    let slot = names.entry(name.trim()).or_insert(Some(number));
    if *slot != Some(number) {
        *slot = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_the_one_party_that_bears_it() {
        let mut parties = PartiesByName::default();
        for (name, number) in [("ACME S.A.", "1"), ("TWIN", "2"), ("TWIN", "3"), ("ACME S.A.", "1")] {
            parties.main_name(name, number);
        }
        parties.alias("ACME", "1");
        parties.alias("TWIN", "1");
        let found = ["ACME S.A.", "ACME.", "ACME S.A..", "TWIN", "NOBODY", ""].map(|name| parties.find(name));
        assert_eq!(found, [Some("1"), Some("1"), Some("1"), None, None, None]);
    }
}
