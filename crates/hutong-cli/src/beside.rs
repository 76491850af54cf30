//! Files that are read beside that of the children, each with where in it the table stands: `book.xlsx#走访!3` is the sheet
//! 走访 with its headers in row 3, `visits.csv#!3-4` has headings above its headers. Flags such as `--sheet` cannot say
//! it, for the files differ; `--encoding` holds for every text file of a run.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use hutong::import::HeaderRows;

use crate::arguments::{EncodingName, header_rows};
use crate::input::{Options, Source};

/// A file, and where in it the table stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Beside {
    /// The file; `-` for standard input.
    pub(crate) path: PathBuf,
    /// The sheet, by name or number.
    pub(crate) sheet: Option<String>,
    /// The rows of the headers.
    header_rows: Option<HeaderRows>,
}

impl Beside {
    /// The file to read, and how: `base` with what was said of this file.
    pub(crate) fn source(&self, encoding: Option<EncodingName>, base: &Options) -> (Source, Options) {
        let source = if self.path == Path::new("-") {
            Source::Reader(Box::new(std::io::stdin()))
        } else {
            Source::Path(self.path.clone())
        };
        let (sheet, header_rows) = (self.sheet.clone(), self.header_rows);
        (source, Options { sheet, header_rows, encoding: encoding.map(Into::into), ..*base })
    }
}

impl From<OsString> for Beside {
    /// A name that a file has as it stands is that file's, whatever signs are in it.
    fn from(name: OsString) -> Beside {
        let path = PathBuf::from(&name);
        if !path.exists()
            && let Some(beside) = name.to_str().and_then(|name| Beside::from_str(name).ok())
        {
            return beside;
        }
        Beside { path, sheet: None, header_rows: None }
    }
}

impl FromStr for Beside {
    type Err = ();

    /// Nothing for a name without `#`, and for one behind whose `!` stand no rows.
    fn from_str(name: &str) -> Result<Beside, ()> {
        let (path, place) = name.rsplit_once('#').filter(|(path, _)| !path.is_empty()).ok_or(())?;
        let (sheet, rows) = place.split_once('!').map_or((place, None), |(sheet, rows)| (sheet, Some(rows)));
        let rows = rows.map(|rows| header_rows(rows).map_err(drop)).transpose()?;
        let sheet = Some(sheet.to_owned()).filter(|sheet| !sheet.is_empty());
        Ok(Beside { path: path.into(), sheet, header_rows: rows })
    }
}

#[cfg(test)]
mod tests {
    use super::Beside;
    use hutong::import::HeaderRows;
    use std::ffi::OsString;

    #[test]
    fn a_sheet_and_the_rows_of_its_headers_stand_behind_the_name() {
        let of = |name: &str| {
            let beside = Beside::from(OsString::from(name));
            let rows = beside.header_rows.map(|HeaderRows { first, last }| (first, last));
            (beside.path.to_str().unwrap().to_owned(), beside.sheet, rows)
        };
        let told = |path: &str, sheet: Option<&str>, rows| (path.to_owned(), sheet.map(str::to_owned), rows);
        assert_eq!(of("b.xlsx"), told("b.xlsx", None, None));
        assert_eq!(of("b.xlsx#走访"), told("b.xlsx", Some("走访"), None));
        assert_eq!(of("b.xlsx#走访!3"), told("b.xlsx", Some("走访"), Some((3, 3))));
        assert_eq!(of("a#b.csv#!2-3"), told("a#b.csv", None, Some((2, 3))));
        assert_eq!(
            of("b.xlsx#走访!x"),
            told("b.xlsx#走访!x", None, None),
            "told as a file that is not there"
        );
        assert_eq!(of("-"), told("-", None, None));
    }
}
