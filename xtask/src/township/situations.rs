//! The children: how they live, and what was found. Each is settled as far as an office that did its work can
//! settle it; what was left open comes later, in `gaps`.

use super::columns::{EXPORTED, Row};
use super::random::Random;
use chrono::{Days, NaiveDate};

/// How a child lives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Situation {
    AtHome,
    OneParentAway,
    LeftBehind,
    OneAwayOneUnable,
    AwayForLess,
    Poor,
    SingleParent,
    Disabled,
    Orphan,
    Unattended,
    InfectedWithHiv,
    UnderStateGuardianship,
    ParentWithHabit,
    Behaviour,
    WeakGuardianship,
    Yellow,
    Red,
    JustOfAge,
}

/// How many of a thousand children live so. The rest lives at home.
const SHARES: &[(Situation, u32)] = &[
    (Situation::OneParentAway, 130),
    (Situation::LeftBehind, 285),
    (Situation::OneAwayOneUnable, 22),
    (Situation::AwayForLess, 45),
    (Situation::Poor, 125),
    (Situation::SingleParent, 35),
    (Situation::Disabled, 26),
    (Situation::Orphan, 9),
    (Situation::Unattended, 22),
    (Situation::InfectedWithHiv, 1),
    (Situation::UnderStateGuardianship, 4),
    (Situation::ParentWithHabit, 10),
    (Situation::Behaviour, 11),
    (Situation::WeakGuardianship, 9),
    (Situation::Yellow, 21),
    (Situation::Red, 5),
    (Situation::JustOfAge, 4),
];

/// Villages of a township that does not exist.
pub(super) const VILLAGES: &[&str] = &[
    "榕东村",
    "榕西村",
    "石桥头村",
    "新圩尾社区",
    "龙潭坑村",
    "上寮岭村",
    "下寮岭村",
    "大坝头村",
    "莲塘角村",
    "南山脚村",
    "北门口社区",
    "竹林下村",
];

/// Counties of work: other cities, districts next door, abroad.
const FAR: &[&str] = &[
    "441900", "441900", "440306", "440307", "440106", "442000", "440608", "440507", "350582", "330782",
    "境外",
];

const GRANDPARENTS: &[&str] = &["爷爷", "奶奶", "外公", "外婆", "祖父", "祖母"];

impl Situation {
    /// How the next child lives.
    pub(super) fn draw(random: &mut Random) -> Situation {
        let mut ticket = random.between(0, 999);
        for (situation, share) in SHARES {
            match ticket.checked_sub(*share) {
                Some(left) => ticket = left,
                None => return *situation,
            }
        }
        Situation::AtHome
    }

    /// Fills the row of a child who lives so.
    pub(super) fn describe(self, random: &mut Random, row: &mut Row<'_>) {
        at_home(random, row);
        match self {
            Situation::AtHome => {}
            Situation::OneParentAway => {
                away(random, row, "father", 30, 1_500, FAR);
            }
            Situation::LeftBehind => left_behind(random, row),
            Situation::OneAwayOneUnable => {
                left_behind(random, row);
                unable(random, row, "mother");
            }
            Situation::AwayForLess => away_for_less(random, row),
            Situation::Poor => poor(random, row),
            Situation::SingleParent => {
                row.set("household.single_parent", "是");
                row.set("lives_with", "母亲");
            }
            Situation::Disabled => disabled(random, row),
            Situation::Orphan => orphan(random, row),
            Situation::Unattended => unattended(random, row),
            Situation::InfectedWithHiv => {
                row.set("hiv_infection", "是");
                row.set("support.benefit", "艾滋病病毒感染儿童");
                row.set("done.secured", "是");
            }
            Situation::UnderStateGuardianship => {
                row.set("lives_with", "寄养家庭");
                row.set("carer.relation", "非亲属");
                row.set("support.state_guardianship", random.pick(&["临时监护", "长期监护"]));
                row.set("support.guardianship_in_place", "是");
            }
            Situation::ParentWithHabit => {
                row.set(&format!("father.{}", random.pick(HABITS)), "1");
                row.set("lives_with", "母亲");
                help_noted(random, row);
            }
            Situation::Behaviour => {
                let word = random.pick(&["疑似", "疑似", "是"]);
                row.set("findings.abnormal_psychology_or_behaviour", word);
                help_noted(random, row);
            }
            Situation::WeakGuardianship => {
                left_behind(random, row);
                row.set("findings.guardianship_insufficient", random.pick(&["疑似", "是"]));
                row.set("carer.lacks_ability_or_neglects", "疑似");
                help_noted(random, row);
            }
            Situation::Yellow => yellow(random, row),
            Situation::Red => red(random, row),
            Situation::JustOfAge => {
                born(random, row, "birth_date", 6_580, 6_900);
                row.set("support.benefit", "无");
                row.set("support.benefit_ended_on", some_day(random, 5, 300));
                row.set("support.benefit_ended_why", "年满18周岁");
            }
        }
    }
}

const HABITS: &[&str] = &["long_term_alcohol", "long_term_alcohol", "long_term_gambling", "long_term_drugs"];

/// A day so many days before the export.
pub(super) fn days_ago(days: u32) -> NaiveDate {
    let (year, month, day) = EXPORTED;
    let exported = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    exported.checked_sub_days(Days::new(days.into())).unwrap_or(exported)
}

/// A day in one of the spellings that meet in such files.
pub(super) fn written(random: &mut Random, day: NaiveDate) -> String {
    let form = match random.between(0, 99) {
        0..=69 => "%Y-%m-%d",
        70..=81 => "%Y/%-m/%-d",
        82..=88 => "%Y.%-m.%-d",
        89..=94 => "%Y%m%d",
        _ => "%Y年%-m月%-d日",
    };
    day.format(form).to_string()
}

/// A day so many days before the export.
fn some_day(random: &mut Random, least: u32, most: u32) -> String {
    let days = random.between(least, most);
    written(random, days_ago(days))
}

fn born(random: &mut Random, row: &mut Row<'_>, path: &str, youngest: u32, oldest: u32) {
    row.set(path, some_day(random, youngest, oldest));
}

fn at_home(random: &mut Random, row: &mut Row<'_>) {
    let days = random.between(20, 6_560);
    let text = written(random, days_ago(days));
    row.set("birth_date", text);
    row.set("residence.village", random.pick(VILLAGES));
    match random.between(0, 99) {
        0..=62 => row.set("household.registration", random.pick(&["农业户口", "农业", "农村"])),
        63..=92 => {
            row.set("household.registration", "居民户口");
            row.set("household.area", "乡村");
            row.set("household.collective_member", "是");
        }
        _ => row.set("household.registration", "非农业"),
    }
    // Below six there is no compulsory schooling yet.
    if days < 6 * 365 {
        row.set("school.enrolled", "否");
    }
    row.set("carer.relation", random.pick(&["母亲", "母亲", "父亲"]));
    born(random, row, "carer.birth_date", 9_500, 17_500);
}

fn away(random: &mut Random, row: &mut Row<'_>, parent: &str, least: u32, most: u32, counties: &[&str]) {
    let days = random.between(least, most);
    row.set(&format!("{parent}.away.since"), written(random, days_ago(days)));
    row.set(&format!("{parent}.away.for_work"), random.pick(&["是", "是", "是", "有"]));
    row.set(&format!("{parent}.away.county"), random.pick(counties));
    // Home for the Spring Festival, where the absence began before it.
    if days > 280 && random.in_thousand(250) {
        row.set(&format!("{parent}.away.returns"), "2026-02-12..2026-02-25 探亲");
    }
    let stays = if parent == "father" { "母亲" } else { "父亲" };
    row.set("lives_with", stays);
    row.set("carer.relation", stays);
}

/// Cared for by a grandparent.
fn with_grandparents(random: &mut Random, row: &mut Row<'_>) {
    row.set("lives_with", random.pick(&["祖父母", "爷爷奶奶", "外公外婆"]));
    row.set("carer.relation", random.pick(GRANDPARENTS));
    born(random, row, "carer.birth_date", 19_400, 28_000);
    row.set("carer.agreement_signed", random.pick(&["是", "是", "是", "否", ""]));
}

fn left_behind(random: &mut Random, row: &mut Row<'_>) {
    for parent in ["father", "mother"] {
        away(random, row, parent, 120, 2_600, FAR);
    }
    with_grandparents(random, row);
}

/// A parent who is dead, or so ill, disabled or restricted that a judgement says they cannot be guardian.
fn unable(random: &mut Random, row: &mut Row<'_>, parent: &str) {
    row.overwrite(&format!("{parent}.away."), "");
    row.set(&format!("{parent}.away.for_work"), "否");
    match random.between(0, 3) {
        0 => dead(row, parent),
        1 => row.set(&format!("{parent}.serious_illness"), "是"),
        2 => {
            row.set(&format!("{parent}.disability.kind"), "精神");
            row.set(&format!("{parent}.disability.grade"), random.pick(&["一级", "二级", "三级"]));
        }
        _ => in_custody(random, row, parent),
    }
    if row.get(&format!("{parent}.state")) == "健在" {
        row.set(&format!("{parent}.judged_unable"), "1");
    }
}

fn dead(row: &mut Row<'_>, parent: &str) {
    row.overwrite(&format!("{parent}."), "");
    row.set(&format!("{parent}.state"), "已故");
}

fn in_custody(random: &mut Random, row: &mut Row<'_>, parent: &str) {
    row.set(&format!("{parent}.custody.kind"), random.pick(&["服刑", "服刑", "强制隔离戒毒"]));
    let from = some_day(random, 200, 1_400);
    row.set(&format!("{parent}.custody.from"), from);
    row.set(&format!("{parent}.custody.until"), random.pick(&["2027-06-30", "2028/3/15", "2029-11-20", ""]));
}

fn away_for_less(random: &mut Random, row: &mut Row<'_>) {
    if random.in_thousand(500) {
        // Both away, and home again before three months are over.
        for parent in ["father", "mother"] {
            away(random, row, parent, 5, 85, FAR);
        }
    } else {
        // Both away for long, within the county.
        for parent in ["father", "mother"] {
            away(random, row, parent, 200, 900, &["445281"]);
        }
    }
    with_grandparents(random, row);
}

fn poor(random: &mut Random, row: &mut Row<'_>) {
    let kinds =
        ["低保", "低保", "低保", "农村低保", "低保边缘", "低保边缘家庭", "支出型困难家庭", "特困人员"];
    row.set("household.relief", random.pick(&kinds));
    row.set("done.secured", "是");
    row.set("done.followed_up", random.pick(&["是", "是", ""]));
    if random.in_thousand(120) {
        row.set("findings.education_aid_missing", "疑似");
    }
}

fn disabled(random: &mut Random, row: &mut Row<'_>) {
    let (kind, grade) = match random.between(0, 9) {
        0..=2 => ("肢体", random.pick(&["一级", "二级"])),
        3..=4 => ("智力", random.pick(&["一级", "二级", "三级", "四级"])),
        5 => ("精神", random.pick(&["二级", "三级"])),
        6 => ("听力", random.pick(&["一级", "2级"])),
        7 => ("多重", random.pick(&["一级", "二级"])),
        // Not severe: no level of its own.
        _ => (random.pick(&["肢体", "视力", "言语"]), random.pick(&["三级", "四级"])),
    };
    row.set("disability.kind", kind);
    row.set("disability.grade", grade);
    if kind == "多重" {
        row.set("disability.mental_or_intellectual", random.pick(&["是", "否"]));
    }
    if random.in_thousand(250) {
        row.set("findings.rehabilitation_missing", random.pick(&["疑似", "是"]));
    }
    help_noted(random, row);
}

fn orphan(random: &mut Random, row: &mut Row<'_>) {
    dead(row, "father");
    dead(row, "mother");
    with_grandparents(random, row);
    row.set("support.certified_orphan", "是");
    row.set("support.benefit", if random.in_thousand(900) { "孤儿基本生活费" } else { "无" });
    help_noted(random, row);
}

fn unattended(random: &mut Random, row: &mut Row<'_>) {
    dead(row, "father");
    if random.in_thousand(500) {
        row.set("mother.out_of_contact.state", "是");
        row.set("mother.out_of_contact.without_support", "是");
        let since = some_day(random, 220, 2_500);
        row.set("mother.out_of_contact.since", since);
    } else {
        in_custody(random, row, "mother");
        row.set("mother.custody.until", "2029-11-20");
    }
    with_grandparents(random, row);
    if random.in_thousand(800) {
        row.set("support.certified_unattended", "是");
        row.set("support.benefit", "事实无人抚养儿童");
    }
    help_noted(random, row);
}

/// What was done for a child who has a level.
fn help_noted(random: &mut Random, row: &mut Row<'_>) {
    row.set("done.intervened", random.pick(&["是", "是", "否", ""]));
    row.set("done.secured", random.pick(&["是", "是", ""]));
    row.set("done.followed_up", random.pick(&["是", "是", "否"]));
}

fn yellow(random: &mut Random, row: &mut Row<'_>) {
    help_noted(random, row);
    match random.between(0, 9) {
        0..=2 => {
            left_behind(random, row);
            row.set("carer.self_care", random.pick(&["半失能", "部分自理", "失能"]));
            born(random, row, "carer.birth_date", 25_000, 31_000);
        }
        3..=4 => {
            row.set("findings.dropped_out", random.pick(&["疑似", "是"]));
            row.set("school.enrolled", "否");
            born(random, row, "birth_date", 4_500, 5_800);
        }
        5..=6 => row.set("findings.severe_mental_illness", random.pick(&["疑似", "是"])),
        7 => {
            for parent in ["father", "mother"] {
                row.set(&format!("{parent}.disability.kind"), random.pick(&["智力", "精神"]));
                row.set(&format!("{parent}.disability.grade"), random.pick(&["二级", "三级"]));
            }
        }
        8 => {
            for parent in ["father", "mother"] {
                in_custody(random, row, parent);
                row.set(&format!("{parent}.custody.kind"), "服刑");
                row.set(&format!("{parent}.custody.until"), "2029-11-20");
            }
            with_grandparents(random, row);
        }
        _ => {
            for parent in ["father", "mother"] {
                row.set(&format!("{parent}.long_term_gambling"), "1");
            }
        }
    }
}

fn red(random: &mut Random, row: &mut Row<'_>) {
    let findings = [
        "violent_injury",
        "maltreatment",
        "sexual_abuse",
        "suicide_or_self_harm",
        "suicide_or_self_harm",
        "guardianship_absent",
        "lives_alone",
    ];
    let finding = random.pick(&findings);
    let mut word = random.pick(&["疑似", "疑似", "是"]);
    if finding == "lives_alone" {
        word = "是";
        row.set("lives_with", "独居");
        row.set("carer.relation", "无人照护");
    }
    row.set(&format!("findings.{finding}"), word);
    row.set("findings.needs_case_conference", random.pick(&["是", "否"]));
    row.set("done.intervened", random.pick(&["是", "是", "否"]));
}
