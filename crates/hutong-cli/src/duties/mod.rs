//! `hutong duties`: what the organisations must do under a policy, whoever the children are: what is overdue, due and
//! done on a day, as a list, as data and as a calendar. `files` reads, `rows` and `report` write.

mod files;
mod report;
mod rows;

use std::io::Write as _;
use std::path::Path;

use chrono::{Days, NaiveDate};
use hutong::Policy;
use hutong::organisations::{Known, Obligation, OrganisationLedger};
use hutong::policy::source::{Office, OneInEach};

use crate::answer::Rendered;
use crate::arguments::{DutiesArguments, DutiesFormat, OutputFormat};
use crate::calendar::calendar;
use crate::duties::files::Read;
use crate::duties::report::Report;
use crate::failure::Failure;
use crate::json;
use crate::language::Language;
use crate::layout::Layout;
use crate::messages::{self, Done};
use crate::output::{Output, refuse_same};
use crate::policies::{as_of, choose, day, find_office};
use crate::sink::Sink;
use crate::words::Words;

/// Runs `hutong duties`.
pub(crate) fn run(arguments: &DutiesArguments, language: Language) -> Result<Done, Failure> {
    let as_of = as_of(arguments.policy.as_of.as_deref())?;
    let policy = choose(&arguments.policy.choice)?;
    let words = Words { policy: &policy, language };
    let office = arguments.office.as_deref().map(|name| find_office(&policy, name)).transpose()?;
    let beside = [&arguments.done, &arguments.villages].map(|file| file.as_ref().map(|file| &*file.path));
    let files = [beside[0], beside[1], arguments.children.as_deref()];
    let output = arguments.output.as_deref();
    refuse_same(&[files[0], files[1], files[2], output, arguments.reading.mapping.as_deref()])?;
    if files.iter().flatten().filter(|path| **path == Path::new("-")).count() > 1 {
        return Err(Failure::told(
            "standard-input-twice",
            "标准输入（-）只能用作一个文件。请为其余文件写明文件名。",
            "Standard input (-) can be one file only. Name the others.",
        ));
    }
    let read = read(arguments, &policy, as_of)?;
    let holidays = arguments.holidays.iter().map(|text| day(text, "--holiday"));
    let known = Known {
        done: read.done.clone(),
        holidays: holidays.collect::<Result<Vec<NaiveDate>, Failure>>()?,
        villages: read.villages.clone(),
        places: places(&policy, office, &arguments.places)?,
        ahead: arguments.days,
    };
    let mut ledger = policy.organisation_ledger(as_of, &known);
    ledger.obligations.retain(|entry| {
        let of_office = office.is_none_or(|office| entry.by == office.id);
        let of_place = |place: &String| arguments.places.is_empty() || arguments.places.contains(place);
        of_office && entry.place.as_ref().map_or(arguments.places.is_empty(), of_place)
    });
    let horizon = as_of.checked_add_days(Days::new(arguments.days.into())).unwrap_or(NaiveDate::MAX);
    let mut obligations: Vec<&Obligation<'_>> = ledger.obligations.iter().collect();
    rows::sort(&mut obligations, horizon);
    let report = Report {
        ledger: &ledger,
        obligations: &obligations,
        read: &read,
        days: arguments.days,
        horizon,
        rows: arguments.rows,
    };
    write(arguments, words, report)?;
    Ok(Done::of(u64::try_from(read.rejected.len()).unwrap_or(u64::MAX), read.ends_at))
}

fn read(arguments: &DutiesArguments, policy: &Policy, as_of: NaiveDate) -> Result<Read, Failure> {
    let mut read = Read::default();
    let encoding = arguments.reading.encoding;
    if let Some(file) = &arguments.done {
        read.done(file, encoding, policy, as_of)?;
    }
    if let Some(file) = &arguments.villages {
        read.villages(file, encoding)?;
    }
    if let Some(path) = &arguments.children {
        read.children(path, &arguments.reading, policy, as_of, false)?;
    }
    Ok(read)
}

/// Writes the ledger in the form that was asked for, and the report where it belongs.
fn write(arguments: &DutiesArguments, words: Words<'_>, report: Report<'_, '_>) -> Result<(), Failure> {
    let output = arguments.output.as_deref();
    let as_of = report.ledger.as_of;
    let told = |lists: bool, terminal: bool| {
        words.language.report(|language| report.text(Words { language, ..words }, lists, terminal))
    };
    let format = match arguments.format {
        DutiesFormat::Json => {
            let mut out = Output::open(output)?;
            writeln!(out, "{}", whole(report.ledger, report.read))?;
            out.finish()?;
            messages::report(&told(false, false));
            return Ok(());
        }
        DutiesFormat::Ics => {
            let events: Vec<_> =
                report.obligations.iter().filter_map(|entry| rows::event(words, entry, as_of)).collect();
            let title = words.language.pick("机构任务", "Duties of the organisations");
            let mut out = Output::open(output)?;
            out.write_all(calendar(&title, as_of, &events).as_bytes())?;
            out.finish()?;
            messages::report(&told(false, false));
            let without = report.obligations.len() - events.len();
            messages::note(&words.language.pick(
                format!(
                    "日历中有 {} 项；另有 {without} 项没有写明日期，不在日历中，见 --format table。",
                    events.len()
                ),
                format!(
                    "The calendar has {}; {without} more have no day and are not in it: see --format table.",
                    events.len()
                ),
            ));
            return Ok(());
        }
        DutiesFormat::Table => OutputFormat::Table,
        DutiesFormat::Jsonl => OutputFormat::Jsonl,
        DutiesFormat::Csv => OutputFormat::Csv,
        DutiesFormat::Xlsx => OutputFormat::Xlsx,
    };
    let layout = Layout::new(words, ("机构任务", "duties"), rows::COLUMNS, "");
    let mut sink = Sink::of_rows(format, output, &layout, as_of)?;
    for entry in report.obligations {
        sink.answered(&match format {
            OutputFormat::Jsonl => Rendered::Line(serde_json::to_string(entry).unwrap_or_default()),
            _ => Rendered::Cells(rows::cells(words, entry, report.horizon)),
        })?;
    }
    for row in &report.read.rejected {
        sink.rejected(row)?;
    }
    let terminal = sink.is_terminal();
    sink.finish(&told(format == OutputFormat::Table, terminal))
}

/// The ledger as one object, with the rejected rows of every file.
fn whole(ledger: &OrganisationLedger<'_>, read: &Read) -> String {
    let mut whole = ledger.to_json();
    if !read.rejected.is_empty() && whole.pop().is_some() {
        let rows: Vec<String> = read.rejected.iter().map(json::rejected).collect();
        whole.push_str(",\"rejected_rows\":[");
        whole.push_str(&rows.join(","));
        whole.push_str("]}");
    }
    whole
}

/// The places that the user named: those of the one office, or of every office of which there are several.
fn places(
    policy: &Policy,
    office: Option<&Office>,
    places: &[String],
) -> Result<Vec<(String, String)>, Failure> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let several = policy.source().offices.iter().filter(|other| other.one_in_each.is_some());
    let Some(office) = office else {
        // Whether a name is that of a township, a village or a school, its form says: `township/village`.
        let fits = |several: &Office, place: &str| match several.one_in_each {
            Some(OneInEach::Village) => place.contains('/'),
            Some(OneInEach::Township) => !place.contains('/'),
            Some(OneInEach::Unit) | None => false,
        };
        let all = several.flat_map(|several| {
            let own = places.iter().filter(|place| fits(several, place));
            own.map(|place| (several.id.clone(), place.clone())).collect::<Vec<_>>()
        });
        return Ok(all.collect());
    };
    if office.one_in_each.is_none() {
        return Err(Failure::told(
            "office-has-no-places",
            format!("{}只有一个，不分单位。请去掉 --place。", office.label.zh),
            format!("There is one {}, without places. Leave --place out.", office.label.en),
        ));
    }
    Ok(places.iter().map(|place| (office.id.clone(), place.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::{Policy, find_office, places};

    #[test]
    fn an_office_is_found_by_its_id_and_its_names() {
        let policy = Policy::builtin("puning-2024").unwrap();
        for name in ["health", "卫生健康部门"] {
            assert_eq!(find_office(&policy, name).unwrap().id, "health");
        }
        assert!(find_office(&policy, "helth").unwrap_err().to_string().contains("Did you mean `health`?"));
    }

    #[test]
    fn a_place_without_an_office_is_a_township_or_a_village_by_its_form() {
        let policy = Policy::builtin("puning-2024").unwrap();
        let found = places(&policy, None, &["青榕镇".into(), "青榕镇/榕东村".into()]).unwrap();
        let found: Vec<(&str, &str)> = found.iter().map(|(office, place)| (&**office, &**place)).collect();
        assert_eq!(found, [("township", "青榕镇"), ("village-committee", "青榕镇/榕东村")]);
        let health = find_office(&policy, "health").ok();
        assert!(places(&policy, health, &["青榕镇".into()]).is_err());
    }
}
