//! A fact as rules see it: the set of values that are still possible.
//! Text that no rule reads (a village's name, who signed) has no slot.

use crate::dates;
use chrono::{Datelike, NaiveDate};

/// What is known of one fact: for a choice, the set of values that are possible (bit *i* for value *i*);
/// for a date, a number or a code, the least and the greatest possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slot {
    /// The set of a choice, as bits; or the least possible number.
    pub(crate) low: i32,
    /// Zero for a choice; or the greatest possible number.
    pub(crate) high: i32,
}

impl Slot {
    /// A choice of which the values in `set` are possible, bit *i* for value *i*.
    #[must_use]
    pub const fn of_set(set: u32) -> Slot {
        Slot { low: set.cast_signed(), high: 0 }
    }

    /// A number, or a day counted from the beginning of the calendar, between two bounds, both included.
    #[must_use]
    pub const fn between(low: i32, high: i32) -> Slot {
        Slot { low, high }
    }

    /// A number or day of which nothing is known.
    pub const ANY_NUMBER: Slot = Slot { low: i32::MIN, high: i32::MAX };

    /// The values of a choice that are possible, bit *i* for value *i*.
    #[must_use]
    pub const fn set(self) -> u32 {
        self.low.cast_unsigned()
    }

    /// A day that is known exactly.
    #[must_use]
    pub fn day(date: NaiveDate) -> Slot {
        let number = date.num_days_from_ce();
        Slot { low: number, high: number }
    }

    /// The day of a slot that holds exactly one, else nothing.
    #[must_use]
    pub fn exact_day(self) -> Option<NaiveDate> {
        if self.low == self.high { NaiveDate::from_num_days_from_ce_opt(self.low) } else { None }
    }

    /// The month ends etc. of a slot as dates, where the calendar has them.
    #[must_use]
    pub fn days(self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (NaiveDate::from_num_days_from_ce_opt(self.low), NaiveDate::from_num_days_from_ce_opt(self.high))
    }
}

/// The least and greatest number of whole months of a term whose ends are known as slots.
#[must_use]
pub(crate) fn months_of_term(from: Slot, until: Slot) -> Slot {
    let ((Some(first), Some(last)), (Some(sooner), Some(later))) = (from.days(), until.days()) else {
        return Slot::ANY_NUMBER;
    };
    let months = |start, end| i32::try_from(dates::months_between(start, end)).unwrap_or(i32::MAX);
    Slot::between(months(last, sooner), months(first, later))
}
