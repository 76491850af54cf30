//! SplitMix64: a few lines that give the same numbers on every machine. Good enough for made-up children, no more.

/// A stream of numbers that hangs on its seed alone.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included. Nearly even: the ranges here are small.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        let span = u64::from(high.saturating_sub(low)) + 1;
        low + u32::try_from(self.next() % span).unwrap_or(0)
    }

    /// True in so many cases of a thousand.
    pub(crate) fn in_thousand(&mut self, cases: u32) -> bool {
        self.between(0, 999) < cases
    }

    /// One of some words.
    pub(crate) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let last = u32::try_from(words.len().saturating_sub(1)).unwrap_or(0);
        let place = self.between(0, last);
        words.get(place as usize).copied().unwrap_or_default()
    }
}
