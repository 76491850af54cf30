//! The mapping file.

use super::super::mapping::{Mapping, Target};

#[test]
fn a_mapping_tells_columns_and_codes() {
    let mapping = Mapping::read(
        "\u{FEFF}[columns]\n\"监护人\\n电话\" = \"\"\n\" JTLX　\" = \"household.relief\"\n\
         [codes.\"household.relief\"]\n\"01\" = \"minimum-living-allowance\"\n\"99\" = \"\"\n",
    )
    .unwrap();
    assert_eq!(mapping.target("JTLX"), Target::Column("household.relief"));
    assert_eq!(mapping.target("监护人电话"), Target::PassedOver);
    assert_eq!(mapping.target("XM"), Target::Unmapped);
    let codes = &mapping.codes["household.relief"];
    assert_eq!(codes.get("01").map(String::as_str), Some("minimum-living-allowance"));
    assert_eq!(codes.get("99").map(String::as_str), Some(""));
    assert_eq!(codes.get("1").map(String::as_str), None);
    assert!(!mapping.codes.contains_key("birth"));
    assert_eq!(Mapping::read("").unwrap(), Mapping::default());
}

#[test]
fn all_errors_come_at_once_with_line_and_character() {
    let errors = Mapping::read(
        "[columns]\n\"监护\" = \"a\"\n  \"电话\" = \"a\"\n\" \" = \"b\"\n\"XM\" = \"\"\n\"XM \" = \"c\"\n[codes.x]\n\" \" = \"1\"\n",
    )
    .unwrap_err();
    let found: Vec<_> = errors.iter().map(|error| (error.line, error.code)).collect();
    let expected = [(3, "column-mapped-twice"), (4, "blank-key"), (6, "stands-twice"), (8, "blank-key")];
    // Which of two that clash is named follows the order of their text, not of the file.
    assert_eq!(found.len(), expected.len());
    assert_eq!(
        found.iter().map(|(_, code)| code).collect::<Vec<_>>(),
        expected.iter().map(|(_, code)| code).collect::<Vec<_>>()
    );
    assert!(errors.iter().any(|error| error.line == 4 && error.column == 1));
}

#[test]
fn what_is_no_mapping_is_told_where() {
    for (text, line) in [
        ("[columns]\nX = 1\n", 2),
        ("[columns]\nX = \"a\"\nX = \"b\"\n", 3),
        ("[column]\n", 1),
        ("[columns]\n\"X\" = \n", 2),
        ("[codes.a]\n\"1\" = { b = \"c\" }\n", 2),
    ] {
        let errors = Mapping::read(text).unwrap_err();
        assert_eq!((errors[0].code, errors[0].line), ("not-a-mapping", line), "{text}");
    }
}
