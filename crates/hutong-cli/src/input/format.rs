//! Which format a file has: its name says, its first bytes confirm, and where the two disagree the user is
//! told what the file really is and what to do.

use std::path::Path;

use super::InputError;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Text with a header line and a comma, tab or semicolon between cells.
    Csv,
    /// A workbook of Excel 2007 or later (`.xlsx`, `.xlsm`).
    Xlsx,
    /// A list of objects, or objects one after another.
    Json,
    /// One object a line.
    JsonLines,
}

impl Format {
    /// The name used on the command line and in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
        }
    }

    /// Tells the format from the name of the file, if it has one, and its first bytes.
    pub(crate) fn guess(path: Option<&Path>, first_bytes: &[u8]) -> Result<Self, InputError> {
        let extension =
            path.and_then(Path::extension).and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        let named = match extension.as_str() {
            "csv" | "tsv" | "txt" => Self::Csv,
            "xlsx" | "xlsm" => Self::Xlsx,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::JsonLines,
            // Named as the old workbook but not one (`refuse_unreadable` has looked), so a guess could be wrong.
            "xls" | "et" => {
                return Err(InputError::name_and_content_differ(
                    &extension,
                    Self::of_content(first_bytes).name(),
                ));
            }
            _ => return Ok(Self::of_content(first_bytes)),
        };
        match (named, Self::of_content(first_bytes)) {
            // Systems that export one object a line often call the file `.json`.
            (Self::Json, Self::JsonLines) => Ok(Self::JsonLines),
            // An object over several lines is still one object after another.
            (Self::JsonLines, Self::Json) if !shows_list(first_bytes) => Ok(Self::JsonLines),
            // A list, object or header cannot be told from its first byte if the file does not start with
            // one: broken JSON is for the reader to report, not for the guess.
            (Self::Json | Self::JsonLines, Self::Csv) => Ok(named),
            (named, found) if named == found => Ok(named),
            (_, found) => Err(InputError::name_and_content_differ(&extension, found.name())),
        }
    }

    /// Confirms a format the user named: only a workbook and text cannot be mistaken for each other.
    pub(crate) fn agree(self, first_bytes: &[u8]) -> Result<Self, InputError> {
        let workbook = is_zip(first_bytes);
        if workbook == (self == Self::Xlsx) {
            Ok(self)
        } else {
            Err(InputError::format_and_content_differ(self.name()))
        }
    }

    fn of_content(first_bytes: &[u8]) -> Self {
        if is_zip(first_bytes) {
            return Self::Xlsx;
        }
        let text = start_of_text(first_bytes);
        match text.first() {
            Some(b'[') => Self::Json,
            Some(b'{') => {
                let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
                let whole = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
                let more =
                    text.get(line.len()..).unwrap_or_default().iter().any(|byte| !byte.is_ascii_whitespace());
                if whole && more { Self::JsonLines } else { Self::Json }
            }
            _ => Self::Csv,
        }
    }
}

/// Refuses what is no table at all or not one yet, by the bytes such files begin with.
pub(crate) fn refuse_unreadable(first_bytes: &[u8]) -> Result<(), InputError> {
    if start_of_text(first_bytes).is_empty() {
        return Err(InputError::empty_file());
    }
    if first_bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Err(if mentions_encryption(first_bytes) {
            InputError::password_protected()
        } else {
            InputError::old_workbook()
        });
    }
    if first_bytes.starts_with(b"PAR1") || first_bytes.starts_with(b"ARROW1") {
        return Err(InputError::columnar_file());
    }
    if first_bytes.starts_with(b"%PDF") {
        return Err(InputError::not_a_table("PDF"));
    }
    if is_zip(first_bytes) && find(first_bytes, b"mimetypeapplication/vnd.oasis.opendocument") {
        return Err(InputError::not_a_workbook());
    }
    let text = start_of_text(first_bytes);
    if text.first() == Some(&b'<') {
        return Err(InputError::not_a_table("HTML / XML"));
    }
    Ok(())
}

fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// An OLE2 file that holds an encrypted workbook lists a stream of this name, in UTF-16, in its directory.
/// The directory may lie beyond the first bytes; the message for the old format then mentions passwords too.
fn mentions_encryption(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    find(bytes, &name)
}

fn find(bytes: &[u8], what: &[u8]) -> bool {
    memchr::memmem::find(bytes, what).is_some()
}

fn shows_list(first_bytes: &[u8]) -> bool {
    start_of_text(first_bytes).first() == Some(&b'[')
}

/// The first bytes of text as single bytes: without byte order mark, zero bytes (UTF-16) or leading blanks.
fn start_of_text(bytes: &[u8]) -> Vec<u8> {
    let unmarked = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"]
        .iter()
        .find_map(|mark| bytes.strip_prefix(*mark))
        .unwrap_or(bytes);
    unmarked.iter().copied().filter(|byte| *byte != 0).skip_while(u8::is_ascii_whitespace).collect()
}
