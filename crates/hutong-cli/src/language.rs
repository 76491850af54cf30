//! Chinese, English or both: which of two wordings is shown.

use std::borrow::Cow;

use clap::ValueEnum;
use hutong::policy::source::Label;

/// The language of what is printed for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// Chinese (中文)
    #[default]
    Zh,
    /// English (英文)
    En,
    /// Both (中英对照)
    Both,
}

impl Language {
    /// The wording in this language; both with a stroke between them, once where they are the same.
    pub(crate) fn pick<'a>(self, zh: impl Into<Cow<'a, str>>, en: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
        match self {
            Language::Zh => zh.into(),
            Language::En => en.into(),
            Language::Both => {
                let (zh, en) = (zh.into(), en.into());
                if zh == en { zh } else { format!("{zh} / {en}").into() }
            }
        }
    }

    /// The languages one after another, for a report: sentences of two languages within each other are hard to read.
    pub(crate) fn each(self) -> &'static [Language] {
        match self {
            Language::Zh => &[Language::Zh],
            Language::En => &[Language::En],
            Language::Both => &[Language::Zh, Language::En],
        }
    }

    /// A report in this language; for both, the one below the other.
    pub(crate) fn report(self, mut report: impl FnMut(Language) -> String) -> String {
        let reports: Vec<String> = self.each().iter().map(|language| report(*language)).collect();
        reports.join("\n")
    }

    /// A label of the policy in this language.
    pub(crate) fn label(self, label: &Label) -> Cow<'_, str> {
        self.pick(&label.zh, &label.en)
    }

    /// What stands between the parts of a list.
    pub(crate) fn comma(self) -> &'static str {
        match self {
            Language::Zh => "、",
            Language::En => ", ",
            Language::Both => "; ",
        }
    }

    /// What stands between sentences or longer parts.
    pub(crate) fn semicolon(self) -> &'static str {
        if self == Language::Zh { "；" } else { "; " }
    }

    /// A place in the document in the brackets of the language, to stand right behind a word.
    pub(crate) fn cite(self, place: &str) -> String {
        if self == Language::En { format!(" [{place}]") } else { format!("〔{place}〕") }
    }
}
