//! Text of any encoding as UTF-8 bytes, with a bounded memory.
//! A byte sequence that does not fit the encoding is never replaced by another character: it arrives as
//! the byte FF, which UTF-8 does not have, so that the row it stands in, and no other, fails as not UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult};

use super::{InputError, Notice, Options};

/// How much of the input, in bytes, is looked at before its format and encoding are decided.
pub(crate) const WINDOW: u64 = 256 * 1024;
/// How much is read at a time, in bytes.
const CHUNK: usize = 256 * 1024;
/// Below this many unfinished bytes any further byte is worth another look; see [`Text::more`].
const SMALL: usize = 64 * 1024;
/// What stands for a malformed sequence: a byte that no UTF-8 text has.
const MALFORMED: u8 = 0xFF;

/// An encoding of text files in use by offices in China.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// GB18030, the national standard; GBK and GB2312 are parts of it.
    Gb18030,
    /// UTF-16, little endian: what Excel calls "Unicode text".
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
}

impl Encoding {
    /// The encoding and the length of its byte order mark. A mark decides; then `chosen`; then the bytes.
    ///
    /// Without either, text that is UTF-8 throughout the window is UTF-8. Text that is not is UTF-8 with
    /// damaged rows if characters of three or more bytes (all Chinese is) outnumber what does not fit,
    /// for Chinese in GB18030 almost never forms such a sequence; else it is GB18030.
    fn decide(window: &[u8], whole: bool, chosen: Option<Self>) -> (Self, usize) {
        for (mark, encoding) in [
            (&b"\xEF\xBB\xBF"[..], Self::Utf8),
            (b"\xFF\xFE", Self::Utf16Le),
            (b"\xFE\xFF", Self::Utf16Be),
            (b"\x84\x31\x95\x33", Self::Gb18030),
        ] {
            if window.starts_with(mark) {
                return (encoding, mark.len());
            }
        }
        if let Some(encoding) = chosen {
            return (encoding, 0);
        }
        let (mut chinese, mut misfits, mut seen) = (0_usize, 0_usize, 0_usize);
        for chunk in window.utf8_chunks() {
            chinese += chunk.valid().chars().filter(|letter| letter.len_utf8() > 2).count();
            seen += chunk.valid().len() + chunk.invalid().len();
            // A character cut by the window's edge is no misfit.
            let cut = !whole
                && seen == window.len()
                && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
            if !chunk.invalid().is_empty() && !cut {
                misfits += 1;
            }
        }
        let utf8 = misfits == 0 || chinese > misfits;
        (if utf8 { Self::Utf8 } else { Self::Gb18030 }, 0)
    }

    fn decoder(self) -> Option<Decoder> {
        match self {
            Self::Utf8 => None,
            Self::Gb18030 => Some(encoding_rs::GB18030.new_decoder_without_bom_handling()),
            Self::Utf16Le => Some(encoding_rs::UTF_16LE.new_decoder_without_bom_handling()),
            Self::Utf16Be => Some(encoding_rs::UTF_16BE.new_decoder_without_bom_handling()),
        }
    }
}

/// A window that moves over the text: [`Text::pending`] is what was read and not yet consumed.
pub(crate) struct Text {
    source: Box<dyn Read>,
    /// `None` for UTF-8, which passes as it is and is checked row by row.
    decoder: Option<Decoder>,
    /// Where the source writes; used again for each reading.
    chunk: Vec<u8>,
    buffer: Vec<u8>,
    start: usize,
    finished: bool,
    bytes_read: u64,
    bytes_total: Option<u64>,
}

impl Text {
    /// Decides the encoding from `window`, the first bytes of the source, and takes them in.
    pub(crate) fn new(
        source: Box<dyn Read>,
        window: &[u8],
        bytes_total: Option<u64>,
        options: &Options,
    ) -> Result<(Self, Vec<Notice>), InputError> {
        let whole = (window.len() as u64) < WINDOW;
        let (encoding, mark) = Encoding::decide(window, whole, options.encoding);
        let single_bytes = matches!(encoding, Encoding::Utf8 | Encoding::Gb18030);
        if single_bytes && memchr::memchr(0, window).is_some() {
            return Err(InputError::not_text());
        }
        let mut notices = Vec::new();
        if encoding == Encoding::Gb18030 && mark == 0 && options.encoding.is_none() {
            notices.push(Notice::read_as_gb18030());
        }
        let mut text = Self {
            source,
            decoder: encoding.decoder(),
            chunk: vec![0; CHUNK],
            buffer: Vec::new(),
            start: 0,
            finished: false,
            bytes_read: window.len() as u64,
            bytes_total,
        };
        text.take_in(window.get(mark..).unwrap_or_default());
        if whole {
            // Fewer bytes than asked for: the end was met, and a pipe must not be asked again.
            text.finish();
        }
        Ok((text, notices))
    }

    /// The bytes read and not yet consumed.
    pub(crate) fn pending(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Takes `length` bytes off the front of [`Text::pending`].
    pub(crate) fn consume(&mut self, length: usize) {
        self.start = self.start.saturating_add(length).min(self.buffer.len());
    }

    /// Whether all of the input is in [`Text::pending`].
    pub(crate) fn finished(&self) -> bool {
        self.finished
    }

    /// Reads on, and says whether anything came. Where much is pending, at least as much again is read, so
    /// that looking once more at an unfinished record from its start costs no more than the reading.
    pub(crate) fn more(&mut self) -> io::Result<bool> {
        if self.finished {
            return Ok(false);
        }
        self.buffer.drain(..self.start);
        self.start = 0;
        let before = self.buffer.len();
        let wanted = if before < SMALL { before + 1 } else { before * 2 };
        while !self.finished && self.buffer.len() < wanted {
            self.read_chunk()?;
        }
        Ok(self.buffer.len() > before)
    }

    fn read_chunk(&mut self) -> io::Result<()> {
        let read = loop {
            match self.source.read(&mut self.chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.bytes_read = self.bytes_read.saturating_add(read as u64);
        if read == 0 {
            self.finish();
        } else {
            let chunk = std::mem::take(&mut self.chunk);
            self.take_in(chunk.get(..read).unwrap_or_default());
            self.chunk = chunk;
        }
        Ok(())
    }

    fn finish(&mut self) {
        self.finished = true;
        self.decode(&[], true);
    }

    fn take_in(&mut self, bytes: &[u8]) {
        if self.decoder.is_some() {
            self.decode(bytes, false);
        } else {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// Moves bytes through the decoder, if there is one, into `buffer`.
    fn decode(&mut self, bytes: &[u8], last: bool) {
        let Some(decoder) = &mut self.decoder else { return };
        let mut rest = bytes;
        loop {
            let filled = self.buffer.len();
            let room =
                decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(CHUNK).max(16);
            self.buffer.resize(filled + room, 0);
            let space = self.buffer.get_mut(filled..).unwrap_or_default();
            let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, space, last);
            self.buffer.truncate(filled + written);
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.buffer.push(MALFORMED),
            }
        }
    }

    /// Bytes taken from the source so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.bytes_total.map_or(self.bytes_read, |total| self.bytes_read.min(total))
    }

    /// The size of the source in bytes, where known.
    pub(crate) fn bytes_total(&self) -> Option<u64> {
        self.bytes_total
    }
}

/// The first line of `text`: the length of what stands in it and the length with its end (LF, CRLF or CR).
/// `None` if the line may not be whole yet.
pub(crate) fn first_line(text: &[u8], finished: bool) -> Option<(usize, usize)> {
    match memchr::memchr2(b'\n', b'\r', text) {
        Some(at) => line_end(text, at, finished).map(|next| (at, next)),
        None => finished.then_some((text.len(), text.len())),
    }
}

/// Where the next line begins, given the place of a CR or LF; `None` if an LF may still follow the CR.
pub(crate) fn line_end(text: &[u8], at: usize, finished: bool) -> Option<usize> {
    match (text.get(at), text.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(at + 2),
        (Some(b'\r'), None) if !finished => None,
        _ => Some(at + 1),
    }
}
