//! The entries of all histories in little room: a contact takes twenty bytes, each key and worker stands once. Filled
//! once, put in order, then read by every thread: a child's key gives the child's history, and each entry its row.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use hutong::Date;
use hutong::history::{Contact, Entry, EntryKind, History, HistoryReading};
use hutong::vocabulary::{Choice, Text};

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Source {
    /// The number of the file.
    pub(crate) file: u32,
    /// The row in the file, as the user finds it.
    pub(crate) row: u64,
    /// The kind of entry.
    pub(crate) kind: EntryKind,
    /// In JSON, the place in its list, from 0.
    pub(crate) place: Option<usize>,
}

/// A child's history, and where each of its entries stands.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// The history.
    pub(crate) history: History,
    /// For each list, in the order of [`EntryKind::ALL`], where its entries stand.
    sources: [Vec<Source>; EntryKind::ALL.len()],
}

impl Gathered {
    /// Where an entry stands, by its list and its place in it.
    pub(crate) fn source(&self, list: &str, place: usize) -> Option<Source> {
        let kind = EntryKind::ALL.iter().find(|kind| kind.id() == list)?;
        self.sources.get(*kind as usize)?.get(place).copied()
    }

    fn stands(&mut self, source: Source) {
        if let Some(sources) = self.sources.get_mut(source.kind as usize) {
            sources.push(source);
        }
    }

    /// Adds one entry.
    fn add(&mut self, entry: Entry, file: u32, row: u64) {
        self.stands(Source { file, row, kind: entry.kind(), place: None });
        entry.push_into(&mut self.history);
    }

    /// Adds the entries of a history that was read from JSON.
    pub(crate) fn merge(&mut self, reading: &HistoryReading, file: u32, row: u64) {
        let from = &reading.history;
        let to = &mut self.history;
        to.levels.extend_from_slice(&from.levels);
        to.contacts.extend_from_slice(&from.contacts);
        to.absences.extend_from_slice(&from.absences);
        to.benefits.extend_from_slice(&from.benefits);
        to.pauses.extend_from_slice(&from.pauses);
        to.closings.extend_from_slice(&from.closings);
        to.file.extend_from_slice(&from.file);
        to.care_agreements.extend_from_slice(&from.care_agreements);
        for (kind, count) in counts(from) {
            for place in 0..count {
                self.stands(Source { file, row, kind, place: Some(reading.place_in_text(kind, place)) });
            }
        }
    }
}

/// How many entries each list has.
pub(crate) fn counts(history: &History) -> [(EntryKind, usize); EntryKind::ALL.len()] {
    [
        (EntryKind::Levels, history.levels.len()),
        (EntryKind::Contacts, history.contacts.len()),
        (EntryKind::Absences, history.absences.len()),
        (EntryKind::Benefits, history.benefits.len()),
        (EntryKind::Pauses, history.pauses.len()),
        (EntryKind::Closings, history.closings.len()),
        (EntryKind::File, history.file.len()),
        (EntryKind::CareAgreements, history.care_agreements.len()),
    ]
}

/// A contact in twenty bytes.
#[derive(Clone, Copy, Debug)]
struct Packed {
    key: u32,
    /// Counted over all files, from each file's base.
    row: u32,
    on: i32,
    entered_on: i32,
    /// The worker's number times 64, and in the last six bits the kind and who.
    rest: u32,
}

/// An entry of another kind.
#[derive(Debug)]
struct Other {
    key: u32,
    file: u32,
    row: u64,
    entry: Entry,
}

/// A history that was read from JSON.
#[derive(Debug)]
struct Whole {
    key: u32,
    file: u32,
    row: u64,
    reading: HistoryReading,
}

/// All entries of a run.
#[derive(Debug, Default)]
pub(crate) struct Store {
    keys: BTreeMap<Box<str>, u32>,
    /// The key that came last: entries of one child often stand together.
    last: Option<(Box<str>, u32)>,
    contacts: Vec<Packed>,
    others: Vec<Other>,
    wholes: Vec<Whole>,
    /// Days that are not known exactly, each once.
    spans: Vec<Date>,
    span_numbers: BTreeMap<(NaiveDate, NaiveDate), i32>,
    workers: Vec<Text>,
    worker_numbers: BTreeMap<Text, u32>,
    /// For each file of contacts, its first row in the count over all files.
    bases: Vec<(u32, u32)>,
    rows: u32,
}

impl Store {
    /// Begins a file of contacts.
    pub(crate) fn begin(&mut self, file: u32) {
        self.bases.push((self.rows, file));
    }

    /// Takes an entry of the child with this key.
    pub(crate) fn add(&mut self, key: &str, entry: Entry, file: u32, row: u64) {
        let key = self.number(key);
        match entry {
            Entry::Contact(contact) => self.contact(key, &contact, row),
            entry => self.others.push(Other { key, file, row, entry }),
        }
    }

    /// Takes a history that was read from JSON.
    pub(crate) fn add_whole(&mut self, key: &str, reading: HistoryReading, file: u32, row: u64) {
        let key = self.number(key);
        self.wholes.push(Whole { key, file, row, reading });
    }

    fn number(&mut self, key: &str) -> u32 {
        if let Some((last, number)) = &self.last
            && **last == *key
        {
            return *number;
        }
        let number = match self.keys.get(key) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
                self.keys.insert(key.into(), number);
                number
            }
        };
        self.last = Some((key.into(), number));
        number
    }

    fn contact(&mut self, key: u32, contact: &Contact, row: u64) {
        let worker = match self.worker_numbers.get(&contact.worker) {
            Some(number) => *number,
            None => {
                let number = u32::try_from(self.workers.len()).unwrap_or(u32::MAX);
                self.workers.push(contact.worker.clone());
                self.worker_numbers.insert(contact.worker.clone(), number);
                number
            }
        };
        let base = self.bases.last().map_or(0, |(base, _)| *base);
        let row = base.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
        self.rows = self.rows.max(row);
        let (on, entered_on) = (self.day(contact.on), self.day(contact.entered_on));
        let rest = worker << 6 | bits(contact.kind) << 3 | bits(contact.by);
        self.contacts.push(Packed { key, row, on, entered_on, rest });
    }

    /// A day as a number: that of the day, nothing known as 0, a span by its place below 0.
    fn day(&mut self, day: Date) -> i32 {
        let (Some(first), Some(last)) = (day.earliest(), day.latest()) else { return 0 };
        if first == last {
            return first.num_days_from_ce();
        }
        if let Some(number) = self.span_numbers.get(&(first, last)) {
            return *number;
        }
        self.spans.push(day);
        let number = i32::try_from(self.spans.len()).map_or(i32::MIN, |number| -number);
        self.span_numbers.insert((first, last), number);
        number
    }

    fn day_of(&self, number: i32) -> Date {
        if number < 0 {
            let place = usize::try_from(number.unsigned_abs() - 1).unwrap_or(usize::MAX);
            return self.spans.get(place).copied().unwrap_or_default();
        }
        let day = if number == 0 { None } else { NaiveDate::from_num_days_from_ce_opt(number) };
        day.map_or_else(Date::default, Date::from)
    }

    /// Puts the entries in the order of keys; within one, in the order of files and rows.
    pub(crate) fn settle(&mut self) {
        self.contacts.sort_by_key(|contact| contact.key);
        self.others.sort_by_key(|other| other.key);
        self.wholes.sort_by_key(|whole| whole.key);
        self.last = None;
        (self.span_numbers, self.worker_numbers) = (BTreeMap::new(), BTreeMap::new());
    }

    /// How many keys there are; their numbers count from 0.
    pub(crate) fn keys(&self) -> usize {
        self.keys.len()
    }

    /// The number of a key.
    pub(crate) fn find(&self, key: &str) -> Option<u32> {
        self.keys.get(key).copied()
    }

    /// Every key with its number, in the order of keys.
    pub(crate) fn each_key(&self) -> impl Iterator<Item = (&str, u32)> {
        self.keys.iter().map(|(key, number)| (&**key, *number))
    }

    /// The entries of a key, by its number.
    pub(crate) fn gather(&self, key: u32) -> Gathered {
        let mut gathered = Gathered::default();
        for packed in of_key(&self.contacts, key, |contact| contact.key) {
            let source = self.source_of(packed);
            gathered.stands(source);
            gathered.history.contacts.push(self.unpacked(packed));
        }
        for Other { file, row, entry, .. } in of_key(&self.others, key, |other| other.key) {
            gathered.add(entry.clone(), *file, *row);
        }
        for Whole { file, row, reading, .. } in of_key(&self.wholes, key, |whole| whole.key) {
            gathered.merge(reading, *file, *row);
        }
        gathered
    }

    /// Where each entry of a key stands.
    pub(crate) fn sources(&self, key: u32) -> Vec<Source> {
        let mut sources: Vec<Source> = self.gather(key).sources.into_iter().flatten().collect();
        sources.sort_unstable();
        sources
    }

    fn source_of(&self, packed: &Packed) -> Source {
        let after = self.bases.partition_point(|(base, _)| *base < packed.row);
        let (base, file) =
            after.checked_sub(1).and_then(|place| self.bases.get(place)).copied().unwrap_or_default();
        Source { file, row: u64::from(packed.row - base), kind: EntryKind::Contacts, place: None }
    }

    fn unpacked(&self, packed: &Packed) -> Contact {
        let worker = usize::try_from(packed.rest >> 6).ok().and_then(|place| self.workers.get(place));
        Contact {
            on: self.day_of(packed.on),
            kind: of_bits(packed.rest >> 3),
            by: of_bits(packed.rest),
            worker: worker.cloned().unwrap_or_default(),
            entered_on: self.day_of(packed.entered_on),
        }
    }
}

/// The items of one key among items in the order of keys.
fn of_key<T>(items: &[T], key: u32, key_of: impl Fn(&T) -> u32) -> &[T] {
    let from = items.partition_point(|item| key_of(item) < key);
    let rest = items.get(from..).unwrap_or_default();
    let until = rest.partition_point(|item| key_of(item) == key);
    rest.get(..until).unwrap_or_default()
}

/// A value of a closed list in three bits: 0 for unknown, else its place and one more.
fn bits<T: Choice>(value: T) -> u32 {
    value.index().and_then(|place| u32::try_from(place + 1).ok()).unwrap_or(0)
}

fn of_bits<T: Choice>(bits: u32) -> T {
    (bits & 7).checked_sub(1).map_or_else(T::default, |place| T::from_index(place as usize))
}

#[cfg(test)]
mod tests {
    use super::{Date, Packed, Store};
    use hutong::history::{Contact, ContactBy, ContactKind, Entry, EntryKind, LevelPeriod};

    fn contact(on: &str, worker: &str, by: ContactBy) -> Contact {
        let on = if on.is_empty() { Date::default() } else { on.parse().unwrap() };
        Contact { on, kind: ContactKind::HomeVisit, by, worker: worker.into(), ..Contact::default() }
    }

    #[test]
    fn a_contact_takes_twenty_bytes() {
        assert_eq!(size_of::<Packed>(), 20);
    }

    #[test]
    fn what_comes_out_is_what_went_in_with_its_file_and_row() {
        let mut store = Store::default();
        let told = [
            ("b", contact("2026-09-30", "W-1", ContactBy::ChildDirector), 2),
            ("a", contact("2026-09", "", ContactBy::Unknown), 3),
            ("b", contact("", "W-2", ContactBy::Other), 4),
        ];
        store.begin(7);
        for (key, contact, row) in &told {
            store.add(key, Entry::Contact(contact.clone()), 7, *row);
        }
        store.begin(8);
        store.add("b", Entry::Contact(told[0].1.clone()), 8, 2);
        store.add("c", Entry::Level(LevelPeriod::default()), 9, 5);
        store.settle();
        let b = store.gather(store.find("b").unwrap());
        assert_eq!(b.history.contacts, [told[0].1.clone(), told[2].1.clone(), told[0].1.clone()]);
        let places: Vec<(u32, u64)> = (0..3)
            .map(|place| b.source("contacts", place).unwrap())
            .map(|source| (source.file, source.row))
            .collect();
        assert_eq!(places, [(7, 2), (7, 4), (8, 2)]);
        let a = store.gather(store.find("a").unwrap());
        assert_eq!(a.history.contacts, [told[1].1.clone()]);
        assert_eq!(store.sources(store.find("c").unwrap())[0].kind, EntryKind::Levels);
        assert_eq!((store.find("d"), store.keys()), (None, 3));
    }
}
