//! Where a child's duties fall, and on whom: for worklists and figures. What the duties are is the scheduler's.

use super::Scheduler;
use crate::history::History;
use crate::policy::readings::WhoseDuty;
use crate::vocabulary::{Child, Part, Text};

/// Where a child's duties fall, and on whom. Every part may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Responsible {
    /// Town or street; the county code where the duty is that of the place of registration (A-19).
    pub township: Text,
    /// Village or community.
    pub village: Text,
    /// The worker.
    pub worker: Text,
}

impl Scheduler<'_> {
    /// Where a child's duties fall, and on whom.
    ///
    /// The place is that of residence; where the policy reads it so (A-19), the county of registration, for a record
    /// names no town of registration. The worker is the one whom the record names, else the one of the latest contact
    /// up to the scheduler's day; of two on that day the first by code, so that the order of entries does not matter.
    #[must_use]
    pub fn responsible(&self, child: &Child, history: &History) -> Responsible {
        let (township, village) = match self.readings.whose_duty {
            WhoseDuty::Residence => (child.residence.township.clone(), child.residence.village.clone()),
            WhoseDuty::Registration => (Text::from(child.household.county.text(0).as_ref()), Text::default()),
        };
        let mut worker = child.residence.worker.clone();
        if worker.is_unknown() {
            let named = history.contacts.iter().filter(|contact| !contact.worker.is_unknown());
            let dated = named.filter_map(|contact| Some((contact.on.exact()?, &contact.worker)));
            let made = dated.filter(|(on, _)| *on <= self.as_of);
            let latest = made.max_by(|(a, first), (b, second)| a.cmp(b).then_with(|| second.cmp(first)));
            worker = latest.map_or_else(Text::default, |(_, worker)| worker.clone());
        }
        Responsible { township, village, worker }
    }
}

#[cfg(test)]
mod tests {
    use crate::history::History;
    use crate::{Child, Policy};

    fn child(json: &str) -> Child {
        serde_json::from_str(json).expect("a record")
    }

    #[test]
    fn the_record_names_the_worker_before_the_latest_contact_does() {
        let policy = Policy::builtin("puning-2024").expect("it comes with the library");
        let scheduler = policy.scheduler("2026-11-01".parse().expect("a day"));
        let history: History = serde_json::from_str(
            r#"{"contacts":[
                {"on":"2026-09-01","kind":"home-visit","worker":"W-1"},
                {"on":"2026-10-01","kind":"contact","worker":"W-3"},
                {"on":"2026-10-01","kind":"contact","worker":"W-2"},
                {"on":"2026-12-01","kind":"contact","worker":"W-9"},
                {"on":"2026-10","kind":"contact","worker":"W-8"},
                {"on":"2026-10-20","kind":"contact"}]}"#,
        )
        .expect("a history");
        let worker = |record: &str| scheduler.responsible(&child(record), &history).worker;
        assert_eq!(worker(r#"{"residence":{"worker":"W-7"}}"#).as_str(), Some("W-7"));
        assert_eq!(worker("{}").as_str(), Some("W-2"), "the latest dated contact; of two the first by code");
        let nobody = scheduler.responsible(&child("{}"), &History::default());
        assert_eq!(nobody.worker.as_str(), None);
    }

    #[test]
    fn whose_duty_it_is_is_a_reading() {
        let policy = Policy::builtin("puning-2024").expect("it comes with the library");
        let as_of = "2026-11-01".parse().expect("a day");
        let child = child(
            r#"{"household":{"county":"445281"},"residence":{"county":"440106","township":"青榕镇","village":"榕东村"}}"#,
        );
        let place = |policy: &Policy| {
            let place = policy.scheduler(as_of).responsible(&child, &History::default());
            (place.township.as_str().map(str::to_owned), place.village.as_str().map(str::to_owned))
        };
        assert_eq!(place(&policy), (Some("青榕镇".into()), Some("榕东村".into())));
        let registered = policy.with_reading("whose-duty", "registration").expect("an alternative");
        assert_eq!(place(&registered), (Some("445281".into()), None));
    }
}
