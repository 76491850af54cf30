//! Children with histories, and runs over them. Every child, worker and visit is invented.

use std::collections::BTreeMap;

use super::{AS_OF, Folder, Record, Run, csv, hutong};

/// A child whose level is certainly yellow.
pub fn yellow(key: &str, worker: &str) -> Record {
    Record::settled(key).with("findings.dropped_out", "suspected").with("residence.worker", worker)
}

/// Children of every kind of urgency on 2026-11-01.
pub fn children() -> Vec<Record> {
    vec![
        yellow("soon", "W-1"),
        yellow("today", "W-2"),
        yellow("overdue", "W-1"),
        yellow("day-unknown", "W-2").with("residence.village", "榕西村"),
        Record::settled("red").with("findings.maltreatment", "suspected").with("residence.worker", "W-1"),
        Record::settled("green").with("household.relief", "minimum-living-allowance"),
        Record::settled("not-graded"),
        Record::settled("could-be-red").with("findings.roaming", ""),
    ]
}

pub const LEVELS: &str = "编号,等级,生效日期\n\
    soon,黄色,2026-10-01\n\
    today,黄色,2026-10-01\n\
    overdue,黄色,2026-08-10\n\
    day-unknown,黄色,\n\
    red,红色,2026-10-30\n\
    green,绿色,2026-10-20\n";

pub const CONTACTS: &str = "儿童编号,走访日期,走访方式,走访人身份,走访人编号\n\
    soon,2026-10-05,入户走访,儿童主任,W-1\n\
    overdue,2026-09-10,家访,社工,W-1\n\
    overdue,2026-09-25,电话,社工,W-1\n\
    day-unknown,2026-09,入户,儿童主任,W-2\n\
    green,2026-10-25,电话,儿童主任,W-3\n";

/// Of seven rows the last can be used.
pub const FAULTY_CONTACTS: &str = "编号,日期,方式,走访人类别\n\
    soon,2024-02-30,入户走访,儿童主任\n\
    soon,2026-10-06,微波,儿童主任\n\
    stranger,2026-10-06,入户走访,儿童主任\n\
    soon,2026-11-02,入户走访,儿童主任\n\
    soon,1999-05-01,入户走访,儿童主任\n\
    ,2026-10-06,入户走访,儿童主任\n\
    soon,2026-10-05,入户走访,儿童主任\n";

pub struct Files {
    pub folder: Folder,
    pub children: String,
    pub levels: String,
    pub contacts: String,
}

impl Files {
    pub fn of(children: &[Record], levels: &str, contacts: &str) -> Files {
        let folder = Folder::new();
        let children = folder.write("children.csv", csv(children));
        let levels = folder.write("levels.csv", levels);
        let contacts = folder.write("contacts.csv", contacts);
        Files { folder, children, levels, contacts }
    }

    pub fn usual() -> Files {
        Files::of(&children(), LEVELS, CONTACTS)
    }

    pub fn run(&self, command: &str, more: &[&str]) -> Run {
        let files = [command, &self.children, "--levels", &self.levels, "--contacts", &self.contacts];
        hutong(&[&files[..], &AS_OF[..], more].concat())
    }
}

/// The keys of rows with the duty and the state of each.
pub fn told(rows: &[BTreeMap<String, String>]) -> Vec<(&str, &str, &str)> {
    rows.iter().map(|row| (&*row["key"], &*row["duty"], &*row["state"])).collect()
}
