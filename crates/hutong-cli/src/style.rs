//! Colour and width: how text looks in a terminal. Colour only underlines what the words say already; where it does
//! not belong it is taken out again by `output`.

use std::fmt::Write as _;

use anstyle::{Ansi256Color, Style};
use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle, presets};
use hutong::policy::source::Level;
use unicode_width::UnicodeWidthStr;

/// The width of lines where no terminal gives one.
const WIDTH: u16 = 110;

/// Text in bold.
pub(crate) fn bold(text: &str) -> String {
    painted(Style::new().bold(), text)
}

/// Text that steps back.
pub(crate) fn dim(text: &str) -> String {
    painted(Style::new().dimmed(), text)
}

/// Text that must not be overlooked.
pub(crate) fn alarm(text: &str) -> String {
    painted(
        Style::new().bold().fg_color(Some(Ansi256Color(231).into())).bg_color(Some(Ansi256Color(160).into())),
        text,
    )
}

/// Text on the colour of a level.
pub(crate) fn badge(text: &str, level: Option<&Level>) -> String {
    match level.and_then(|level| channels(&level.colour)) {
        Some(colour) => {
            let ink = if is_light(colour) { 16 } else { 231 };
            let style = Style::new().fg_color(Some(Ansi256Color(ink).into()));
            painted(style.bg_color(Some(nearest(colour).into())), text)
        }
        None => text.to_owned(),
    }
}

/// Text in the colour of a level.
pub(crate) fn coloured(text: &str, level: Option<&Level>) -> String {
    match level.and_then(|level| channels(&level.colour)) {
        Some(colour) => painted(Style::new().fg_color(Some(nearest(colour).into())), text),
        None => text.to_owned(),
    }
}

fn painted(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The three channels of a colour written `#c62828`.
pub(crate) fn channels(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// Whether black is read more easily on it than white.
pub(crate) fn is_light([red, green, blue]: [u8; 3]) -> bool {
    u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 > 150_000
}

/// The nearest of the 6 × 6 × 6 colours that every terminal has.
fn nearest(colour: [u8; 3]) -> Ansi256Color {
    let [red, green, blue] = colour.map(|channel| match channel {
        0..48 => 0,
        48..115 => 1,
        _ => (channel - 35) / 40,
    });
    Ansi256Color(16 + 36 * red + 6 * green + blue)
}

/// The width that text takes on a terminal, Chinese characters being two wide.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// Text with blanks behind it up to a width.
pub(crate) fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// Text with blanks before it up to a width.
pub(crate) fn right(text: &str, to: usize) -> String {
    format!("{}{text}", " ".repeat(to.saturating_sub(width(text))))
}

/// A number with its thousands set apart, at the right end of a width.
pub(crate) fn number(number: u64, to: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}{grouped}", " ".repeat(to.saturating_sub(grouped.len())))
}

/// An empty table with a line between its rows, for rows of several lines.
pub(crate) fn table(terminal: bool) -> Table {
    styled_table(presets::UTF8_HORIZONTAL_ONLY, terminal)
}

/// An empty table with a line below its header only.
pub(crate) fn light_table(terminal: bool) -> Table {
    styled_table(presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none()), terminal)
}

fn styled_table(style: TableStyle, terminal: bool) -> Table {
    let mut table = Table::new();
    table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic);
    let width = if terminal { table.width() } else { None };
    table.set_width(width.unwrap_or(WIDTH)).enforce_styling();
    table
}

/// A heading with a line below it as wide as itself.
pub(crate) fn heading(out: &mut String, text: &str) {
    let _ = writeln!(out, "\n{}", bold(text));
}

#[cfg(test)]
mod tests {
    use super::{channels, is_light, nearest, number, padded, width};
    use anstyle::Ansi256Color;

    #[test]
    fn chinese_is_two_wide() {
        assert_eq!(width("红a"), 3);
        assert_eq!(padded("红a", 6), "红a   ");
        assert_eq!(padded("红色", 3), "红色", "nothing is cut");
    }

    #[test]
    fn thousands_are_set_apart() {
        let cases = [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")];
        for (value, text) in cases {
            assert_eq!(number(value, 0), text);
        }
        assert_eq!(number(7, 3), "  7");
    }

    #[test]
    fn colours_become_the_nearest_that_every_terminal_has() {
        assert_eq!(channels("#c62828"), Some([0xc6, 0x28, 0x28]));
        assert!(["", "c62828", "#c6282", "#红28", "#gg0000"].iter().all(|text| channels(text).is_none()));
        let cases =
            [([0, 0, 0], 16), ([255, 255, 255], 231), ([0xc6, 0x28, 0x28], 160), ([95, 135, 175], 67)];
        for (colour, expected) in cases {
            assert_eq!(nearest(colour), Ansi256Color(expected), "{colour:?}");
        }
        assert!(is_light([0xf9, 0xa8, 0x25]) && !is_light([0xc6, 0x28, 0x28]));
    }
}
