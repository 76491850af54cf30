//! The filled form as one HTML page for A4 that loads nothing: each figure is a link to the keys of its children below,
//! which are for the screen and are not printed.

use std::fmt::Write as _;

use hutong::form::{FormCell, HeadField};
use hutong::handbook::escape;

use crate::form::counting::Keys;
use crate::form::list_sheet::{list_of, order};
use crate::form::write::{Behind, Filled};
use crate::language::Language;

const STYLE: &str = "\
@page { size: A4 portrait; margin: 10mm 14mm }
body { font: 10pt/1.3 SimSun, 'Songti SC', 'Noto Serif CJK SC', serif; color: #000; max-width: 182mm; margin: 8mm auto }
h1 { font-size: 16pt; text-align: center; margin: 0 0 4mm }
.head { display: grid; grid-template-columns: 2fr 1fr; gap: 1mm 4mm; margin-bottom: 2mm }
table { border-collapse: collapse; width: 100% }
.form th, .form td { border: 1px solid #000; padding: .6mm 1.5mm; vertical-align: middle }
.form thead { display: table-row-group }
.level { width: 20mm; text-align: center; font-weight: bold }
.of-which { padding-left: 6mm !important }
.number { width: 14mm; text-align: center; font-variant-numeric: tabular-nums }
.remark { width: 42mm; font-size: 7.5pt }
.sum { text-align: center }
.sum, .bold { font-weight: bold }
.below { margin-top: 2mm }
.notes { font-size: 8pt; margin: 2mm 0 0; padding-left: 5mm }
.lists { font-size: 8.5pt }
.lists h3 { font-size: 9pt; margin: 3mm 0 1mm; break-after: avoid }
.lists li { display: inline-block; margin-right: 4mm }
.lists ul { margin: 0; padding: 0 }
a { color: inherit; text-decoration: none; display: block }
a:hover, :target { background: #fff3c4 }
@media print {
body { margin: 0; max-width: none; font-size: 7.3pt; line-height: 1.05 }
h1 { font-size: 14pt; margin-bottom: 2mm }
p { margin: 1mm 0 }
.form th, .form td { padding: .15mm 1.5mm }
.remark, .notes { font-size: 6pt; line-height: 1 }
.lists { display: none }
}
";

/// The page.
pub(super) fn page(filled: &Filled<'_, '_>) -> String {
    let language = filled.words.language;
    let code = if language == Language::En { "en" } else { "zh-Hans" };
    let title = escape(&filled.title());
    let mut out = String::new();
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<div class=\"head\">\n"
    );
    for field in HeadField::ALL {
        let _ = writeln!(out, "<div>{}</div>", escape(&filled.head_text(field)));
    }
    out.push_str("</div>\n");
    form(&mut out, filled);
    below(&mut out, filled);
    if let Behind::Children(keys) = filled.behind {
        lists(&mut out, filled, keys);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn form(out: &mut String, filled: &Filled<'_, '_>) {
    let (policy, language) = (filled.words.policy, filled.words.language);
    let Some(form) = &policy.source().form else { return };
    let words = &form.words;
    let label = |label| escape(&language.label(label));
    let header = [&words.level, &words.group, &words.count, &words.remark].map(label);
    let _ = writeln!(
        out,
        "<table class=\"form\">\n<thead><tr><th>{}</th></tr></thead>\n<tbody>",
        header.join("</th><th>")
    );
    for (level, rows) in filled.levels() {
        let span = rows.len() * 2 + 1;
        let name = escape(&filled.level_label(level)).replace('（', "<br>（");
        let mut cell = format!("<th class=\"level\" scope=\"rowgroup\" rowspan=\"{span}\">{name}</th>");
        for row in rows {
            let _ = writeln!(
                out,
                "<tr>{}<td>{}</td>{}<td class=\"remark\" rowspan=\"2\">{}</td></tr>",
                std::mem::take(&mut cell),
                escape(&filled.row_label(row)),
                number(filled, FormCell::Row(row)),
                escape(&filled.remark(row)),
            );
            let _ = writeln!(
                out,
                "<tr><td class=\"of-which\">{}</td>{}</tr>",
                escape(&filled.of_which_label(row)),
                number(filled, FormCell::OfWhich(row)),
            );
        }
        let _ = writeln!(
            out,
            "<tr><td class=\"sum\">{}</td>{}<td></td></tr>",
            label(&words.subtotal),
            number(filled, FormCell::Subtotal(level)),
        );
    }
    let _ = writeln!(
        out,
        "<tr><td class=\"sum\" colspan=\"2\">{}</td>{}<td></td></tr>\n</tbody>\n</table>",
        label(&words.total),
        number(filled, FormCell::Total),
    );
    let colon = if language == Language::En { ": " } else { "：" };
    let _ = writeln!(out, "<p>{}{colon}{}</p>", label(&words.note), label(&form.note));
}

fn below(out: &mut String, filled: &Filled<'_, '_>) {
    let language = filled.words.language;
    let below = filled.below();
    if !below.is_empty() {
        let title = language.pick("未计入上表的儿童", "Children who are not in the table");
        let _ = writeln!(out, "<table class=\"form below\"><caption>{}</caption><tbody>", escape(&title));
        for (cell, _) in below {
            let _ =
                writeln!(out, "<tr><td>{}</td>{}</tr>", escape(&filled.label(cell)), number(filled, cell));
        }
        out.push_str("</tbody></table>\n");
    }
    let notes = filled.notes();
    if !notes.is_empty() {
        let items: Vec<String> = notes.iter().map(|note| format!("<li>{}</li>", escape(note))).collect();
        let _ = writeln!(out, "<ol class=\"notes\">{}</ol>", items.join("\n"));
    }
}

/// A number, linked to its children where they are listed.
fn number(filled: &Filled<'_, '_>, cell: FormCell) -> String {
    let count = escape(&filled.printed(cell));
    let bold = if matches!(cell, FormCell::Subtotal(_) | FormCell::Total) { " bold" } else { "" };
    let list = match filled.behind {
        Behind::Children(keys) => list_of(filled, keys, cell),
        Behind::Nothing | Behind::Units(..) => None,
    };
    match list {
        Some(list) => {
            let list = escape(&list.id(filled.words.policy));
            format!("<td class=\"number{bold}\"><a href=\"#{list}\">{count}</a></td>")
        }
        None => format!("<td class=\"number{bold}\">{count}</td>"),
    }
}

fn lists(out: &mut String, filled: &Filled<'_, '_>, keys: &Keys) {
    let title =
        filled.words.language.pick("每个数字的儿童（编号）", "The children behind each figure, by key");
    let _ = writeln!(out, "<section class=\"lists\">\n<h2>{}</h2>", escape(&title));
    for cell in order(filled, keys) {
        let of_cell = keys.get(&cell).map_or(&[][..], Vec::as_slice);
        let items: Vec<String> = of_cell.iter().map(|key| format!("<li>{}</li>", escape(key))).collect();
        let _ = writeln!(
            out,
            "<h3 id=\"{}\">{} · {}</h3>\n<ul>{}</ul>",
            escape(&cell.id(filled.words.policy)),
            escape(&filled.label(cell)),
            of_cell.len(),
            items.join(" "),
        );
    }
    out.push_str("</section>\n");
}
