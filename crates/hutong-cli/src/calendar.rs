//! iCalendar out (RFC 5545): all-day events that keep their identity from one run to the next, so that a calendar takes
//! a later file as news of the same events. Nothing is taken from a clock. What the events are is the caller's.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

/// The most octets of a line, its end not counted (RFC 5545, 3.1).
const LINE: usize = 75;

/// An all-day event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// What makes it this event and no other. The same parts give the same event in every file.
    pub(crate) uid: Vec<String>,
    /// The day.
    pub(crate) day: NaiveDate,
    /// The one line that a calendar shows.
    pub(crate) summary: String,
    /// What is told on opening it; may have several lines.
    pub(crate) description: String,
    /// Whether to remind, at nine o'clock of the day before.
    pub(crate) remind: bool,
}

/// A calendar with its name. The stamp of every event is the day for which the events hold: a later one replaces it.
///
/// Of events with the same parts, each after the first has its number among them as a further part.
pub(crate) fn calendar(name: &str, as_of: NaiveDate, events: &[Event]) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", concat!("-//hutong//hutong-cli ", env!("CARGO_PKG_VERSION"), "//ZH"));
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("NAME", &text(name));
    line("X-WR-CALNAME", &text(name));
    let stamp = as_of.format("%Y%m%dT000000Z").to_string();
    let mut seen: BTreeMap<&[String], usize> = BTreeMap::new();
    for event in events {
        let repeated = seen.entry(&event.uid).or_default();
        let after = event.day.succ_opt().unwrap_or(event.day);
        line("BEGIN", "VEVENT");
        line("UID", &uid(&event.uid, *repeated));
        line("DTSTAMP", &stamp);
        line("DTSTART;VALUE=DATE", &event.day.format("%Y%m%d").to_string());
        line("DTEND;VALUE=DATE", &after.format("%Y%m%d").to_string());
        line("SUMMARY", &text(&event.summary));
        if !event.description.is_empty() {
            line("DESCRIPTION", &text(&event.description));
        }
        // It takes no time of the day: other appointments do not clash with it.
        line("TRANSP", "TRANSPARENT");
        if event.remind {
            line("BEGIN", "VALARM");
            line("ACTION", "DISPLAY");
            line("TRIGGER", "-PT15H");
            line("DESCRIPTION", &text(&event.summary));
            line("END", "VALARM");
        }
        line("END", "VEVENT");
        *repeated += 1;
    }
    line("END", "VCALENDAR");
    out
}

/// A name for the parts that no other parts have, and from which none of them can be read. It is no secret: whoever guesses
/// the parts can make it again, which it must allow, or a later file would not be news of the same events. Nothing is lost
/// by it, for an event that concerns a child names the child's key in its description, and a key is opaque.
fn uid(parts: &[String], repeated: usize) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        // With its length before it, no part runs into the next.
        hash.update(part.len().to_string());
        hash.update(":");
        hash.update(part);
    }
    if repeated > 0 {
        hash.update(format!("#{repeated}"));
    }
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|d| char::from_digit(d.into(), 16).unwrap_or('0'));
    let name: String = hash.finalize().iter().take(16).flat_map(digits).collect();
    format!("{name}@hutong")
}

/// A text as its value is written (RFC 5545, 3.3.11); control characters, which have no place in it, are left out.
fn text(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\\' | ';' | ',' => value.extend(['\\', sign]),
            '\n' => value.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => value.push(sign),
        }
    }
    value
}

/// Writes a line, broken where it is too long, never within a character; what goes on begins with a blank.
fn fold(out: &mut String, line: &str) {
    let mut room = LINE;
    for sign in line.chars() {
        if sign.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(sign);
        room -= sign.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Event, LINE, calendar};
    use icalendar::{Calendar, Component};

    fn event(summary: &str) -> Event {
        Event {
            uid: vec!["forms-2024".into(), summary.into()],
            day: "2024-12-31".parse().unwrap(),
            summary: summary.into(),
            description: String::new(),
            remind: true,
        }
    }

    fn written(events: &[Event]) -> String {
        calendar("机构任务", "2024-07-01".parse().unwrap(), events)
    }

    #[test]
    fn no_line_is_longer_than_75_octets_whatever_its_characters() {
        for length in 0..120 {
            for start in ["", "x", "xy"] {
                for sign in ["字", "é", "x", "😀", ",", "\n", " "] {
                    let summary = format!("{start}{}", sign.repeat(length));
                    let file = written(&[event(&summary)]);
                    let lines: Vec<&str> = file.strip_suffix("\r\n").unwrap().split("\r\n").collect();
                    assert!(
                        lines.iter().all(|line| line.len() <= LINE && !line.contains(['\r', '\n'])),
                        "{file}"
                    );
                    let unfolded = file.replace("\r\n ", "");
                    let escaped = summary.replace(',', "\\,").replace('\n', "\\n");
                    assert!(unfolded.contains(&format!("\r\nSUMMARY:{escaped}\r\n")), "{file}");
                }
            }
        }
    }

    #[test]
    fn another_reader_finds_every_text_and_day_as_it_was() {
        let mut told = event("填好附件1、附件2；报市民政局, a\\b; “引号” 到期：2024-12-31");
        told.description = "第一行\n第二行, 逗号; 分号 \\n 不是换行\n".repeat(5);
        let file = written(std::slice::from_ref(&told));
        let read: Calendar = file.parse().unwrap();
        assert_eq!(read.get_name(), Some("机构任务"));
        let event = read.events().next().unwrap();
        assert_eq!(event.get_summary(), Some(&*told.summary));
        assert_eq!(event.get_description(), Some(&*told.description));
        assert_eq!(event.get_start(), Some("2024-12-31".parse::<chrono::NaiveDate>().unwrap().into()));
        assert_eq!(event.get_end(), Some("2025-01-01".parse::<chrono::NaiveDate>().unwrap().into()));
        assert_eq!(event.property_value("DTSTAMP"), Some("20240701T000000Z"));
        let alarm = event.components().first().unwrap();
        assert_eq!(
            (alarm.component_kind().as_str(), alarm.property_value("TRIGGER")),
            ("VALARM", Some("-PT15H"))
        );
    }

    #[test]
    fn an_event_keeps_its_name_and_two_never_share_one() {
        let names = |events: &[Event]| -> Vec<String> {
            let read: Calendar = written(events).parse().unwrap();
            read.events().map(|event| event.get_uid().unwrap().to_owned()).collect()
        };
        let parts =
            |parts: &[&str]| Event { uid: parts.iter().map(|part| (*part).into()).collect(), ..event("x") };
        let all = [parts(&["a", "bc"]), parts(&["ab", "c"]), parts(&["abc"]), parts(&["a", "bc"])];
        let mut found = names(&all);
        assert_eq!(found, names(&all));
        let changed = Event { summary: "y".into(), remind: false, ..parts(&["a", "bc"]) };
        assert_eq!(names(&[changed])[0], found[0], "what is told of it may change");
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn control_characters_cannot_break_out_of_a_line() {
        let file = written(&[event("a\r\nEND:VEVENT\r\nX:\u{7}b\tc")]);
        assert!(file.contains("SUMMARY:a\\nEND:VEVENT\\nX:bc\r\n"), "{file}");
    }
}
