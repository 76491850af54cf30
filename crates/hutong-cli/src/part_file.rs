//! The file that stands beside an output until it is complete. It holds what is known of children, so it must not
//! outlive its run: an interrupted run removes it, and the next run to the same output removes what a killed one left.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, Once, PoisonError};

use tempfile::{Builder, NamedTempFile};

use crate::messages;

/// What its name begins with; the name of the output follows.
const BEGINNING: &str = ".hutong-";
const ENDING: &str = ".part";
/// How many letters and digits tell it from others for the same output.
const RANDOM: usize = 6;
/// The longest name of an output that stands in it, in bytes: a file's name has 255.
const LONGEST_NAME: usize = 200;

/// A file on its way to its place. Dropped before it is there, it is removed.
#[derive(Debug)]
pub(crate) struct PartFile {
    file: NamedTempFile,
    _remembered: Remembered,
}

impl PartFile {
    /// Begins one for the output at `place`, after removing what a killed run to the same output left.
    pub(crate) fn beside(place: &Path) -> io::Result<PartFile> {
        remove_when_interrupted();
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = place.file_name().filter(|name| name.len() <= LONGEST_NAME);
        if let Some(name) = name {
            remove_left_over(folder, name);
        }
        let beginning = beginning(name.unwrap_or_default());
        let mut builder = Builder::new();
        builder.prefix(&beginning).suffix(ENDING).rand_bytes(RANDOM);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As any new file: what the user's umask leaves of it.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        loop {
            let file = builder.tempfile_in(folder)?;
            let remembered = Remembered::new(file.path());
            // The lock says that it is in use. Where the file system has none, nobody else gets one either.
            let locked = file.as_file().try_lock().is_ok();
            // Before the lock another run may have taken it for left over.
            if !locked || file.path().exists() {
                return Ok(PartFile { file, _remembered: remembered });
            }
        }
    }

    /// Puts it in its place, over what stood there, once all of it is on the disk.
    pub(crate) fn put(self, place: &Path) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.file.persist(place).map(drop).map_err(|error| error.error)
    }
}

impl Write for PartFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The files of this run that are not in their places yet.
static UNDER_WAY: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn under_way<T>(change: impl FnOnce(&mut BTreeSet<PathBuf>) -> T) -> T {
    change(&mut UNDER_WAY.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Stands in [`UNDER_WAY`] until it is dropped.
#[derive(Debug)]
struct Remembered(PathBuf);

impl Remembered {
    fn new(path: &Path) -> Remembered {
        under_way(|paths| paths.insert(path.to_owned()));
        Remembered(path.to_owned())
    }
}

impl Drop for Remembered {
    fn drop(&mut self) {
        under_way(|paths| paths.remove(&self.0));
    }
}

/// From now on an interruption (Ctrl-C, a request to end, a closed terminal) removes the files that are under way.
fn remove_when_interrupted() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Without it the next run to the same output removes what is left.
        let _ = ctrlc::set_handler(|| {
            under_way(|paths| paths.iter().for_each(|path| drop(fs::remove_file(path))));
            messages::report("已中断，没有写出结果；原有文件未改动。\nInterrupted: nothing was written, and a file that was there is unchanged.\n");
            process::exit(130);
        });
    });
}

fn beginning(name: &OsStr) -> OsString {
    let mut beginning = OsString::from(BEGINNING);
    beginning.push(name);
    beginning.push("-");
    beginning
}

/// Removes the files that runs to the output of this name left in the folder: only files with such a name, and only
/// those that no run holds. What cannot be removed stays; the run itself does not depend on it.
fn remove_left_over(folder: &Path, name: &OsStr) {
    let beginning = beginning(name);
    let is_ours = |other: &OsStr| {
        let rest = other.as_encoded_bytes().strip_prefix(beginning.as_encoded_bytes());
        let random = rest.and_then(|rest| rest.strip_suffix(ENDING.as_bytes()));
        random.is_some_and(|random| random.len() == RANDOM && random.iter().all(u8::is_ascii_alphanumeric))
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && is_ours(&entry.file_name()) && is_free(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether certainly no run holds the file.
fn is_free(path: &Path) -> bool {
    File::options().read(true).write(true).open(path).is_ok_and(|file| file.try_lock().is_ok())
}
