//! Pictures of what the command prints, for the README: its coloured output as SVG. They are made by running the command,
//! so that a picture cannot tell of something that it does not do.

use crate::root;
use std::fmt::Write as _;
use std::process::Command;
use unicode_width::UnicodeWidthChar;

/// A picture: its file, the arguments of the command, and how many lines of the output it shows.
struct Picture {
    file: &'static str,
    arguments: &'static [&'static str],
    lines: usize,
}

const PICTURES: &[Picture] = &[
    Picture {
        file: "docs/pictures/assess.svg",
        arguments: &["assess", "examples/data/township.csv", "--as-of", "2026-11-01", "--rows", "3"],
        lines: 64,
    },
    Picture {
        file: "docs/pictures/schedule.svg",
        arguments: &[
            "schedule",
            "examples/data/township.csv",
            "--as-of",
            "2026-11-01",
            "--levels",
            "examples/data/township-levels.csv",
            "--contacts",
            "examples/data/township-contacts.csv",
            "--village",
            "新圩尾社区",
            "--rows",
            "4",
        ],
        lines: 70,
    },
];

/// The width of a column, half of a Chinese character's, and the height of a line, in tenths of a pixel.
const COLUMN: usize = 70;
const LINE: usize = 180;
const MARGIN: usize = 160;

/// Every picture: its path and its text.
pub(crate) fn pictures() -> Result<Vec<(String, String)>, String> {
    PICTURES.iter().map(|picture| Ok((picture.file.to_owned(), svg(&printed(picture)?)))).collect()
}

/// What the command prints on a terminal with colours.
fn printed(picture: &Picture) -> Result<String, String> {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "hutong-cli", "--"])
        .args(picture.arguments)
        .env("CLICOLOR_FORCE", "1")
        .current_dir(root())
        .output()
        .map_err(|error| format!("{}: {error}", picture.file))?;
    // 1 says that rows were rejected, which the made-up data is made for.
    if !matches!(output.status.code(), Some(0 | 1)) || output.stdout.is_empty() {
        return Err(format!("{}: {}", picture.file, String::from_utf8_lossy(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text.lines().take(picture.lines).collect::<Vec<_>>().join("\n"))
}

/// How a run of characters looks.
#[derive(Clone, Debug, Default, PartialEq)]
struct Look {
    bold: bool,
    dim: bool,
    /// Colours of the terminal's palette of 256.
    ink: Option<u8>,
    ground: Option<u8>,
}

impl Look {
    /// Takes the numbers of a control sequence (`ESC [ … m`).
    fn take(&mut self, numbers: &str) {
        let mut numbers = numbers.split(';').map(|number| number.parse::<u8>().unwrap_or(0));
        while let Some(number) = numbers.next() {
            match number {
                0 => *self = Look::default(),
                1 => self.bold = true,
                2 => self.dim = true,
                38 | 48 => {
                    let colour = numbers.nth(1);
                    if number == 38 { self.ink = colour } else { self.ground = colour }
                }
                _ => {}
            }
        }
    }
}

/// Characters of one look and one width that stand together, from a column on.
struct Run {
    text: String,
    look: Look,
    from: usize,
    columns: usize,
    is_wide: bool,
}

/// The runs of a line.
fn runs(line: &str, look: &mut Look) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut column = 0;
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            let sequence: String =
                characters.by_ref().skip(1).take_while(|character| *character != 'm').collect();
            look.take(&sequence);
            continue;
        }
        let width = character.width().unwrap_or(0);
        let is_wide = width > 1;
        match runs.last_mut() {
            Some(run) if run.look == *look && run.is_wide == is_wide => {
                run.text.push(character);
                run.columns += width;
            }
            _ => {
                let (text, look) = (character.into(), look.clone());
                runs.push(Run { text, look, from: column, columns: width, is_wide });
            }
        }
        column += width;
    }
    runs
}

/// The text of a terminal as SVG. Each run stands at its column and is as wide as its columns, whatever the font.
fn svg(text: &str) -> String {
    let mut look = Look::default();
    let lines: Vec<Vec<Run>> = text.lines().map(|line| runs(line, &mut look)).collect();
    let columns = lines.iter().flatten().map(|run| run.from + run.columns).max().unwrap_or(0);
    let (width, height) = (columns * COLUMN + 2 * MARGIN, lines.len() * LINE + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"'Sarasa Mono SC','Noto Sans Mono CJK SC',Menlo,Consolas,monospace\" font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#fdfdfb\"/>\n",
        tenths(width),
        tenths(height),
    );
    for (number, line) in lines.iter().enumerate() {
        let top = MARGIN + number * LINE;
        for run in line {
            let (x, wide) = (MARGIN + run.from * COLUMN, run.columns * COLUMN);
            if let Some(ground) = run.look.ground {
                let _ = writeln!(
                    out,
                    "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
                    tenths(x),
                    tenths(top),
                    tenths(wide),
                    tenths(LINE),
                    colour(ground),
                );
            }
            if run.text.trim().is_empty() {
                continue;
            }
            let ink = run.look.ink.map_or_else(
                || if run.look.dim { "#76766f".to_owned() } else { "#24241f".to_owned() },
                colour,
            );
            // A run that begins with blanks stands where it stands without them.
            let blanks = run.text.len() - run.text.trim_start().len();
            let (text, x) = (run.text.trim(), x + blanks * COLUMN);
            let wide = text.chars().map(|character| character.width().unwrap_or(0)).sum::<usize>() * COLUMN;
            let weight = if run.look.bold { " font-weight=\"700\"" } else { "" };
            let _ = writeln!(
                out,
                "<text x=\"{}\" y=\"{}\" textLength=\"{}\" lengthAdjust=\"spacing\" xml:space=\"preserve\" fill=\"{ink}\"{weight}>{}</text>",
                tenths(x),
                tenths(top + LINE * 7 / 9),
                tenths(wide),
                escaped(text),
            );
        }
    }
    out + "</svg>\n"
}

fn tenths(number: usize) -> String {
    format!("{}.{}", number / 10, number % 10)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A colour of the terminal's palette of 256: the cube of six steps each, and the greys. The first sixteen are the
/// terminal's own, and the command uses none of them.
fn colour(number: u8) -> String {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |place: u8| STEPS.get(usize::from(place % 6)).copied().unwrap_or(0);
    let (red, green, blue) = match number {
        0..16 => (0, 0, 0),
        16..232 => {
            let place = number - 16;
            (step(place / 36), step(place / 6), step(place))
        }
        232.. => {
            let grey = (number - 232) * 10 + 8;
            (grey, grey, grey)
        }
    };
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::{colour, runs, svg};

    #[test]
    fn a_run_stands_at_its_column_and_chinese_takes_two() {
        let mut look = super::Look::default();
        let runs = runs("高风险 \u{1b}[1;38;5;160m14\u{1b}[0m x", &mut look);
        let places: Vec<(usize, usize, bool)> =
            runs.iter().map(|run| (run.from, run.columns, run.look.bold)).collect();
        assert_eq!(places, [(0, 6, false), (6, 1, false), (7, 2, true), (9, 2, false)]);
        assert!(svg("a < b").contains("a &lt; b"));
    }

    #[test]
    fn colours_of_the_palette() {
        assert_eq!([16, 160, 231, 232].map(colour), ["#000000", "#d70000", "#ffffff", "#080808"]);
    }
}
