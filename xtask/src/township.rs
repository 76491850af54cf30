//! Writes the synthetic township under `examples/data`: children as a welfare office would export them. Every child,
//! village and township is made up; there are no names and no citizen numbers. The same seed gives the same bytes.

mod columns;
mod gaps;
mod history;
mod random;
mod situations;

use columns::{Columns, Row};
pub(crate) use random::Random;
use situations::Situation;
use std::fs;
use std::io;
use std::path::Path;

/// How many children the committed township has.
pub(crate) const CHILDREN: usize = 3_000;
/// The seed of the committed township.
pub(crate) const SEED: u64 = 445_281;
/// How many children the extract in GB18030 has.
const EXTRACT: usize = 200;

/// Writes `township.csv` (UTF-8 with a byte order mark, as spreadsheets want it) and `township-gb18030.csv`, its first
/// 200 rows in GB18030, into `folder`, which must exist.
///
/// `children` is the number of rows; [`CHILDREN`] and [`SEED`] give the committed files again. Where there are 200 or more, eight of them are spoilt, each in a way of its own:
/// an impossible date, an unknown code, a repeated key, a birth in the future, a cell too many, a grade that does not
/// exist, a date in words, a county code that is too short.
///
/// `township-levels.csv` and `township-contacts.csv` hold what was done for these children (UTF-8 with a byte order
/// mark); they too have some rows that are spoilt. `township-benefit.csv` is a list of the office that pays basic living
/// support, which does not match everywhere.
///
/// Errors: what writing the files gives.
pub(crate) fn write(folder: &Path, children: usize, seed: u64) -> io::Result<()> {
    let columns = Columns::new();
    let rows = rows(&columns, children, seed);
    let mut whole = String::from("\u{feff}");
    let mut extract = String::new();
    let headers = columns.headers();
    for (number, cells) in std::iter::once(&headers).chain(rows.iter().map(|row| &row.cells)).enumerate() {
        let line = line(cells);
        whole.push_str(&line);
        if number <= EXTRACT {
            extract.push_str(&line);
        }
    }
    fs::write(folder.join("township.csv"), whole)?;
    let history = history::tables(&headers, &rows, seed).map_err(io::Error::other)?;
    for (name, table) in
        [("township-levels.csv", &history.levels), ("township-contacts.csv", &history.contacts)]
    {
        let text: String = table.iter().map(|cells| line(cells)).collect();
        fs::write(folder.join(name), format!("\u{feff}{text}"))?;
    }
    fs::write(folder.join("township-benefit.csv"), format!("\u{feff}{}", benefit_list(&headers, &rows)))?;
    fs::write(folder.join("township-gb18030.csv"), encoding_rs::GB18030.encode(&extract).0)
}

/// Who receives basic living support, as the paying office might have it: those of whom the township says so, but every
/// ninth is missing and every three hundredth child stands there without cause, and one whom nobody knows.
fn benefit_list(headers: &[String], rows: &[Row<'_>]) -> String {
    let column = headers.iter().position(|header| header == "享受基本生活保障").unwrap_or(usize::MAX);
    let receives = |row: &&Row<'_>| {
        row.cells.get(column).is_some_and(|cell| !["", "无", "未采集", "待核实"].contains(&cell.as_str()))
    };
    let kept =
        rows.iter().filter(receives).enumerate().filter(|(place, _)| place % 9 != 8).map(|(_, row)| row);
    let strangers = rows.iter().skip(299).step_by(300);
    let mut keys: Vec<&str> =
        kept.chain(strangers).filter_map(|row| row.cells.first()).map(String::as_str).collect();
    keys.push("QR-09999");
    keys.sort_unstable();
    keys.dedup();
    let list: String = keys.into_iter().map(|key| line(&[key.to_owned()])).collect();
    line(&["档案编号".to_owned()]) + &list
}

fn rows<'c>(columns: &'c Columns, children: usize, seed: u64) -> Vec<Row<'c>> {
    let mut random = Random::new(seed);
    let mut rows: Vec<Row<'c>> = (1..=children)
        .map(|number| {
            let mut row = columns.row();
            Situation::draw(&mut random).describe(&mut random, &mut row);
            gaps::leave_open(&mut random, &mut row);
            row.set("key", format!("QR-{number:05}"));
            row
        })
        .collect();
    // Spread evenly over the file; the first of them is in the extract too.
    let spread = children / gaps::WAYS as usize;
    if children >= EXTRACT {
        let earlier_key = rows.first().map_or("", |row| row.get("key")).to_owned();
        for way in 0..gaps::WAYS {
            let place = way as usize * spread + spread / 2;
            if let Some(row) = rows.get_mut(place) {
                gaps::spoil(way, row, &earlier_key);
            }
        }
    }
    rows
}

/// A line of CSV with the line end that spreadsheets write.
fn line(cells: &[String]) -> String {
    let quoted = cells.iter().map(|cell| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    });
    quoted.collect::<Vec<_>>().join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    fn written(children: usize, seed: u64) -> [Vec<u8>; 4] {
        // Tests run side by side: each writes into a folder of its own.
        static WRITTEN: AtomicU32 = AtomicU32::new(0);
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("hutong-township-{}-{number}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        write(&folder, children, seed).unwrap();
        let names = ["township.csv", "township-gb18030.csv", "township-levels.csv", "township-contacts.csv"];
        let files = names.map(|name| fs::read(folder.join(name)).unwrap());
        fs::remove_dir_all(&folder).unwrap();
        files
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_gives_others() {
        assert_eq!(written(300, 7), written(300, 7));
        let (one, other) = (written(300, 7), written(300, 8));
        assert!(one.iter().zip(&other).all(|(one, other)| one != other));
    }

    #[test]
    fn the_extract_is_the_beginning_of_the_whole_in_another_encoding() {
        let [whole, extract, ..] = written(300, 7);
        let (text, _, broken) = encoding_rs::GB18030.decode(&extract);
        assert!(!broken);
        let whole = String::from_utf8(whole).unwrap();
        let whole = whole.strip_prefix('\u{feff}').unwrap();
        assert!(whole.starts_with(&*text));
        assert_eq!((text.lines().count(), whole.lines().count()), (EXTRACT + 1, 301));
    }

    #[test]
    fn the_history_is_of_children_of_the_township_and_fits_its_headers() {
        let [whole, _, levels, contacts] =
            written(600, 7).map(|file| String::from_utf8_lossy(&file).into_owned());
        let keys = |file: &str| -> Vec<String> {
            file.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
        };
        let known = keys(&whole);
        let strangers = |file: &str| {
            let mut keys = keys(file);
            keys.retain(|key| !known.contains(key));
            keys
        };
        assert_eq!(strangers(&levels), [""; 0]);
        assert_eq!(strangers(&contacts), ["QR-09999", ""]);
        let misfits = |file: &str| file.lines().filter(|line| line.split(',').count() != 7).count();
        assert_eq!((misfits(&levels), misfits(&contacts)), (0, 1));
    }

    #[test]
    fn every_row_but_the_one_with_a_cell_too_many_fits_the_headers() {
        let columns = Columns::new();
        let width = columns.headers().len();
        let rows = rows(&columns, 400, 1);
        let misfits = rows.iter().filter(|row| row.cells.len() != width).count();
        assert_eq!(misfits, 1);
    }
}
