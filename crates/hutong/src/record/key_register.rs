//! The keys of a file's rows, to find a child who stands in two rows. Keys are remembered as hashes only.

use crate::fault::{Fault, FaultCode};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The keys of the rows so far, each as 128 bits of its SHA-256: nothing that was read is kept.
///
/// Memory: about 50 bytes a row, so 50 MB for a million. Two different keys among a million would meet with a
/// chance of one in 10²⁶.
///
/// ```
/// # use hutong::KeyRegister;
/// let mut keys = KeyRegister::new();
/// assert!(keys.register("a", 2).is_none());
/// assert!(keys.register("", 3).is_none() && keys.register("", 4).is_none(), "no key is no repetition");
/// let fault = keys.register(" a ", 5).expect("the second row with this key");
/// assert!(fault.en().contains("row 2"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct KeyRegister {
    rows: BTreeMap<u128, u64>,
}

impl KeyRegister {
    /// A register without keys.
    #[must_use]
    pub fn new() -> KeyRegister {
        KeyRegister::default()
    }

    /// Remembers the key of a row; the fault `repeated-key`, which names the first row, when an earlier row had it.
    ///
    /// White space around a key does not count, and a blank key is none. `row` is the row's number as its reader
    /// finds it in the file.
    pub fn register(&mut self, key: &str, row: u64) -> Option<Fault> {
        let key = key.trim();
        if key.is_empty() {
            return None;
        }
        let first = self.first(key, row)?.to_string();
        Some(Fault::with(FaultCode::RepeatedKey, "key", &first, &first))
    }

    /// Remembers a text of a row; the first row that had it, when an earlier one did.
    pub(crate) fn first(&mut self, text: &str, row: u64) -> Option<u64> {
        let hash = Sha256::digest(text.as_bytes());
        let hash = hash.iter().take(16).fold(0u128, |hash, byte| (hash << 8) | u128::from(*byte));
        match self.rows.entry(hash) {
            Entry::Vacant(place) => {
                place.insert(row);
                None
            }
            Entry::Occupied(first) => Some(*first.get()),
        }
    }
}
