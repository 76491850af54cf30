//! What was done for the children of the township: a table of levels and one of visits and contacts, as an office would
//! export them, with the faults that such exports have. The levels are those that the policy gives; who visits how
//! faithfully hangs on the village.

use super::columns::Row;
use super::random::Random;
use super::situations::{VILLAGES, days_ago, written};
use chrono::{Days, NaiveDate};
use hutong::{Policy, Renamed, TablePlan};
use std::collections::BTreeSet;

/// The headers of the table of levels.
const LEVEL_HEADERS: &[&str] =
    &["档案编号", "风险等级", "评估日期", "截止日期", "定级方式", "评估单位", "录入日期"];
/// The headers of the table of visits and contacts.
const CONTACT_HEADERS: &[&str] =
    &["档案编号", "走访日期", "走访方式", "走访人身份", "走访人编号", "录入日期", "走访情况"];

/// Of a thousand visits and contacts, how many are made in time, by village.
const FAITHFUL: &[u32] = &[985, 960, 930, 900, 880, 940, 970, 860, 950, 910, 780, 990];

/// The two tables, each row a row of cells, headers first.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) levels: Vec<Vec<String>>,
    pub(super) contacts: Vec<Vec<String>>,
}

/// A child who has a level.
struct Graded<'r> {
    key: &'r str,
    /// The place of the level in the policy: 0 is the highest.
    level: usize,
    village: usize,
    born: NaiveDate,
}

/// Writes down what was done for the children of these rows. A child whose row gives no certain level has no history,
/// but for some who were graded before something became doubtful.
pub(super) fn tables(headers: &[String], rows: &[Row<'_>], seed: u64) -> Result<Tables, String> {
    let policy = Policy::builtin("puning-2024").map_err(|error| error.to_string())?;
    let as_of = days_ago(0);
    let assessor = policy.at(as_of);
    let plan = TablePlan::new(&policy, headers, |_| Renamed::Unmentioned);
    let mut random = Random::new(seed ^ 0x0068_6973_746f_7279);
    let head = |names: &[&str]| vec![names.iter().map(|name| (*name).to_owned()).collect()];
    let mut tables = Tables { levels: head(LEVEL_HEADERS), contacts: head(CONTACT_HEADERS) };
    let mut dated: Vec<(NaiveDate, Vec<String>)> = Vec::new();
    let mut keys = BTreeSet::new();
    // A key that stands twice is the first row's.
    for row in rows.iter().filter(|row| keys.insert(row.get("key"))) {
        let reading = plan.read(&row.cells, as_of);
        let assessment = assessor.assess(&reading.child);
        let possible = assessment.risk().possible();
        let level = match (possible.certain(), possible.floor()) {
            (Some(certain), _) => Some(certain),
            (None, Some(floor)) if random.in_thousand(400) => Some(floor),
            _ => None,
        };
        // Past the last level stands *not graded*.
        let level = level.filter(|level| *level < policy.source().levels.len());
        let born = reading.child.birth_date.latest();
        let (Some(level), Some(born), false) = (level, born, reading.is_rejected()) else { continue };
        let village =
            VILLAGES.iter().position(|village| *village == row.get("residence.village")).unwrap_or(0);
        let child = Graded { key: row.get("key"), level, village, born };
        child.live(&mut random, &mut tables.levels, &mut dated);
    }
    spoil_levels(&mut tables.levels);
    // As a system exports it: by day.
    dated.sort();
    tables.contacts.extend(dated.into_iter().map(|(_, cells)| cells));
    spoil_contacts(&mut tables.contacts);
    Ok(tables)
}

impl Graded<'_> {
    /// The level or levels of the child, and what was done under each.
    fn live(
        &self,
        random: &mut Random,
        levels: &mut Vec<Vec<String>>,
        done: &mut Vec<(NaiveDate, Vec<String>)>,
    ) {
        // Some were never entered, though they have a level.
        if random.in_thousand(15) {
            return;
        }
        let longest = if self.level == 0 { 9 } else { 300 };
        let from = days_ago(random.between(2, longest)).max(later(self.born, 5));
        let earlier = self.level > 0 && random.in_thousand(120);
        if earlier {
            // One step lower or higher before.
            let before = if self.level == 3 { 2 } else { self.level + 1 };
            let began = from.checked_sub_days(Days::new(random.between(60, 150).into())).unwrap_or(from);
            let began = began.max(later(self.born, 2)).min(from);
            if began < from {
                levels.push(self.level_row(random, before, began));
                self.visits(random, before, began, from, done);
            }
        }
        levels.push(self.level_row(random, self.level, from));
        self.visits(random, self.level, from, days_ago(0), done);
    }

    fn level_row(&self, random: &mut Random, level: usize, from: NaiveDate) -> Vec<String> {
        let names = [["红色", "高风险"], ["黄色", "中高风险"], ["蓝色", "中低风险"], ["绿色", "低风险"]];
        let name = names.get(level).map_or("", |names| random.pick(names));
        let day = if random.in_thousand(8) { String::new() } else { written(random, from) };
        let entered = later(from, random.between(0, 6)).min(days_ago(0));
        let by = random.pick(&["评估", "评估", "评估", "会商认定"]);
        let entered = entered.format("%Y-%m-%d").to_string();
        [self.key, name, &day, "", by, "青榕镇人民政府", &entered].map(str::to_owned).to_vec()
    }

    /// What was done under a level between two days.
    fn visits(
        &self,
        random: &mut Random,
        level: usize,
        from: NaiveDate,
        until: NaiveDate,
        done: &mut Vec<(NaiveDate, Vec<String>)>,
    ) {
        match level {
            0 => {
                if random.in_thousand(700) {
                    let on = later(from, random.between(0, 1)).min(until);
                    done.push((on, self.row(random, on, &["介入处置", "介入"])));
                }
            }
            1 => self.regular(random, 1, (from, until), &["入户走访", "入户", "家访"], done),
            2 => self.regular(random, 2, (from, until), &["入户走访", "入户", "家访"], done),
            _ => {
                self.regular(random, 1, (from, until), &["电话", "电话联系", "微信", "视频"], done);
                self.regular(random, 3, (from, until), &["入户走访", "入户走访", "入户"], done);
            }
        }
    }

    /// Something that is to be done every so many months, each time counted from the last.
    fn regular(
        &self,
        random: &mut Random,
        months: u32,
        (from, until): (NaiveDate, NaiveDate),
        kinds: &[&str],
        done: &mut Vec<(NaiveDate, Vec<String>)>,
    ) {
        let faithful = FAITHFUL.get(self.village).copied().unwrap_or(900);
        let mut last = from;
        loop {
            let gap = if random.in_thousand(faithful) {
                28 * months - random.between(0, 9)
            } else {
                31 * months + random.between(1, 55)
            };
            last = later(last, gap);
            if last > until {
                return;
            }
            done.push((last, self.row(random, last, kinds)));
        }
    }

    fn row(&self, random: &mut Random, on: NaiveDate, kinds: &[&str]) -> Vec<String> {
        let village = self.village + 1;
        let social_worker = random.in_thousand(180);
        let (who, code) = if social_worker {
            (random.pick(&["“双百”社工", "社工"]), format!("SB-{:02}", village.div_ceil(3)))
        } else {
            ("儿童主任", format!("RD-{village:02}"))
        };
        let who = if random.in_thousand(6) { "" } else { who };
        let code = if random.in_thousand(25) { String::new() } else { code };
        let entered =
            later(on, if random.in_thousand(30) { random.between(20, 60) } else { random.between(0, 3) });
        let entered = entered.min(days_ago(0)).format("%Y-%m-%d").to_string();
        // A month in place of a day clears nothing.
        let day = if random.in_thousand(4) { on.format("%Y-%m").to_string() } else { written(random, on) };
        [self.key, &day, random.pick(kinds), who, &code, &entered, ""].map(str::to_owned).to_vec()
    }
}

fn later(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(day)
}

/// Puts one word into a cell; row 0 is the headers.
fn set(table: &mut [Vec<String>], row: usize, column: usize, word: &str) {
    if let Some(cell) = table.get_mut(row).and_then(|row| row.get_mut(column)) {
        word.clone_into(cell);
    }
}

/// A level that the policy does not have, a last day before the first, and two levels that overlap.
fn spoil_levels(table: &mut Vec<Vec<String>>) {
    let rows = table.len();
    if rows < 200 {
        return;
    }
    set(table, rows / 5, 1, "橙色");
    set(table, rows / 2, 3, "2020-01-01");
    if let Some(row) = table.get(rows / 3).cloned() {
        let is_yellow = row.get(1).is_some_and(|level| level.starts_with('黄'));
        table.insert(rows / 3 + 1, row);
        set(table, rows / 3 + 1, 1, if is_yellow { "蓝色" } else { "黄色" });
    }
}

/// An impossible day, a child whom nobody knows, a day that has not come, a kind that is none, a day before birth, no
/// child at all, and a cell too many.
fn spoil_contacts(table: &mut [Vec<String>]) {
    let rows = table.len();
    if rows < 200 {
        return;
    }
    let place = |eighth: usize| rows * eighth / 8;
    set(table, place(1), 1, "2024-02-30");
    set(table, place(2), 0, "QR-09999");
    set(table, place(3), 1, "2026-12-03");
    set(table, place(4), 2, "微波");
    set(table, place(5), 1, "1999-05-01");
    set(table, place(6), 0, "");
    if let Some(row) = table.get_mut(place(7)) {
        row.push("见纸质台账".to_owned());
    }
}
