//! A bit for each child of a block, and truths as two of them.

use crate::Truth;
use std::ops::{BitAnd, BitOr, Not};

/// How many children stand in a block.
pub const BLOCK: usize = 512;
pub(super) const WORDS: usize = BLOCK / 64;

/// A bit for each child of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lanes(pub(super) [u64; WORDS]);

/// A truth for each child of a block: a bit for a certain yes, and one for a certain no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Planes {
    /// The children for whom it is certainly so.
    pub yes: Lanes,
    /// The children for whom it is certainly not so.
    pub no: Lanes,
}

impl Lanes {
    /// No child.
    pub const NONE: Lanes = Lanes([0; WORDS]);
    /// Every child.
    pub const ALL: Lanes = Lanes([u64::MAX; WORDS]);

    /// The first `count` children.
    #[must_use]
    pub fn first(count: usize) -> Lanes {
        let mut lanes = Lanes::NONE;
        for (word, bits) in lanes.0.iter_mut().enumerate() {
            let here = count.saturating_sub(word * 64).min(64);
            *bits = if here == 64 { u64::MAX } else { (1 << here) - 1 };
        }
        lanes
    }

    /// The children whose bits are set in words, the first child in the lowest bit of the first.
    pub fn of_words(words: impl Iterator<Item = u64>) -> Lanes {
        let mut lanes = Lanes::NONE;
        for (word, bits) in lanes.0.iter_mut().zip(words) {
            *word = bits;
        }
        lanes
    }

    /// The children whose code is `code`, of at most a block of them.
    #[must_use]
    pub fn equal(codes: &[u8], code: u8) -> Lanes {
        // Where the xor of eight codes has a zero byte, its lowest bit is set below; a product gathers the eight bits.
        const LOW: u64 = 0x0101_0101_0101_0101;
        const SEVEN: u64 = 0x7f7f_7f7f_7f7f_7f7f;
        const GATHER: u64 = 0x0102_0408_1020_4080;
        let pattern = u64::from(code) * LOW;
        let mut lanes = Lanes::NONE;
        let (chunks, rest) = codes.as_chunks::<64>();
        for (word, chunk) in lanes.0.iter_mut().zip(chunks) {
            let (eights, _) = chunk.as_chunks::<8>();
            for (place, eight) in eights.iter().enumerate() {
                let differing = u64::from_le_bytes(*eight) ^ pattern;
                let some = ((differing & SEVEN) + SEVEN) | differing;
                let equal = (!some >> 7) & LOW;
                *word |= (equal.wrapping_mul(GATHER) >> 56) << (place * 8);
            }
        }
        let first = codes.len() - rest.len();
        for (place, _) in rest.iter().enumerate().filter(|(_, other)| **other == code) {
            lanes.insert(first + place);
        }
        lanes
    }

    /// Whether a child is among them.
    #[must_use]
    pub fn has(&self, lane: usize) -> bool {
        self.0.get(lane / 64).is_some_and(|word| word >> (lane % 64) & 1 == 1)
    }

    /// Adds a child of the block.
    pub fn insert(&mut self, lane: usize) {
        if let Some(word) = self.0.get_mut(lane / 64) {
            *word |= 1 << (lane % 64);
        }
    }

    /// Whether no child is among them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == [0; WORDS]
    }

    /// How many children there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The children, by their places in the block.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(word, mut bits)| {
            std::iter::from_fn(move || {
                let place = bits.trailing_zeros() as usize;
                let found = (bits != 0).then_some(word * 64 + place);
                bits &= bits.wrapping_sub(1);
                found
            })
        })
    }

    /// The words, the first child in the lowest bit of the first.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.0
    }
}

impl BitAnd for Lanes {
    type Output = Lanes;
    #[inline]
    fn bitand(self, other: Lanes) -> Lanes {
        let mut out = self;
        for (word, other) in out.0.iter_mut().zip(other.0) {
            *word &= other;
        }
        out
    }
}

impl BitOr for Lanes {
    type Output = Lanes;
    #[inline]
    fn bitor(self, other: Lanes) -> Lanes {
        let mut out = self;
        for (word, other) in out.0.iter_mut().zip(other.0) {
            *word |= other;
        }
        out
    }
}

impl Not for Lanes {
    type Output = Lanes;
    #[inline]
    fn not(self) -> Lanes {
        let mut out = self;
        for word in &mut out.0 {
            *word = !*word;
        }
        out
    }
}

impl Planes {
    /// Certainly so for every child.
    pub(super) const ALWAYS: Planes = Planes { yes: Lanes::ALL, no: Lanes::NONE };

    /// The children for whom it is undetermined.
    #[must_use]
    pub fn open(&self) -> Lanes {
        !(self.yes | self.no)
    }

    /// The truth for one child.
    #[must_use]
    pub fn get(&self, lane: usize) -> Truth {
        match (self.yes.has(lane), self.no.has(lane)) {
            (true, _) => Truth::Yes,
            (_, true) => Truth::No,
            _ => Truth::Undetermined,
        }
    }

    /// The same truth, and certainly not so for some children.
    pub(super) fn not_for(self, lanes: Lanes) -> Planes {
        Planes { yes: self.yes & !lanes, no: self.no | lanes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_bits_for_every_code_and_place() {
        let mut codes = [0; BLOCK];
        for (place, code) in codes.iter_mut().enumerate() {
            *code = u8::try_from(place * 7 % 251).unwrap_or(0);
        }
        for code in 0..=u8::MAX {
            let lanes = Lanes::equal(&codes, code);
            for (place, other) in codes.iter().enumerate() {
                assert_eq!(lanes.has(place), *other == code, "code {code} at {place}");
            }
            assert_eq!(lanes.iter().count(), lanes.count() as usize);
            assert!(lanes.iter().all(|place| codes[place] == code));
            for count in [0, 1, 63, 64, 65, 200] {
                assert_eq!(Lanes::equal(&codes[..count], code), lanes & Lanes::first(count));
            }
        }
    }

    #[test]
    fn the_first_few_are_those() {
        for count in [0, 1, 63, 64, 65, 511, 512] {
            assert_eq!(Lanes::first(count).iter().collect::<Vec<_>>(), (0..count).collect::<Vec<_>>());
        }
    }
}
