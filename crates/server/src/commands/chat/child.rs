//! The process that reads: opens what it was given, raises the wall, reads, says what it found.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::mem::ManuallyDrop;
use std::path::Path;

use base::Failure;
use chatlog::whatsapp::Outside;
use chatlog::{Answers, Language, ReadSeek, Source, Stop, backup, kept};

use super::gather::Gather;
use super::{Outcome, Request, say};
use crate::commands::read_upload::wall;

/// Most processor time of one command, in seconds.
const SECONDS: u64 = 900;

/// Read conversations, asked on standard input (started by `chat read`)
#[derive(Debug, clap::Args)]
pub(crate) struct ReadChat {}

impl ReadChat {
    #[expect(clippy::unused_self, reason = "every command has this face")]
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        let request: Request = serde_json::from_reader(io::stdin().lock()).map_err(|e| Failure::broken("reading the question", e))?;
        let mut given: Vec<Given> = request.files.iter().map(|path| Given::open(path)).collect();
        wall::raise(SECONDS)?;
        let mut out = BufWriter::with_capacity(256 * 1024, io::stdout().lock());
        let clean = read_all(&request, &mut given, &mut out).and_then(|clean| out.flush().map(|()| clean));
        let clean = clean.map_err(|e| Failure::broken("reading a conversation", e))?;
        Ok(if clean { Outcome::Done } else { Outcome::No })
    }
}

fn read_all(request: &Request, given: &mut [Given], out: &mut impl Write) -> io::Result<bool> {
    let answers = Answers {
        choices: request.choices.clone(),
        outside: Outside { not_after: request.not_after.parse().ok(), ..Outside::default() },
        password: request.password.clone(),
        table: request.columns.clone(),
    };
    let mut gather = Gather::new(request, out)?;
    for given in given {
        gather.begin(&given.name)?;
        let read = given.read(&answers, &mut gather);
        match read {
            Ok(()) => gather.end()?,
            // Nobody listens any more.
            Err(Stop::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => return Err(error),
            Err(stop) => {
                let kept = given.kept();
                gather.stopped(&given.name, &stop, kept)?;
            }
        }
    }
    gather.finish()
}

/// One of the things to read, opened while that was still allowed.
struct Given {
    name: String,
    what: What,
}

enum What {
    File(OnDisk),
    Backup(Files),
    Not(io::Error),
}

impl Given {
    fn open(path: &Path) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let what = match std::fs::metadata(path) {
            Err(error) => What::Not(error),
            Ok(meta) if meta.is_dir() => What::Backup(Files::open(path)),
            Ok(_) => OnDisk::open(path).map_or_else(What::Not, What::File),
        };
        Self { name, what }
    }

    fn read(&mut self, answers: &Answers, gather: &mut Gather<'_, impl Write>) -> Result<(), Stop> {
        let mut sink = |item| gather.take(item);
        match &mut self.what {
            What::File(file) => chatlog::read(file, &self.name, answers, &mut sink),
            What::Backup(files) => backup::read(files, &self.name, answers, &mut sink),
            What::Not(error) => Err(Stop::Io(io::Error::new(error.kind(), error.to_string()))),
        }
    }

    /// What is known of a picture, a sound, a printed page: kept, not read.
    fn kept(&mut self) -> Option<kept::Summary> {
        let What::File(file) = &mut self.what else { return None };
        kept::summary(file).ok().flatten()
    }
}

/// A file of which only bytes are asked: behind the wall, its size and its date may not be,
/// and it is closed when the process ends.
struct Bytes(ManuallyDrop<File>);

impl Bytes {
    fn of(file: File) -> Self {
        Self(ManuallyDrop::new(file))
    }
}

impl Read for Bytes {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        self.0.read(piece)
    }
}

impl Seek for Bytes {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

/// A file, and the log of a database beside it.
struct OnDisk {
    bytes: Bytes,
    log: Option<Bytes>,
}

impl OnDisk {
    fn open(path: &Path) -> io::Result<Self> {
        let mut beside = path.as_os_str().to_owned();
        beside.push("-wal");
        let log = File::open(beside).ok().map(Bytes::of);
        Ok(Self { bytes: Bytes::of(File::open(path)?), log })
    }
}

impl Source for OnDisk {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        self.bytes.rewind()?;
        Ok(Box::new(&mut self.bytes))
    }

    fn seek(&mut self) -> Option<&mut dyn ReadSeek> {
        Some(&mut self.bytes)
    }

    fn companion(&mut self, ending: &str) -> Option<Box<dyn ReadSeek>> {
        let log = self.log.take().filter(|_| ending == "-wal")?;
        Some(Box::new(log))
    }
}

/// The files of a backup that a reader can ask for.
struct Files(HashMap<String, Bytes>);

impl Files {
    fn open(folder: &Path) -> Self {
        let opened = |name: String| Some((name.clone(), Bytes::of(File::open(folder.join(&name)).ok()?)));
        Self(backup::names().filter_map(opened).collect())
    }
}

impl backup::Folder for &mut Files {
    fn open(&mut self, path: &str) -> Option<Box<dyn ReadSeek>> {
        Some(Box::new(self.0.remove(path)?))
    }
}

/// Why a file was not read, and what to do next.
pub(super) fn why(stop: &Stop, language: Language) -> String {
    match stop {
        Stop::Unread(unread) => unread.words(language).to_owned(),
        Stop::Archive(refusal) => refusal.words(language),
        Stop::Backup(backup::Refusal::PasswordNeeded) => {
            let how = say(language, "Give it with --password-file FILE, or --password-file - to type it.", "Donnez-le avec --password-file FICHIER, ou --password-file - pour le taper.");
            format!("{} {how}", backup::Refusal::PasswordNeeded.words(language))
        }
        Stop::Backup(refusal) => refusal.words(language),
        Stop::Io(error) => match error.kind() {
            io::ErrorKind::NotFound => say(language, "There is no such file.", "Ce fichier n’existe pas.").to_owned(),
            io::ErrorKind::PermissionDenied => say(language, "You may not read this file.", "Vous n’avez pas le droit de lire ce fichier.").to_owned(),
            _ => format!("{} ({error})", say(language, "The file cannot be read.", "On ne peut pas lire ce fichier.")),
        },
    }
}
