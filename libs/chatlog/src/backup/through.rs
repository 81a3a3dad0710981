//! From a backup to its conversations: each of its databases is a layer.

use super::{Folder, open};
use crate::archive::{Archive, File};
use crate::formats::{Part, Stop};
use crate::item::{Form, Role};
use crate::{
    Answers, Language, Notice, Out, ReadSeek, Reason, Shared, Sink, Source, Unread, Whole,
};
use std::io::{self, Cursor, Read, Seek};

/// A database of a backup in a zip is read into memory, up to this.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;

/// Reads every conversation of a backup in a folder. The password is that of
/// [`Answers::password`].
///
/// # Errors
/// [`Stop::Backup`] when it is not opened; it says what to do next.
pub fn read<'a>(
    folder: impl Folder,
    name: &str,
    answers: &Answers,
    sink: &'a mut Sink<'a>,
) -> Result<(), Stop> {
    let mut out = Out::new(sink);
    let known = conversations(folder, &Part::root(name), answers, &mut out)?;
    if known {
        Ok(())
    } else {
        Err(Stop::Unread(Unread::NoMessages))
    }
}

/// Whether the files of an archive are those of a backup.
pub(crate) fn is_backup(files: &[File]) -> bool {
    root(files).is_some()
}

/// The folder inside the archive that holds the backup.
fn root(files: &[File]) -> Option<String> {
    let list = files.iter().map(|file| file.name.replace('\\', "/"));
    let mut roots = list.filter_map(|name| Some(name.strip_suffix("Manifest.plist")?.to_owned()));
    roots.find(|root| {
        let database = format!("{root}Manifest.db");
        let old = format!("{root}Manifest.mbdb");
        files
            .iter()
            .any(|file| file.name == database || file.name == old)
    })
}

pub(crate) fn read_zip<R: Read + Seek>(
    archive: &mut Archive<R>,
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Result<bool, Stop> {
    let root = root(archive.files()).unwrap_or_default();
    conversations(Zipped { archive, root }, part, answers, out)
}

struct Zipped<'a, R> {
    archive: &'a mut Archive<R>,
    root: String,
}

impl<R: Read + Seek> Folder for Zipped<'_, R> {
    fn open(&mut self, path: &str) -> Option<Box<dyn ReadSeek>> {
        let name = format!("{}{path}", self.root);
        let file = self.archive.files().iter().find(|file| file.name == name)?;
        let (place, size) = (file.place, file.size);
        if size > MOST_BYTES {
            return None;
        }
        let mut bytes = Vec::new();
        self.archive
            .content(place)
            .ok()?
            .read_to_end(&mut bytes)
            .ok()?;
        Some(Box::new(Cursor::new(bytes)))
    }
}

fn conversations<F: Folder>(
    folder: F,
    part: &Part<'_>,
    answers: &Answers,
    out: &mut Out<'_>,
) -> Result<bool, Stop> {
    let mut backup = open(folder, answers.password.as_deref())?;
    let container = out.begin(part.layer(Form::Zip, Role::Container))?;
    if !backup.is_encrypted() {
        out.notice(Notice::Other {
            en: "This backup has no password. Such a backup leaves calls out; make one with a password to have them.".to_owned(),
            fr: "Cette sauvegarde n’a pas de mot de passe. Elle laisse donc les appels de côté\u{a0}; faites-en une avec un mot de passe pour les avoir.".to_owned(),
        })?;
    }
    for damage in &backup.damage {
        out.notice(Notice::Other {
            en: damage.words(crate::Language::English),
            fr: damage.words(crate::Language::French),
        })?;
    }
    let mut known = false;
    for file in backup.known() {
        let inner = Part {
            name: file.name,
            within: Some(container),
            beside: &[],
            depth: part.depth + 1,
            most: part.most,
        };
        let source = match backup.file(&file.wanted) {
            Ok(Some(source)) => source,
            Ok(None) => continue,
            Err(refusal) => {
                told(file.name, &refusal, out)?;
                // A database that the backup lists and that cannot be read is lost.
                let layer = out.begin(inner.layer(Form::Database, Role::Conversation))?;
                out.problem_at(0..0, 0, Reason::Damaged, b"")?;
                out.end(layer, 0)?;
                known = true;
                continue;
            }
        };
        let log = match backup.log(&file.wanted) {
            Ok(log) => log.map(Shared::new),
            Err(refusal) => {
                told(&format!("{}-wal", file.name), &refusal, out)?;
                None
            }
        };
        let mut source = WithLog {
            main: Whole(source),
            log,
        };
        let head = crate::formats::head_of(&mut source)?;
        known |= crate::formats::open(&mut source, &head, &inner, answers, out)?;
    }
    Ok(known)
}

/// Says why a file of the backup cannot be read.
fn told(name: &str, refusal: &super::Refusal, out: &mut Out<'_>) -> io::Result<()> {
    out.notice(Notice::Other {
        en: format!("{name}: {}", refusal.words(Language::English)),
        fr: format!("{name}\u{a0}: {}", refusal.words(Language::French)),
    })
}

/// A database of a backup, and what was written to it last.
struct WithLog {
    main: Whole<Box<dyn ReadSeek>>,
    log: Option<Shared>,
}

impl Source for WithLog {
    fn open(&mut self) -> io::Result<Box<dyn Read + '_>> {
        self.main.open()
    }

    fn seek(&mut self) -> Option<&mut dyn ReadSeek> {
        self.main.seek()
    }

    fn companion(&mut self, ending: &str) -> Option<Box<dyn ReadSeek>> {
        let log = self.log.as_ref().filter(|_| ending == "-wal")?;
        Some(log.again())
    }
}
