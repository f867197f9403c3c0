//! The vocabulary of FollowTheMoney: which kinds of entity there are and what can be said of them.
//!
//! The tables in `data/ftm/` are generated from the PyPI wheel followthemoney 4.11.2 (MIT). Constants for what the readers use
//! stand in [`schema`] and [`prop`]; [`Schema::find`] and [`Property::find`] know all of them.

use std::fmt;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A kind of entity, such as `Person`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Schema(&'static str);

/// Something that can be said of an entity, such as `birthDate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Property(&'static str);

/// What kind of value a property takes; decides its normal form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PropertyType {
    /// A name.
    Name,
    /// A date in EDTF notation (see [`crate::date`]).
    Date,
    /// A country code in lower case; raw text where no code is known.
    Country,
    /// The id of another entity.
    Entity,
    /// An identifier (passport, registration number).
    Identifier,
    /// Any other: text, address, topic, URL.
    Text,
}

impl Schema {
    /// The name as FollowTheMoney writes it.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// The schema of that name.
    pub fn find(name: &str) -> Option<Self> {
        SCHEMATA.get_key_value(name).map(|(name, _)| Self(name))
    }

    /// Whether this is `other` or a kind of it.
    pub fn is_a(self, other: Self) -> bool {
        self == other || SCHEMATA.get(self.0).is_some_and(|info| info.parents.iter().any(|p| Self(p).is_a(other)))
    }

    /// Whether entities of this kind can be screened for (people, organisations, vessels; not addresses or sanctions).
    pub fn is_matchable(self) -> bool {
        SCHEMATA.get(self.0).is_some_and(|info| info.matchable)
    }

    /// Whether entities of this kind are parties: what a list lists and a query may mean. Addresses can be matched, but nobody lists one.
    pub fn is_party(self) -> bool {
        self.is_matchable() && self != schema::ADDRESS
    }

    /// Whether an answer may mean an entity of this kind when `asked` is asked for: the same, a kind of it, or one it is a kind of.
    pub fn can_match(self, asked: Self) -> bool {
        self.is_matchable() && (self.is_a(asked) || (asked.is_a(self)))
    }

    /// Whether a property belongs to this kind of entity or one it is a kind of.
    pub fn has(self, property: Property) -> bool {
        PROPERTIES.get(property.0).is_some_and(|info| info.schemata.iter().any(|s| self.is_a(Self(s))))
    }
}

impl Property {
    /// The name as FollowTheMoney writes it.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// The property of that name.
    pub fn find(name: &str) -> Option<Self> {
        PROPERTIES.get_key_value(name).map(|(name, _)| Self(name))
    }

    /// What kind of value it takes.
    pub fn value_type(self) -> PropertyType {
        PROPERTIES.get(self.0).map_or(PropertyType::Text, |info| info.value_type)
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl fmt::Display for Property {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

struct SchemaInfo {
    parents: Vec<&'static str>,
    matchable: bool,
}

struct PropertyInfo {
    schemata: Vec<&'static str>,
    value_type: PropertyType,
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

static SCHEMATA: LazyLock<FxHashMap<&'static str, SchemaInfo>> = LazyLock::new(|| {
    rows(include_str!("../data/ftm/schemata.tsv"))
        .map(|row| {
            let parents = row[1].split(',').filter(|p| !p.is_empty()).collect();
            (row[0], SchemaInfo { parents, matchable: row[2] == "yes" })
        })
        .collect()
});

static PROPERTIES: LazyLock<FxHashMap<&'static str, PropertyInfo>> = LazyLock::new(|| {
    let mut properties: FxHashMap<&'static str, PropertyInfo> = FxHashMap::default();
    for row in rows(include_str!("../data/ftm/properties.tsv")) {
        let value_type = match row[2] {
            "name" => PropertyType::Name,
            "date" => PropertyType::Date,
            "country" => PropertyType::Country,
            "entity" => PropertyType::Entity,
            "identifier" => PropertyType::Identifier,
            _ => PropertyType::Text,
        };
        let info = properties.entry(row[0]).or_insert(PropertyInfo { schemata: Vec::new(), value_type });
        // `authority` and two others are a text for one schema and an entity for another; the readers write texts.
        if info.value_type != value_type {
            info.value_type = PropertyType::Text;
        }
        info.schemata.push(row[1]);
    }
    properties
});

macro_rules! names {
    ($type:ident: $($constant:ident = $name:literal,)*) => {
        $(#[doc = concat!("`", $name, "`")] pub const $constant: super::$type = super::$type($name);)*
        #[cfg(test)]
        pub(super) const ALL: &[super::$type] = &[$($constant),*];
    };
}

/// The schemata that readers make.
pub mod schema {
    names! { Schema:
        THING = "Thing", PERSON = "Person", LEGAL_ENTITY = "LegalEntity", ORGANIZATION = "Organization", COMPANY = "Company",
        PUBLIC_BODY = "PublicBody", VESSEL = "Vessel", AIRPLANE = "Airplane", VEHICLE = "Vehicle", CRYPTO_WALLET = "CryptoWallet",
        SECURITY = "Security", ASSET = "Asset", ADDRESS = "Address", SANCTION = "Sanction", IDENTIFICATION = "Identification",
        PASSPORT = "Passport", OWNERSHIP = "Ownership", DIRECTORSHIP = "Directorship", MEMBERSHIP = "Membership",
        EMPLOYMENT = "Employment", FAMILY = "Family", ASSOCIATE = "Associate", UNKNOWN_LINK = "UnknownLink",
        REPRESENTATION = "Representation", SUCCESSION = "Succession", POSITION = "Position", OCCUPANCY = "Occupancy",
    }
}

/// The properties that readers fill.
pub mod prop {
    names! { Property:
        NAME = "name", ALIAS = "alias", WEAK_ALIAS = "weakAlias", PREVIOUS_NAME = "previousName", ABBREVIATION = "abbreviation",
        TITLE = "title", FIRST_NAME = "firstName", SECOND_NAME = "secondName", MIDDLE_NAME = "middleName", FATHER_NAME = "fatherName",
        MOTHER_NAME = "motherName", LAST_NAME = "lastName", NAME_SUFFIX = "nameSuffix", BIRTH_DATE = "birthDate",
        BIRTH_PLACE = "birthPlace", BIRTH_COUNTRY = "birthCountry", DEATH_DATE = "deathDate", NATIONALITY = "nationality",
        CITIZENSHIP = "citizenship", GENDER = "gender", POSITION = "position", COUNTRY = "country", JURISDICTION = "jurisdiction",
        MAIN_COUNTRY = "mainCountry", ADDRESS = "address", ADDRESS_ENTITY = "addressEntity", EMAIL = "email", PHONE = "phone",
        WEBSITE = "website", NOTES = "notes", SUMMARY = "summary", DESCRIPTION = "description", TOPICS = "topics", PROGRAM = "program",
        PROGRAM_ID = "programId", PROGRAM_URL = "programUrl", SOURCE_URL = "sourceUrl", MODIFIED_AT = "modifiedAt", CREATED_AT = "createdAt",
        WIKIDATA_ID = "wikidataId", INCORPORATION_DATE = "incorporationDate", DISSOLUTION_DATE = "dissolutionDate",
        REGISTRATION_NUMBER = "registrationNumber", ID_NUMBER = "idNumber", TAX_NUMBER = "taxNumber", LICENSE_NUMBER = "licenseNumber",
        VAT_CODE = "vatCode", INN_CODE = "innCode", OGRN_CODE = "ogrnCode", LEI_CODE = "leiCode", DUNS_CODE = "dunsCode",
        SWIFT_BIC = "swiftBic", USCC_CODE = "uscCode", CAGE_CODE = "cageCode", KPP_CODE = "kppCode", ISIN_CODE = "isinCode", ISIN = "isin",
        TICKER = "ticker", LEGAL_FORM = "legalForm", STATUS = "status", SECTOR = "sector", PASSPORT_NUMBER = "passportNumber",
        SOCIAL_SECURITY_NUMBER = "socialSecurityNumber", IMO_NUMBER = "imoNumber", MMSI = "mmsi", CALL_SIGN = "callSign", FLAG = "flag",
        PAST_FLAGS = "pastFlags", TONNAGE = "tonnage", GROSS_REGISTERED_TONNAGE = "grossRegisteredTonnage", DEADWEIGHT_TONNAGE = "deadweightTonnage",
        TYPE = "type", MODEL = "model", BUILD_DATE = "buildDate", OWNER = "owner", OPERATOR = "operator", SERIAL_NUMBER = "serialNumber",
        ICAO_CODE = "icaoCode", MANUFACTURER = "manufacturer", PUBLIC_KEY = "publicKey", CRYPTO_ADDRESS = "cryptoAddress", CURRENCY_SYMBOL = "currencySymbol",
        HOLDER = "holder", CURRENCY = "currency", FULL = "full", STREET = "street", STREET2 = "street2", CITY = "city",
        POSTAL_CODE = "postalCode", POST_OFFICE_BOX = "postOfficeBox", STATE = "state", REGION = "region", REMARKS = "remarks", ENTITY = "entity",
        AUTHORITY = "authority", AUTHORITY_ID = "authorityId", UNSC_ID = "unscId", PROVISIONS = "provisions", DURATION = "duration",
        REASON = "reason", LISTING_DATE = "listingDate", START_DATE = "startDate", END_DATE = "endDate", DATE = "date",
        RECORD_ID = "recordId", NUMBER = "number", ASSET = "asset", PERCENTAGE = "percentage", PERSON = "person", RELATIVE = "relative",
        RELATIONSHIP = "relationship", ASSOCIATE = "associate", SUBJECT = "subject", OBJECT = "object", ROLE = "role", DIRECTOR = "director",
        ORGANIZATION = "organization", MEMBER = "member", EMPLOYEE = "employee", EMPLOYER = "employer", AGENT = "agent", CLIENT = "client",
        PREDECESSOR = "predecessor", SUCCESSOR = "successor", EDUCATION = "education", ETHNICITY = "ethnicity", RELIGION = "religion",
        PARENT = "parent", PUBLISHER = "publisher", POST = "post", LEGAL_BASIS = "legalBasis", KEYWORDS = "keywords", BIC = "bic",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_constant_is_in_the_vocabulary() {
        for s in schema::ALL {
            assert!(Schema::find(s.as_str()).is_some(), "{s}");
        }
        let missing: Vec<_> = prop::ALL.iter().filter(|p| Property::find(p.as_str()).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn schemata_know_their_parents() {
        assert!(schema::COMPANY.is_a(schema::LEGAL_ENTITY) && !schema::PERSON.is_a(schema::ORGANIZATION));
        assert!(schema::PERSON.can_match(schema::LEGAL_ENTITY) && schema::LEGAL_ENTITY.can_match(schema::PERSON));
        assert!(!schema::SANCTION.can_match(schema::SANCTION));
        assert!(schema::PERSON.has(prop::NAME) && !schema::VESSEL.has(prop::BIRTH_DATE));
        assert_eq!(prop::BIRTH_DATE.value_type(), PropertyType::Date);
    }
}
