//! The text of a JSON record before it is read: what JSON does not have, and where it stops being JSON.

use crate::fault::{Fault, FaultCode};
use std::borrow::Cow;

/// Stands where a number stood that JSON does not have; no text of a record begins with this sign.
pub(crate) const NO_NUMBER: &str = "\u{1}not a number";

/// `NaN` and `Infinity` are no JSON, but some writers write them. With [`NO_NUMBER`] in their place they are a fault
/// of their field only.
pub(crate) fn without_odd_numbers(text: &str) -> Cow<'_, str> {
    const ODD: [&str; 3] = ["NaN", "-Infinity", "Infinity"];
    if !ODD.iter().any(|odd| text.contains(odd)) {
        return text.into();
    }
    let mut mended = String::with_capacity(text.len() + 64);
    let (mut in_string, mut escaped, mut rest) = (false, false, text);
    while let Some(sign) = rest.chars().next() {
        if !in_string && let Some(odd) = ODD.iter().find(|odd| rest.starts_with(**odd)) {
            mended.push_str("\"\\u0001not a number\"");
            rest = rest.get(odd.len()..).unwrap_or_default();
            continue;
        }
        in_string = if sign == '"' && !escaped { !in_string } else { in_string };
        escaped = in_string && sign == '\\' && !escaped;
        mended.push(sign);
        rest = rest.get(sign.len_utf8()..).unwrap_or_default();
    }
    mended.into()
}

/// Where the text stops being JSON. The library's own words are left out, since some of them repeat the text.
pub(crate) fn not_json(error: &serde_json::Error, path: &str) -> Fault {
    let (line, column) = (error.line(), error.column());
    let (zh, en) = if error.is_eof() {
        (format!("到第{line}行第{column}字节即中断"), format!("it ends early, at line {line}, byte {column}"))
    } else {
        (format!("第{line}行第{column}字节"), format!("line {line}, byte {column}"))
    };
    Fault::with(FaultCode::NotJson, path, &zh, &en)
}
