//! The fields of the UK lists, by whatever label a format gives them.
//!
//! `AddressLine1` of the XML, `Address Line 1` of the table and `Address 1` of the consolidated list are one field. A label
//! that is not known gives `None`; the caller says so in a finding rather than dropping the column.

/// What a column or element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    UniqueId,
    OfsiGroup,
    UnReference,
    FullName,
    /// Name 1 to Name 6; 6 is the family name, or the whole name of an entity or ship.
    NamePart(u8),
    NameType,
    AliasStrength,
    NonLatinName,
    NonLatinScript,
    NonLatinLanguage,
    Title,
    Regime,
    Kind,
    DesignationSource,
    SanctionsImposed,
    OtherInformation,
    Reasons,
    AddressLine(u8),
    PostalCode,
    AddressCountry,
    Phone,
    Email,
    Website,
    DateDesignated,
    ListedOn,
    LastUpdated,
    BirthDate,
    TownOfBirth,
    CountryOfBirth,
    Nationality,
    PassportNumber,
    PassportDetails,
    IdNumber,
    IdDetails,
    Position,
    Gender,
    TypeOfEntity,
    Subsidiary,
    ParentCompany,
    Registration,
    ImoNumber,
    CurrentOwner,
    PreviousOwner,
    CurrentFlag,
    PreviousFlag,
    ShipType,
    Tonnage,
    ShipLength,
    YearBuilt,
    HullNumber,
}

impl Field {
    /// The field of an element, a column or a label such as `(UN Ref)`; case, blanks and punctuation do not matter.
    pub(crate) fn find(label: &str) -> Option<Self> {
        let folded: String = label.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        numbered(&folded).or_else(|| general(&folded)).or_else(|| of_person(&folded)).or_else(|| of_entity_or_ship(&folded))
    }
}

fn numbered(folded: &str) -> Option<Field> {
    let digit = folded.bytes().last()?.checked_sub(b'0').filter(|d| (1..=6).contains(d))?;
    match &folded[..folded.len() - 1] {
        "name" => Some(Field::NamePart(digit)),
        "addressline" | "address" => Some(Field::AddressLine(digit)),
        _ => None,
    }
}

fn general(folded: &str) -> Option<Field> {
    Some(match folded {
        "uniqueid" | "uksanctionslistref" | "uksanctionslistreference" => Field::UniqueId,
        "ofsigroupid" | "groupid" => Field::OfsiGroup,
        "unreferencenumber" | "unref" | "unreference" => Field::UnReference,
        "name" => Field::FullName,
        "nametype" | "aliastype" => Field::NameType,
        "aliasstrength" | "aliasquality" => Field::AliasStrength,
        "namenonlatinscript" | "nonlatinname" => Field::NonLatinName,
        "nonlatinscripttype" => Field::NonLatinScript,
        "nonlatinscriptlanguage" => Field::NonLatinLanguage,
        "title" | "titles" => Field::Title,
        "regimename" | "regime" => Field::Regime,
        "individualentityship" | "designationtype" | "grouptype" | "type" => Field::Kind,
        "designationsource" => Field::DesignationSource,
        "sanctionsimposed" => Field::SanctionsImposed,
        "otherinformation" | "otherinfo" | "furtheridentifyinginformation" | "furtheridentifiyinginformation" => {
            Field::OtherInformation
        }
        "ukstatementofreasons" | "statementofreasons" => Field::Reasons,
        "addresspostalcode" | "postalcode" | "postcode" | "postzipcode" => Field::PostalCode,
        "addresscountry" | "country" => Field::AddressCountry,
        "phonenumber" | "phonenumbers" => Field::Phone,
        "emailaddress" | "emailaddresses" => Field::Email,
        "website" | "websites" => Field::Website,
        "datedesignated" | "uksanctionslistdatedesignated" => Field::DateDesignated,
        "listedon" => Field::ListedOn,
        "lastupdated" => Field::LastUpdated,
        _ => return None,
    })
}

fn of_person(folded: &str) -> Option<Field> {
    Some(match folded {
        "dob" | "dobs" | "dateofbirth" => Field::BirthDate,
        "townofbirth" => Field::TownOfBirth,
        "countryofbirth" => Field::CountryOfBirth,
        "nationality" | "nationalities" | "nationalityies" => Field::Nationality,
        "passportnumber" => Field::PassportNumber,
        "passportadditionalinformation" | "passportdetails" => Field::PassportDetails,
        "nationalidentifiernumber" | "nationalidentificationnumber" | "ninumber" => Field::IdNumber,
        "nationalidentifieradditionalinformation" | "nationalidentificationdetails" => Field::IdDetails,
        "position" | "positions" => Field::Position,
        "gender" | "genders" => Field::Gender,
        _ => return None,
    })
}

fn of_entity_or_ship(folded: &str) -> Option<Field> {
    Some(match folded {
        "typeofentity" | "entitytype" => Field::TypeOfEntity,
        "subsidiary" | "subsidiaries" => Field::Subsidiary,
        "parentcompany" | "parentcompanies" => Field::ParentCompany,
        "businessregistrationnumber" | "businessregistrationnumbers" | "businessregno" => Field::Registration,
        "imonumber" | "imonumbers" | "shipimonumber" => Field::ImoNumber,
        "currentowneroperator" | "currentowneroperators" | "currentowner" | "currentowners" => Field::CurrentOwner,
        "previousowneroperator" | "previousowneroperators" | "previousowner" | "previousowners" => Field::PreviousOwner,
        "currentbelievedflagofship" | "currentbelievedflag" | "currentflag" | "flag" | "flagofship" => Field::CurrentFlag,
        "previousflag" | "previousflags" => Field::PreviousFlag,
        "shiptype" | "typeofship" | "shiptypes" => Field::ShipType,
        "tonnage" | "tonnageofship" | "tonnages" => Field::Tonnage,
        "length" | "lengthofship" => Field::ShipLength,
        "yearbuilt" => Field::YearBuilt,
        "hin" | "hullidentificationnumber" | "hullidentificationnumberhin" => Field::HullNumber,
        _ => return None,
    })
}

/// Fields of one row, or of one group of elements, with their values.
pub(crate) type Row<'a> = Vec<(Field, &'a str)>;

/// The value of a field in a row; empty where it is not there.
pub(crate) fn value<'a>(row: &Row<'a>, field: Field) -> &'a str {
    row.iter().find(|(f, _)| *f == field).map_or("", |(_, text)| text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_has_a_label_in_each_format() {
        for (label, field) in [
            ("AddressLine1", Field::AddressLine(1)),
            ("Address Line 1", Field::AddressLine(1)),
            ("Address 6", Field::AddressLine(6)),
            ("Name 6", Field::NamePart(6)),
            ("Nationality(/ies)", Field::Nationality),
            ("D.O.B", Field::BirthDate),
            ("Current owner/operator (s)", Field::CurrentOwner),
            ("Hull identification number (HIN)", Field::HullNumber),
            ("NI Number", Field::IdNumber),
            ("Post/Zip Code", Field::PostalCode),
        ] {
            assert_eq!(Field::find(label), Some(field), "{label}");
        }
        assert_eq!(Field::find("Name 7"), None);
        assert_eq!(Field::find("Favourite colour"), None);
        assert_eq!(Field::find("é1"), None);
    }
}
