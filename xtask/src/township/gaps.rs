//! What the survey left open: blanks, 未采集, suspicions, and the few rows that no reader can take as they are.

use super::columns::Row;
use super::random::Random;

/// Words for a cell that was not filled in.
const OPEN: &[&str] = &["", "", "", "未采集", "未采集", "不详", "待核实"];

/// Takes away some of what is known of a child. Gaps come in clusters: a household that nobody met, a page of the
/// form that was left out. Most children have none.
pub(super) fn leave_open(random: &mut Random, row: &mut Row<'_>) {
    // Cells that decide no level are left out here and there in every file.
    for path in [
        "household.single_parent",
        "school.enrolled",
        "findings.medical_insurance_missing",
        "done.followed_up",
    ] {
        if random.in_thousand(60) {
            row.set(path, random.pick(OPEN));
        }
    }
    if random.in_thousand(180) {
        row.set("file.problems_and_solutions", random.pick(&["", "0"]));
        row.set("file.work_log", random.pick(&["1", "0", "未采集"]));
    }
    if random.in_thousand(85) {
        cluster(random, row);
    }
    if random.in_thousand(12) {
        let path = random.pick(&["father.serious_illness", "mother.serious_illness", "findings.lives_alone"]);
        if row.get(path) == "否" {
            row.set(path, "疑似");
        }
    }
    if random.in_thousand(40) {
        row.note("备注", random.pick(&["见档案", "已回访", "随母亲, 待回访", "资料“待补”"]));
    }
    if random.in_thousand(60) {
        row.note("联系电话", "见档案");
    }
}

fn cluster(random: &mut Random, row: &mut Row<'_>) {
    let word = random.pick(OPEN);
    match random.between(0, 9) {
        0..=1 => {
            let parent = random.pick(&["father.", "mother."]);
            row.overwrite(parent, word);
        }
        2 => row.overwrite("findings.", word),
        3 => {
            for path in ["findings.abnormal_psychology_or_behaviour", "findings.severe_mental_illness"] {
                row.set(path, word);
            }
        }
        4 => row.set("birth_date", random.pick(&["", "2011", "2009-06", "2016年"])),
        5 => row.set("household.relief", word),
        6 => {
            row.set("disability.kind", random.pick(&["肢体", "听力", "视力"]));
            row.set("disability.grade", word);
        }
        7 => {
            row.set("carer.birth_date", word);
            row.set("carer.self_care", word);
            row.set("carer.capacity", word);
        }
        8 => {
            row.set("lives_with", word);
            row.set("hiv_infection", word);
        }
        _ => {
            row.set("father.away.since", "");
            row.set("mother.away.since", "");
            row.set("support.other_type", word);
        }
    }
}

/// Spoils a row, so that it must be rejected or asked about; `way` counts from 0 and `earlier_key` stands in a row above.
pub(super) fn spoil(way: u32, row: &mut Row<'_>, earlier_key: &str) {
    match way {
        0 => row.set("birth_date", "2024-02-30"),
        1 => row.set("household.registration", "蓝印户口"),
        2 => row.set("key", earlier_key),
        3 => row.set("birth_date", "2031-05-14"),
        // One cell more than there are headers, as after a comma that was not quoted.
        4 => row.cells.push("见备注二".to_owned()),
        5 => {
            row.set("disability.kind", "肢体");
            row.set("disability.grade", "五级");
        }
        6 => row.set("father.away.since", "去年年底"),
        _ => row.set("household.county", "44528"),
    }
}

/// How many ways there are to spoil a row.
pub(super) const WAYS: u32 = 8;
