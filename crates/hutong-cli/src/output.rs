//! Where the output goes: standard output, or a file that stays as it was until the run is complete.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};

use crate::failure::Failure;
use crate::part_file::PartFile;

/// Where bytes go. After the last byte, call [`Output::finish`]: only then does a file take its place.
#[derive(Debug)]
pub(crate) enum Output {
    /// Standard output. Colour stays only where a terminal shows it.
    Standard(BufWriter<io::Stdout>),
    /// A device or pipe under a path, which cannot be replaced by a file.
    Device(BufWriter<File>),
    /// A file, written beside its place.
    File {
        /// What is written so far.
        writer: BufWriter<PartFile>,
        /// Its place.
        path: PathBuf,
    },
}

impl Output {
    /// The place that the user named; standard output for none and for `-`.
    pub(crate) fn open(path: Option<&Path>) -> Result<Output, Failure> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Output::Standard(BufWriter::with_capacity(1 << 16, io::stdout())));
        };
        // A link stays a link: what it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if path.is_dir() {
            return Err(Failure::told(
                "output-is-a-folder",
                format!("{} 是文件夹。请写明文件名。", path.display()),
                format!("{} is a folder. Name a file in it.", path.display()),
            ));
        }
        if fs::metadata(&path).is_ok_and(|about| !about.is_file()) {
            let device = File::options().write(true).open(&path);
            return Ok(Output::Device(BufWriter::new(
                device.map_err(|error| Failure::cannot_write(&path, &error))?,
            )));
        }
        let file = PartFile::beside(&path).map_err(|error| Failure::cannot_write(&path, &error))?;
        Ok(Output::File { writer: BufWriter::with_capacity(1 << 16, file), path })
    }

    /// Whether a file is written, rather than standard output.
    pub(crate) fn is_file(&self) -> bool {
        !matches!(self, Output::Standard(_))
    }

    /// Whether a person looks at it.
    pub(crate) fn is_terminal(&self) -> bool {
        !self.is_file() && io::stdout().is_terminal()
    }

    /// Writes text that may hold colours, without them where they do not belong.
    pub(crate) fn write_styled(&mut self, text: &str) -> io::Result<()> {
        if !self.is_file() && AutoStream::choice(&io::stdout()) != ColorChoice::Never {
            return self.write_all(text.as_bytes());
        }
        write!(self, "{}", strip_str(text))
    }

    /// Writes what is left and, for a file, puts it in its place.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Output::Standard(mut writer) => Ok(writer.flush()?),
            Output::Device(mut writer) => Ok(writer.flush()?),
            Output::File { writer, path } => {
                let wrong = |error: &io::Error| Failure::cannot_write(&path, error);
                let file = writer.into_inner().map_err(|error| wrong(error.error()))?;
                file.put(&path).map_err(|error| wrong(&error))
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Standard(writer) => writer.write(bytes),
            Output::Device(writer) => writer.write(bytes),
            Output::File { writer, .. } => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Standard(writer) => writer.flush(),
            Output::Device(writer) => writer.flush(),
            Output::File { writer, .. } => writer.flush(),
        }
    }
}

/// Refuses an output that would overwrite what is being read, or the same file twice.
pub(crate) fn refuse_same(places: &[Option<&Path>]) -> Result<(), Failure> {
    let real = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::canonicalize(path).ok().or_else(|| Some(fs::canonicalize(folder).ok()?.join(path.file_name()?)))
    };
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in places.iter().flatten().filter(|path| **path != Path::new("-")) {
        let Some(path) = real(path) else { continue };
        if seen.contains(&path) {
            return Err(Failure::told(
                "same-file",
                format!("{} 同时用作两处（输入、输出或退回行清单）。请换一个文件名。", path.display()),
                format!(
                    "{} stands for two of input, output and list of rejected rows. Name another file.",
                    path.display()
                ),
            ));
        }
        seen.push(path);
    }
    Ok(())
}
