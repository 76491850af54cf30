//! Which policy, read how, for which day: from what the user typed to a policy that is loaded.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use chrono::NaiveDate;
use hutong::policy::source::Office;
use hutong::{Date, Policy, PolicyError};

use crate::arguments::PolicyChoice;
use crate::failure::Failure;
use crate::policy_faults;

/// The day that the user gave. It is never taken from a clock.
pub(crate) fn as_of(text: Option<&str>) -> Result<NaiveDate, Failure> {
    let Some(text) = text else {
        return Err(Failure::told(
            "as-of-missing",
            "没有给出评估基准日。请加 --as-of，例如 --as-of 2026-11-01。程序不取当天日期：同样的输入须得出同样的结果。",
            "The day to assess for is missing. Add --as-of, such as --as-of 2026-11-01. It is not taken from the clock: the same input gives the same answer.",
        ));
    };
    day(text, "--as-of")
}

/// A day that the user gave with a flag.
pub(crate) fn day(text: &str, flag: &str) -> Result<NaiveDate, Failure> {
    text.parse::<Date>().ok().and_then(Date::exact).ok_or_else(|| {
        Failure::told(
            if flag == "--as-of" { "as-of-not-a-day" } else { "not-a-day" },
            format!("{flag} 不是日历上的一天。请写成 2026-11-01。"),
            format!("{flag} is not a day of the calendar. Write it as 2026-11-01."),
        )
    })
}

/// The policy that the user chose, with the readings that the user decided otherwise.
pub(crate) fn choose(choice: &PolicyChoice) -> Result<Policy, Failure> {
    let mut policy = load(&choice.policy)?;
    for decided in &choice.readings {
        let Some((reading, alternative)) = decided.split_once('=') else {
            return Err(Failure::told(
                "reading-not-written-right",
                "--reading 应写成“解读=选项”，例如 --reading attainment-of-age=on-birthday。",
                "--reading is written ID=ALTERNATIVE, such as --reading attainment-of-age=on-birthday.",
            ));
        };
        policy = policy
            .with_reading(reading.trim(), alternative.trim())
            .map_err(|error| unknown_reading(&policy, reading.trim(), &error))?;
    }
    Ok(policy)
}

/// A policy by its id, or from a file. The faults of a file are printed with their lines.
pub(crate) fn load(id_or_file: &str) -> Result<Policy, Failure> {
    if Policy::builtin_text(id_or_file).is_some() {
        return Policy::builtin(id_or_file).map_err(|error| {
            Failure::told(
                "policy",
                format!("内置政策无法加载（{error}）。"),
                format!("The policy cannot be loaded ({error})."),
            )
        });
    }
    let path = Path::new(id_or_file);
    if !path.exists() {
        let known = Policy::builtin_ids().collect::<Vec<_>>().join(", ");
        return Err(Failure::told(
            "unknown-policy",
            format!("没有内置政策或文件“{id_or_file}”。内置政策：{known}。"),
            format!(
                "There is no policy and no file `{id_or_file}`. Policies that come with the command: {known}."
            ),
        ));
    }
    let text = read_text(path)?;
    parse(path, &text).map_err(|error| {
        policy_faults::print(path, &text, &error.faults);
        Failure::Printed
    })
}

/// The text of a policy file, or of standard input for `-`.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    let read = if path == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(path)
    };
    read.map_err(|error| Failure::cannot_read("政策文件", "policy file", path, &error))
}

/// A policy from the text of a file: JSON by its name or first character, else TOML.
pub(crate) fn parse(path: &Path, text: &str) -> Result<Policy, PolicyError> {
    let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if json || text.trim_start().starts_with('{') { Policy::from_json(text) } else { Policy::from_toml(text) }
}

fn unknown_reading(policy: &Policy, id: &str, error: &PolicyError) -> Failure {
    let readings = &policy.source().readings;
    let Some(reading) = readings.iter().find(|reading| reading.id == id) else {
        let near = nearest(id, readings.iter().map(|reading| reading.id.as_str()));
        return Failure::told(
            "unknown-reading",
            format!("政策没有解读“{id}”。{}全部解读见 hutong policy show。", did_you_mean_zh(near)),
            format!(
                "The policy has no reading `{id}`. {}`hutong policy show` lists them all.",
                did_you_mean_en(near)
            ),
        );
    };
    let known: Vec<&str> = reading.alternatives.iter().map(|alternative| alternative.id.as_str()).collect();
    if error.faults.iter().all(|fault| fault.code != hutong::PolicyCode::UnknownAlternative) {
        let told = error.faults.iter().map(|fault| fault.zh.clone()).collect::<Vec<_>>().join("；");
        return Failure::told(
            "reading",
            format!("解读“{id}”不能这样决定：{told}。"),
            format!("The reading `{id}` cannot be decided so: {error}."),
        );
    }
    Failure::told(
        "unknown-alternative",
        format!("解读“{id}”没有这个选项。可用：{}。", known.join("、")),
        format!("The reading `{id}` has no such alternative. Use one of {}.", known.join(", ")),
    )
}

/// The known word that is most like what was typed, if any is.
pub(crate) fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let scored = known.map(|word| {
        let within = !typed.is_empty() && word.contains(&typed);
        (if within { 1 } else { strsim::damerau_levenshtein(&typed, &word.to_lowercase()) }, word)
    });
    let limit = typed.chars().count() / 2 + 1;
    scored.filter(|(distance, _)| *distance <= limit).min().map(|(_, word)| word)
}

/// 您是不是要找…, or nothing.
pub(crate) fn did_you_mean_zh(near: Option<&str>) -> String {
    near.map(|near| format!("是不是“{near}”？")).unwrap_or_default()
}

/// Did you mean …, or nothing.
pub(crate) fn did_you_mean_en(near: Option<&str>) -> String {
    near.map(|near| format!("Did you mean `{near}`? ")).unwrap_or_default()
}

/// An office by its id or name.
pub(crate) fn find_office<'p>(policy: &'p Policy, name: &str) -> Result<&'p Office, Failure> {
    let offices = &policy.source().offices;
    let named = |office: &&Office| {
        [&office.id, &office.label.zh, &office.label.en].iter().any(|known| **known == name)
    };
    offices.iter().find(named).ok_or_else(|| {
        let near = nearest(name, offices.iter().flat_map(|office| [&*office.id, &office.label.zh]));
        let known: Vec<String> =
            offices.iter().map(|office| format!("{}（{}）", office.id, office.label.zh)).collect();
        let ids: Vec<&str> = offices.iter().map(|office| office.id.as_str()).collect();
        Failure::told(
            "unknown-office",
            format!("政策没有列出机构“{name}”。{}可用：{}。", did_you_mean_zh(near), known.join("、")),
            format!(
                "The policy names no office `{name}`. {}Use one of {}.",
                did_you_mean_en(near),
                ids.join(", ")
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::{as_of, nearest};

    #[test]
    fn a_day_is_one_day_of_the_calendar() {
        for text in ["2026-11-01", "2026/11/1", "2026年11月1日", "20261101"] {
            assert_eq!(as_of(Some(text)).unwrap().to_string(), "2026-11-01", "{text}");
        }
        for text in ["", "2026-11", "2026", "2024-02-30", "today", "2026-11-01/2026-11-02"] {
            assert!(as_of(Some(text)).is_err(), "{text}");
        }
        assert!(as_of(None).is_err());
    }

    #[test]
    fn a_slip_finds_its_word_and_nonsense_none() {
        let known = ["dropped-out", "unlawful-harm", "orphan"];
        let near = |typed| nearest(typed, known.into_iter());
        assert_eq!(near("droped-out"), Some("dropped-out"));
        assert_eq!(near("Orphans"), Some("orphan"));
        assert_eq!(near("harm"), Some("unlawful-harm"));
        assert_eq!(near("zzzzzz"), None);
        assert_eq!(near(""), None);
    }
}
