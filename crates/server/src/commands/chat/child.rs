//! The process that reads: opens what it was given, raises the wall, reads, says what it found.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::mem::ManuallyDrop;
use std::path::Path;

use base::Failure;
use chatlog::whatsapp::Outside;
use chatlog::{Answers, Language, ReadSeek, Shared, Sink, Source, Stop, Unread, Whole, backup, kept, table};

use super::gather::{End, Gather};
use super::names::Names;
use super::{Outcome, Request, is_stdin, say};
use crate::commands::read_upload::wall;

/// Most processor time of one command, in seconds.
const SECONDS: u64 = 900;

/// The longest thing that is read out of a pipe: it is held whole.
const MOST_PIPED: u64 = 256 * 1024 * 1024;

/// Read conversations, asked on standard input (started by `chat read`)
#[derive(Debug, clap::Args)]
pub(crate) struct ReadChat {}

impl ReadChat {
    #[expect(clippy::unused_self, reason = "every command has this face")]
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        let mut stdin = io::stdin().lock();
        let mut question = Vec::new();
        stdin.read_until(b'\n', &mut question).map_err(|e| Failure::broken("reading the question", e))?;
        let request: Request = serde_json::from_slice(&question).map_err(|e| Failure::broken("reading the question", e))?;
        drop(question);
        let piped = request.files.iter().any(|path| is_stdin(path)).then(|| held(&mut stdin));
        let open = || -> Vec<Given> { request.files.iter().map(|path| Given::open(path, piped.as_ref())).collect() };
        let mut given = open();
        // Names are looked for in files of their own: a log or a backup is opened once.
        let mut looked = if request.choices.owner.is_some() { open() } else { Vec::new() };
        wall::raise(SECONDS)?;
        let mut out = BufWriter::with_capacity(256 * 1024, io::stdout().lock());
        let end = read_all(&request, &mut given, &mut looked, &mut out).and_then(|end| out.flush().map(|()| end));
        let what = say(request.language, "reading a conversation", "lecture d’une conversation");
        Ok(match end.map_err(|e| Failure::broken(what, e))? {
            End::Clean => Outcome::Done,
            End::Open => Outcome::No,
            End::Refused => Outcome::Code(2),
        })
    }
}

/// What comes through a pipe, held.
fn held(from: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MOST_PIPED + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_PIPED { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

fn read_all(request: &Request, given: &mut [Given], looked: &mut [Given], out: &mut impl Write) -> io::Result<End> {
    let answers = Answers {
        choices: request.choices.clone(),
        outside: Outside { not_after: request.not_after.parse().ok(), ..Outside::default() },
        password: request.password.clone(),
        table: request.columns.clone(),
    };
    if let Some(owner) = &request.choices.owner
        && let Some(why) = Names::of(looked, &answers).refuse(owner, request.language)
    {
        let _ = writeln!(io::stderr(), "keepwell: --owner: {}", super::show::safe(&why));
        return Ok(End::Refused);
    }
    let mut gather = Gather::new(request, out)?;
    for given in given {
        gather.begin(&given.name)?;
        let read = given.read(&answers, &mut gather);
        match read {
            Ok(()) => gather.end()?,
            // Nobody listens any more.
            Err(Stop::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => return Err(error),
            Err(stop) => {
                let (kept, columns) = (given.kept(), given.columns(&stop));
                gather.stopped(&given.name, &stop, kept, &columns)?;
            }
        }
    }
    gather.finish()
}

/// One of the things to read, opened while that was still allowed.
pub(super) struct Given {
    name: String,
    what: What,
}

enum What {
    File(OnDisk),
    /// Out of a pipe.
    Held(Whole<Cursor<Vec<u8>>>),
    Backup(Files),
    Not(io::Error),
}

impl Given {
    fn open(path: &Path, piped: Option<&io::Result<Vec<u8>>>) -> Self {
        if is_stdin(path) {
            let what = match piped {
                Some(Ok(bytes)) => What::Held(Whole(Cursor::new(bytes.clone()))),
                Some(Err(error)) => What::Not(error.kind().into()),
                None => What::Not(io::ErrorKind::NotFound.into()),
            };
            return Self { name: "-".to_owned(), what };
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let what = match std::fs::metadata(path) {
            Err(error) => What::Not(error),
            Ok(meta) if meta.is_dir() => {
                let files = Files::open(path);
                if files.is_backup() { What::Backup(files) } else { What::Not(io::ErrorKind::IsADirectory.into()) }
            }
            Ok(meta) if !meta.is_file() => File::open(path).and_then(|mut pipe| held(&mut pipe)).map_or_else(What::Not, |bytes| What::Held(Whole(Cursor::new(bytes)))),
            Ok(_) => OnDisk::open(path).map_or_else(What::Not, What::File),
        };
        Self { name, what }
    }

    fn read(&mut self, answers: &Answers, gather: &mut Gather<'_, impl Write>) -> Result<(), Stop> {
        self.hand_out(answers, &mut |item| gather.take(item))
    }

    /// Hands out all that is in it.
    pub(super) fn hand_out<'a>(&'a mut self, answers: &Answers, sink: &'a mut Sink<'a>) -> Result<(), Stop> {
        match &mut self.what {
            What::File(file) => chatlog::read(file, &self.name, answers, sink),
            What::Held(bytes) => chatlog::read(bytes, &self.name, answers, sink),
            What::Backup(files) => backup::read(files, &self.name, answers, sink),
            What::Not(error) => Err(Stop::Io(io::Error::new(error.kind(), error.to_string()))),
        }
    }

    /// What is known of a picture, a sound, a printed page: kept, not read.
    fn kept(&mut self) -> Option<kept::Summary> {
        kept::summary(self.source()?).ok().flatten()
    }

    fn source(&mut self) -> Option<&mut dyn Source> {
        match &mut self.what {
            What::File(file) => Some(file),
            What::Held(bytes) => Some(bytes),
            What::Backup(_) | What::Not(_) => None,
        }
    }

    /// The names of the columns of a table that nobody has named yet.
    fn columns(&mut self, stop: &Stop) -> Vec<String> {
        if !matches!(stop, Stop::Unread(Unread::Columns)) {
            return Vec::new();
        }
        let seen = self.source().and_then(|source| table::preview(source).ok());
        seen.map(|seen| seen.columns).unwrap_or_default()
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
    log: Option<Shared>,
}

impl OnDisk {
    fn open(path: &Path) -> io::Result<Self> {
        let mut beside = path.as_os_str().to_owned();
        beside.push("-wal");
        let log = File::open(beside).ok().map(|file| Shared::new(Box::new(Bytes::of(file))));
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
        let log = self.log.as_ref().filter(|_| ending == "-wal")?;
        Some(log.again())
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

impl Files {
    /// Whether it is the folder of a backup, whole or not.
    fn is_backup(&self) -> bool {
        self.0.keys().any(|name| name.starts_with("Manifest."))
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
        Stop::Columns(misfit) => format!("{} (--columns)", misfit.words(language)),
        Stop::Archive(refusal) => refusal.words(language),
        Stop::Backup(backup::Refusal::PasswordNeeded) => {
            let how = say(language, "Give it with --password-file FILE, or --password-file - to type it.", "Donnez-le avec --password-file FICHIER, ou --password-file - pour le taper.");
            format!("{} {how}", backup::Refusal::PasswordNeeded.words(language))
        }
        Stop::Backup(refusal) => refusal.words(language),
        Stop::Io(error) => match error.kind() {
            io::ErrorKind::NotFound => say(language, "There is no such file.", "Ce fichier n’existe pas.").to_owned(),
            io::ErrorKind::IsADirectory => say(language, "This is a folder. Give the files in it, or the folder of an iPhone backup (one that has a file “Manifest.plist”).", "C’est un dossier. Donnez les fichiers qu’il contient, ou le dossier d’une sauvegarde d’iPhone (il contient un fichier «\u{a0}Manifest.plist\u{a0}»).").to_owned(),
            io::ErrorKind::FileTooLarge => say(language, "This is larger than is read; out of a pipe that is 256 MiB. Save it as a file, and give its name.", "C’est plus grand que ce qu’on lit\u{a0}; d’un tube, c’est 256 Mio. Enregistrez-le dans un fichier, et donnez-en le nom.").to_owned(),
            io::ErrorKind::PermissionDenied => say(language, "You may not read this file.", "Vous n’avez pas le droit de lire ce fichier.").to_owned(),
            _ => format!("{} ({error})", say(language, "The file cannot be read.", "On ne peut pas lire ce fichier.")),
        },
    }
}
