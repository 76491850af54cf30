//! The faults of a policy file as a compiler would print them: the line, the place in it, what is wrong, what to do.

use std::fmt::Write as _;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use hutong::PolicyFault;

use crate::messages;

/// Prints faults to standard error.
pub(crate) fn print(path: &Path, text: &str, faults: &[PolicyFault]) {
    messages::report(&render(path, text, faults));
}

/// Faults as text, in the order of the file.
pub(crate) fn render(path: &Path, text: &str, faults: &[PolicyFault]) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode);
    let name = path.display().to_string();
    let mut out = String::new();
    for fault in faults {
        let level = if fault.code.is_error() { Level::ERROR } else { Level::WARNING };
        let title = level.primary_title(fault.zh.as_str()).id(fault.code.id());
        let entry =
            if fault.path.is_empty() { fault.en.clone() } else { format!("{} {}", fault.path, fault.en) };
        let group = match &fault.span {
            Some(span) if text.get(span.clone()).is_some() => {
                let mark = AnnotationKind::Primary.span(span.clone());
                Group::with_title(title).element(Snippet::source(text).path(name.as_str()).annotation(mark))
            }
            _ => Group::with_title(title),
        };
        let group = group.element(Level::NOTE.message(entry));
        let _ = writeln!(out, "{}\n", renderer.render(&[group]));
    }
    out
}
