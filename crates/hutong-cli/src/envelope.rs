//! A child and its history in one JSON object, `{"child": {…}, "history": {…}}`: one line a child, so that the children
//! of a province stream through without their histories being held.

use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope<'t> {
    #[serde(borrow)]
    child: Option<&'t RawValue>,
    #[serde(borrow)]
    history: Option<&'t RawValue>,
}

/// The object's two parts; nothing for a plain record.
fn open(text: &str) -> Option<Envelope<'_>> {
    // A plain record is told from its first name, so that it is not read twice.
    let first = text.trim_start().strip_prefix('{')?.trim_start();
    if !first.starts_with("\"child\"") && !first.starts_with("\"history\"") {
        return None;
    }
    serde_json::from_str(text).ok()
}

/// The child's part of a line; the whole line where it is a plain record.
pub(crate) fn child(text: &str) -> &str {
    open(text).and_then(|envelope| envelope.child).map_or(text, RawValue::get)
}

/// The history's part of a line, if it has one.
pub(crate) fn history(text: &str) -> Option<&str> {
    open(text).and_then(|envelope| envelope.history).map(RawValue::get)
}

#[cfg(test)]
mod tests {
    use super::{child, history};

    #[test]
    fn a_child_with_its_history_is_parted_and_a_plain_record_is_left() {
        let both = r#" { "history": {"contacts":[]}, "child": {"key":"a"} }"#;
        assert_eq!((child(both), history(both)), (r#"{"key":"a"}"#, Some(r#"{"contacts":[]}"#)));
        let alone = r#"{"child":{"key":"a"}}"#;
        assert_eq!((child(alone), history(alone)), (r#"{"key":"a"}"#, None));
        for plain in [r#"{"key":"a"}"#, r#"{"child":1,"key":"a"}"#, "", "{", r#"{"child""#] {
            assert_eq!((child(plain), history(plain)), (plain, None));
        }
    }
}
