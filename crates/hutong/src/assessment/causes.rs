//! Which of many differences account for a change: as few as will do, found by leaving out one after another.

/// Leaves out what is not needed: starts with everything, and leaves out groups and then single members, from the first
/// to the last, as long as `holds` says that what remains still accounts for the change. Everything together must.
///
/// The same question always gives the same answer. What remains holds, and no single member tried last can be left out.
pub(super) fn needed(count: usize, mut holds: impl FnMut(&[bool]) -> bool) -> Vec<bool> {
    let mut kept = vec![true; count];
    for size in [16, 4, 1] {
        if size > 1 && count < 2 * size {
            continue;
        }
        for from in (0..count).step_by(size) {
            let until = (from + size).min(count);
            let before = kept[from..until].to_vec();
            if !before.contains(&true) {
                continue;
            }
            kept[from..until].fill(false);
            if !holds(&kept) {
                kept[from..until].copy_from_slice(&before);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn what_is_needed_remains_and_nothing_else() {
        let of = |wanted: &'static [usize]| needed(40, |kept| wanted.iter().all(|place| kept[*place]));
        for wanted in [&[0][..], &[39], &[3, 17, 18], &[]] {
            let places: Vec<usize> =
                of(wanted).iter().enumerate().filter(|(_, kept)| **kept).map(|(place, _)| place).collect();
            assert_eq!(places, wanted);
        }
    }

    #[test]
    fn of_two_that_would_each_do_the_later_remains() {
        assert_eq!(needed(2, |kept| kept[0] || kept[1]), [false, true]);
        assert_eq!(needed(0, |_| true), [] as [bool; 0]);
    }
}
