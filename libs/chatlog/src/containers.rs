//! Containers and encodings around a conversation: zip, tar, gzip, UTF-16.
//! Nothing is ever unpacked to disk, no name is used as a path, links and
//! special files are refused, and nothing is opened that is packed deeper than
//! `.tar.gz`.

use crate::archive::{self, Archive, Broken, Limits, Refusal, Standing};
use crate::formats::{Part, Stop, head_of, open};
use crate::item::{Form, Layer, Role};
use crate::out::{Answers, Out, ReadSeek, Source};
use crate::silent;
use crate::table::Workbook;
use crate::utf16::{Ends, Utf16};
use crate::{Notice, Reason, Unread};
use flate2::read::MultiGzDecoder;
use std::collections::BTreeSet;
use std::io::{self, Read};

type Known = Result<bool, Stop>;

/// Reads every file of a zip, in the order of its names.
pub(crate) fn zip(
    source: &mut dyn ReadSeek,
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Known {
    let mut archive = archive::open(source, &Limits::default())?;
    if crate::table::is_workbook(archive.files()) {
        return workbook(archive, part, answers, out);
    }
    if crate::backup::is_backup(archive.files()) {
        return crate::backup::read_zip(&mut archive, part, answers, out);
    }
    let container = out.begin(part.layer(Form::Zip, Role::Container))?;
    let beside: Vec<String> = archive.files().iter().map(|f| f.name.clone()).collect();
    let (mut known, mut beside_it) = (false, BTreeSet::new());
    out.keep_mentioned();
    for place in archive::reading_order(archive.files()) {
        let Some(file) = archive.files().get(place) else {
            continue;
        };
        let (name, standing, size) = (file.name.clone(), file.standing, file.size);
        let inner = Part {
            name: &name,
            within: Some(container),
            beside: &beside,
            depth: part.depth + 1,
            most: part.most,
        };
        let role = match standing {
            Standing::Clutter => Role::Clutter,
            Standing::Refused { .. } => Role::Refused,
            Standing::Chat | Standing::File => {
                let mut entry = Zipped {
                    archive: &mut archive,
                    place,
                };
                let read = file_of(&mut entry, &inner, Some(size), answers, out)?;
                known |= read;
                beside_it.extend((!read && standing == Standing::File).then_some(place));
                continue;
            }
        };
        refuse(role, &inner, size, out)?;
    }
    if let Some(notice) = files_beside(&archive, &beside_it, &out.mentioned()) {
        out.notice(notice)?;
    }
    if !known {
        broken(&mut archive, &beside_it)?;
    }
    found(known)
}

/// Of an archive in which nothing was read: which of these files cannot be unpacked.
fn broken<R: Read + io::Seek>(
    archive: &mut Archive<R>,
    places: &BTreeSet<usize>,
) -> io::Result<()> {
    for place in places.iter().copied() {
        match head_of(&mut Zipped { archive, place }) {
            Err(error) if Broken::of(&error).is_some() => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Which files that messages name are there, and which are not.
fn files_beside<R: Read + io::Seek>(
    archive: &Archive<R>,
    beside: &BTreeSet<usize>,
    mentioned: &BTreeSet<String>,
) -> Option<Notice> {
    let files = archive.files().iter();
    let files = files.filter(|file| beside.contains(&file.place));
    let names = files.map(|file| (file.place, file.name.as_str()));
    let fit = archive::match_names(names, mentioned.iter().map(String::as_str));
    let nothing = mentioned.is_empty() && fit.unreferenced.is_empty();
    (!nothing).then_some(Notice::Files {
        found: fit.found.len() as u64,
        missing: fit.missing,
        unnamed: fit.unreferenced.len() as u64,
    })
}

/// A workbook is a zip of its own sort.
fn workbook<R: Read + io::Seek>(
    archive: Archive<R>,
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Known {
    let Some(mapping) = answers.table.as_ref() else {
        return Err(Stop::Unread(Unread::Columns));
    };
    let mut book = Workbook::open(archive);
    let open = match &mut book {
        Ok(book) => book.fits(mapping)?,
        Err(_) => None,
    };
    let layer = out.begin(part.layer(Form::Database, Role::Conversation))?;
    let mapping = mapping.decided(open, out)?;
    match book {
        Ok(mut book) => book.read(&mapping, answers.choices.owner.as_deref(), out)?,
        Err(reason) => out.problem(0, 0, reason, b"")?,
    }
    out.end(layer, 0)?;
    Ok(true)
}

fn found(known: bool) -> Known {
    if known {
        Ok(true)
    } else {
        Err(Stop::Unread(Unread::NoChat))
    }
}

fn refuse(role: Role, part: &Part<'_>, size: u64, out: &mut Out<'_>) -> io::Result<()> {
    out.begin(Layer {
        bytes: Some(size),
        ..part.layer(Form::Plain, role)
    })?;
    if role == Role::Refused {
        out.problem_at(0..0, 0, Reason::Refused, part.name.as_bytes())?;
    }
    Ok(())
}

/// Reads one file of a container: a conversation, or something beside it.
fn file_of(
    source: &mut dyn Source,
    part: &Part<'_>,
    size: Option<u64>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Known {
    // What cannot even be begun is beside the conversation, and a Problem.
    let (head, damaged) = match head_of(source) {
        Ok(head) => (head, None),
        Err(error) => {
            let why = Broken::of(&error).map_or(Reason::Malformed, Broken::reason);
            (Vec::new(), Some(why))
        }
    };
    if damaged.is_none() && open(source, &head, part, answers, out)? {
        return Ok(true);
    }
    let why = damaged.or_else(|| silent::unread(part.name, &head));
    let role = match why {
        Some(_) if damaged.is_none() => Role::Refused,
        None if silent::is_list(part.name) => Role::Clutter,
        _ => Role::Beside,
    };
    out.begin(Layer {
        bytes: size,
        modified: source.modified(),
        ..part.layer(Form::Plain, role)
    })?;
    if let Some(reason) = why {
        out.problem_at(0..0, 0, reason, part.name.as_bytes())?;
    }
    Ok(false)
}

/// One file of a zip, as a source.
#[derive(Debug)]
struct Zipped<'a, R> {
    archive: &'a mut Archive<R>,
    place: usize,
}

impl<R: Read + io::Seek> Source for Zipped<'_, R> {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.archive.content(self.place)?))
    }

    fn modified(&self) -> Option<jiff::civil::DateTime> {
        self.archive.files().get(self.place)?.modified
    }

    fn companion(&mut self, ending: &str) -> Option<Box<dyn ReadSeek>> {
        let name = format!("{}{ending}", self.archive.files().get(self.place)?.name);
        let place = self
            .archive
            .files()
            .iter()
            .find(|file| file.name == name)?
            .place;
        let mut bytes = Vec::new();
        let content = self.archive.content(place).ok()?;
        content.take(MOST_BESIDE).read_to_end(&mut bytes).ok()?;
        Some(Box::new(io::Cursor::new(bytes)))
    }
}

/// The longest log beside a database that is read into memory.
const MOST_BESIDE: u64 = 256 * 1024 * 1024;

/// What is packed with gzip.
struct Gzipped<'a> {
    source: &'a mut dyn Source,
    most: u64,
}

impl Source for Gzipped<'_> {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        let unpacked = Unpacked(MultiGzDecoder::new(self.source.open()?));
        // One byte more than is read: so that what is too large is noticed.
        Ok(Box::new(unpacked.take(self.most + 1)))
    }
}

/// Says what is broken where it cannot be unpacked.
struct Unpacked<R>(MultiGzDecoder<R>);

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let refusal = match error.kind() {
                io::ErrorKind::UnexpectedEof => Refusal::PackedCut,
                _ => Refusal::Packed,
            };
            Broken::unpacking(error, refusal)
        })
    }
}

pub(crate) fn gzip(
    source: &mut dyn Source,
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Known {
    if part.depth == 0 {
        // A file as given that cannot even be begun is refused.
        let most = part.most;
        drop(head_of(&mut Gzipped { source, most })?);
    }
    let container = out.begin(part.layer(Form::Gzip, Role::Container))?;
    let name = part.name.trim_end_matches(".gz");
    let inner = Part {
        name,
        within: Some(container),
        beside: part.beside,
        depth: part.depth + 1,
        most: part.most,
    };
    let mut source = Gzipped {
        source,
        most: part.most,
    };
    file_of(&mut source, &inner, None, answers, out).map_err(|stop| match stop {
        Stop::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            archive::Refusal::TooLarge.into()
        }
        stop => stop,
    })
}

/// A text in UTF-16.
struct Decoded<'a>(&'a mut dyn Source, Ends);

impl Source for Decoded<'_> {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Utf16::new(self.0.open()?, self.1)))
    }

    fn modified(&self) -> Option<jiff::civil::DateTime> {
        self.0.modified()
    }
}

pub(crate) fn utf16(
    source: &mut dyn Source,
    ends: Ends,
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Known {
    let mut decoded = Decoded(source, ends);
    let head = head_of(&mut decoded)?;
    let form = match ends {
        Ends::Little => Form::Utf16Le,
        Ends::Big => Form::Utf16Be,
    };
    let mapped = part.depth == 0 && answers.table.is_some();
    if !mapped && crate::recognise(&part.head(&head)).is_empty() {
        return Ok(false);
    }
    let container = out.begin(part.layer(form, Role::Container))?;
    let inner = Part {
        within: Some(container),
        depth: usize::MAX,
        ..*part
    };
    open(&mut decoded, &head, &inner, answers, out)
}

/// Whether a file begins as a tar archive does.
pub(crate) fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

/// A file of a tar archive: where its bytes are.
struct Tarred<'a> {
    source: &'a mut dyn Source,
    at: u64,
    size: u64,
}

impl Source for Tarred<'_> {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        if self.source.seek().is_some() {
            if let Some(seek) = self.source.seek() {
                seek.seek(io::SeekFrom::Start(self.at))?;
                return Ok(Box::new(seek.take(self.size)));
            }
            return Err(io::ErrorKind::Unsupported.into());
        }
        let mut all = self.source.open()?;
        io::copy(&mut (&mut all).take(self.at), &mut io::sink())?;
        Ok(Box::new(all.take(self.size)))
    }
}

struct TarFile {
    name: String,
    at: u64,
    size: u64,
    role: Role,
    /// What it begins with looks like something that is read.
    known: bool,
}

/// Times that a file is read from its beginning: looked at, counted, surveyed,
/// read.
const PASSES: u64 = 4;

/// Whether a file that begins so is worth opening.
fn is_known(name: &str, bytes: &[u8]) -> bool {
    let head = crate::Head {
        bytes,
        whole: bytes.len() < crate::SNIFF_BYTES,
        name,
        beside: &[],
    };
    let packed = bytes.starts_with(&[0x1F, 0x8B]) || crate::utf16::is_utf16(bytes).is_some();
    let told = silent::is_list(name) || silent::unread(name, bytes).is_some();
    packed || told || !crate::recognise(&head).is_empty()
}

fn tar_files(source: &mut dyn Source) -> Result<(Vec<TarFile>, bool), Stop> {
    let limits = Limits::default();
    let mut files = Vec::new();
    let here_and_there = source.seek().is_some();
    let mut reader = tar::Archive::new(source.open()?);
    let mut whole = true;
    let mut last = 0;
    for entry in reader.entries()? {
        let Ok(mut entry) = entry else {
            whole = false;
            break;
        };
        if files.len() as u64 >= limits.files {
            let count = files.len() as u64 + 1;
            let most = limits.files;
            return Err(archive::Refusal::TooManyFiles { count, most }.into());
        }
        let kind = entry.header().entry_type();
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let role = if kind.is_file() || kind.is_contiguous() {
            Role::Beside
        } else if kind.is_dir() || kind.is_pax_global_extensions() {
            Role::Clutter
        } else {
            Role::Refused
        };
        let clutter = role == Role::Beside && archive::is_clutter(&name);
        let mut head = Vec::new();
        if !here_and_there && role == Role::Beside {
            let begin = entry.by_ref().take(crate::SNIFF_BYTES as u64);
            whole &= { begin }.read_to_end(&mut head).is_ok();
        }
        last = entry.raw_file_position() + entry.size();
        files.push(TarFile {
            known: here_and_there || is_known(&name, &head),
            at: entry.raw_file_position(),
            size: entry.size(),
            role: if clutter { Role::Clutter } else { role },
            name,
        });
    }
    drop(reader);
    Ok((files, whole && ends_well(source, last)?))
}

/// A tar archive ends in blocks of noughts; one that was cut off between
/// two files has none.
fn ends_well(source: &mut dyn Source, last: u64) -> io::Result<bool> {
    let at = last.next_multiple_of(512);
    let mut end = Vec::new();
    if let Some(seek) = source.seek() {
        seek.seek(io::SeekFrom::Start(at))?;
        seek.take(512).read_to_end(&mut end)?;
    } else {
        let mut rest = source.open()?;
        io::copy(&mut (&mut rest).take(at), &mut io::sink())?;
        rest.take(512).read_to_end(&mut end)?;
    }
    Ok(end.len() == 512 && end.iter().all(|byte| *byte == 0))
}

pub(crate) fn tar(
    source: &mut dyn Source,
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Known {
    let (files, whole) = tar_files(source)?;
    let container = out.begin(part.layer(Form::Tar, Role::Container))?;
    if !whole {
        out.problem_at(0..0, 0, Reason::Damaged, part.name.as_bytes())?;
    }
    let beside: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let here_and_there = source.seek().is_some();
    let (mut known, mut passed) = (false, 0_u64);
    for file in files {
        let inner = Part {
            name: &file.name,
            within: Some(container),
            beside: &beside,
            depth: part.depth + 1,
            most: part.most,
        };
        if file.role != Role::Beside {
            refuse(file.role, &inner, file.size, out)?;
            continue;
        }
        if !file.known {
            out.begin(Layer {
                bytes: Some(file.size),
                ..inner.layer(Form::Plain, Role::Beside)
            })?;
            continue;
        }
        // What is packed can only be read from its beginning.
        passed = passed.saturating_add(file.at.saturating_mul(PASSES));
        if !here_and_there && passed > part.most.saturating_mul(PASSES) {
            return Err(archive::Refusal::TooLarge.into());
        }
        let mut tarred = Tarred {
            source: &mut *source,
            at: file.at,
            size: file.size,
        };
        known |= file_of(&mut tarred, &inner, Some(file.size), answers, out)?;
    }
    found(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, Whole};
    use std::io::Write as _;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    /// Reads with room for so many unpacked bytes.
    fn read(bytes: &[u8], most: u64) -> Result<Account, Stop> {
        let mut account = Account::default();
        let mut sink = |item| {
            account.add(&item);
            Ok(())
        };
        let part = Part {
            most,
            ..Part::root("x.gz")
        };
        let mut source = Whole(io::Cursor::new(bytes));
        crate::formats::part(&mut source, &part, &Answers::default(), &mut sink)?;
        Ok(account)
    }

    #[test]
    fn what_unpacks_to_more_than_is_read_is_refused_and_to_as_much_is_read() {
        let text = "27/03/2022, 21:41 - A: x\n".repeat(10_000);
        let bytes = packed(text.as_bytes());
        let all = text.len() as u64;

        let account = read(&bytes, all).unwrap();
        assert_eq!((account.total.messages, account.unaccounted()), (10_000, 0));
        for less in [all - 1, all / 2, crate::SNIFF_BYTES as u64] {
            let refused = read(&bytes, less).unwrap_err();
            let large = matches!(refused, Stop::Archive(archive::Refusal::TooLarge));
            assert!(large, "{less}: {refused}");
        }
    }

    fn tar(files: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
        let mut tar = tar::Builder::new(Vec::new());
        for (name, bytes) in files {
            let mut header = tar::Header::new_ustar();
            header.set_size(bytes.len() as u64);
            header.set_cksum();
            tar.append_data(&mut header, name, bytes.as_slice())
                .unwrap();
        }
        tar.into_inner().unwrap()
    }

    #[test]
    fn a_packed_tar_is_not_read_from_its_beginning_for_every_file_without_end() {
        let chat = b"27/03/2022, 21:41 - A: x\n".to_vec();
        let pictures = (0..300).map(|n| (format!("media/{n}.jpg"), vec![0xFF, 0xD8, 0xFF, 0]));
        let one = tar(pictures.chain([("chat.txt".to_owned(), chat.clone())]));
        let account = read(&packed(&one), one.len() as u64).unwrap();
        assert_eq!((account.total.messages, account.layers.len()), (1, 303));

        let many = tar((0..300).map(|n| (format!("{n}.txt"), chat.clone())));
        let refused = read(&packed(&many), many.len() as u64).unwrap_err();
        assert!(matches!(refused, Stop::Archive(archive::Refusal::TooLarge)));
        assert_eq!(read(&many, 1000).unwrap().total.messages, 300);
    }
}
