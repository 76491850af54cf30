//! Why the command could not run: a code and a sentence in Chinese and in English, for the person who typed it.
//! None holds a cell or a header of the file.

use std::io;
use std::path::Path;

use crate::input::InputError;

/// Why the command could not run, or not to its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Something that is told in one message.
    #[error("[{code}] {zh}\n{en}")]
    Told {
        /// The kind of failure, in kebab case; stable.
        code: &'static str,
        /// What is wrong and what to do, in Chinese.
        zh: String,
        /// The same in English.
        en: String,
    },
    /// The file of children cannot be read.
    #[error(transparent)]
    Input(#[from] InputError),
    /// Already printed, in a form of its own (a policy file with its lines).
    #[error("")]
    Printed,
    /// Nobody reads the output any more.
    #[error("")]
    PipeClosed,
}

impl Failure {
    /// A failure that is told in one message.
    pub(crate) fn told(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Failure {
        Failure::Told { code, zh: zh.into(), en: en.into() }
    }

    /// A file of the user's other than the file of children cannot be read.
    pub(crate) fn cannot_read(what_zh: &str, what_en: &str, path: &Path, error: &io::Error) -> Failure {
        let path = path.display();
        Failure::told(
            "cannot-read",
            format!("{what_zh} {path} 读不出来（{error}）。请检查路径和权限；文本文件须为 UTF-8。"),
            format!(
                "The {what_en} {path} cannot be read ({error}). Check the path and the permissions; text must be UTF-8."
            ),
        )
    }

    /// The output file cannot be written.
    pub(crate) fn cannot_write(path: &Path, error: &io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::PipeClosed;
        }
        let path = path.display();
        Failure::told(
            "cannot-write",
            format!(
                "{path} 写不进去（{error}）；原有文件（如有）保持不变。请检查路径、权限和磁盘空间，以及文件是否正被其他程序打开。"
            ),
            format!(
                "{path} cannot be written ({error}); a file that was there is as it was. Check the path, the permissions, the space on the disk, and that no other program holds it."
            ),
        )
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::PipeClosed;
        }
        Failure::told(
            "cannot-write",
            format!("输出写不出去（{error}）。请检查磁盘空间和权限。"),
            format!(
                "The output cannot be written ({error}). Check the space on the disk and the permissions."
            ),
        )
    }
}
