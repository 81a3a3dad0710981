//! What WhatsApp is known to write by itself, in the languages we know it in.
//! Words drift between versions, so `kinds` also goes by form; a language that
//! is missing here loses precision, never a message.

use crate::{Deleter, Media};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a whole text is, when it is exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whole {
    Omitted(Media),
    Deleted(Deleter),
    LiveLocation,
    Null,
    Missed { video: bool },
}

/// Whole texts, in small letters, without a final full stop or marks.
const WHOLE: &[(Whole, &[&str])] = &[
    (
        Whole::Omitted(Media::Image),
        &[
            "image omitted",
            "image absente",
            "imagen omitida",
            "bild weggelassen",
            "imagem ocultada",
            "immagine omessa",
            "afbeelding weggelaten",
        ],
    ),
    (
        Whole::Omitted(Media::Video),
        &[
            "video omitted",
            "vidéo absente",
            "video omitido",
            "video weggelassen",
            "vídeo omitido",
            "video omesso",
            "video weggelaten",
        ],
    ),
    (
        Whole::Omitted(Media::Audio),
        &[
            "audio omitted",
            "audio omis",
            "audio omitido",
            "audio weggelassen",
            "áudio ocultado",
            "audio omesso",
            "audio weggelaten",
        ],
    ),
    (
        Whole::Omitted(Media::Voice),
        &["voice message omitted", "view once voice message omitted"],
    ),
    (
        Whole::Omitted(Media::Sticker),
        &[
            "sticker omitted",
            "sticker omis",
            "sticker omitido",
            "sticker weggelassen",
            "figurinha omitida",
            "sticker non incluso",
            "sticker weggelaten",
        ],
    ),
    (
        Whole::Omitted(Media::Gif),
        &[
            "gif omitted",
            "gif retiré",
            "gif omitido",
            "gif weggelassen",
            "gif esclusa",
            "gif weggelaten",
        ],
    ),
    (
        Whole::Omitted(Media::Document),
        &[
            "document omitted",
            "document manquant",
            "documento omitido",
            "dokument weggelassen",
            "documento omesso",
            "document weggelaten",
        ],
    ),
    (
        Whole::Omitted(Media::Contact),
        &[
            "contact card omitted",
            "fiche contact manquante",
            "tarjeta de contacto omitida",
            "kontaktkarte ausgelassen",
            "kontaktkarte weggelassen",
        ],
    ),
    (
        Whole::Omitted(Media::Unknown),
        &[
            "<media omitted>",
            "<médias omis>",
            "<multimedia omitido>",
            "<medien ausgeschlossen>",
            "<medien weggelassen>",
            "<mídia omitida>",
            "<mídia oculta>",
            "<media omessi>",
            "<media weggelaten>",
            "<تم استبعاد الوسائط>",
            "<без медиафайлов>",
        ],
    ),
    (
        Whole::Omitted(Media::ViewOnce),
        &["<view once voice message omitted>"],
    ),
    (
        Whole::Deleted(Deleter::Owner),
        &[
            "you deleted this message",
            "vous avez supprimé ce message",
            "eliminaste este mensaje",
            "du hast diese nachricht gelöscht",
            "você apagou esta mensagem",
            "hai eliminato questo messaggio",
            "u hebt dit bericht verwijderd",
            "вы удалили данное сообщение",
            "bu mesajı sildiniz",
            "bạn đã xóa tin nhắn này",
        ],
    ),
    (
        Whole::Deleted(Deleter::Sender),
        &[
            "this message was deleted",
            "ce message a été supprimé",
            "se eliminó este mensaje",
            "diese nachricht wurde gelöscht",
            "mensagem apagada",
            "esta mensagem foi apagada",
            "questo messaggio è stato eliminato",
            "dit bericht is verwijderd",
            "تم حذف هذه الرسالة",
            "данное сообщение удалено",
            "bu mesaj silindi",
            "tin nhắn này đã bị xóa",
            "このメッセージは削除されました",
        ],
    ),
    (Whole::Null, &["null"]),
    (
        Whole::LiveLocation,
        &[
            "live location shared",
            "localisation en direct partagée",
            "ubicación en tiempo real compartida",
            "live-standort wird geteilt",
        ],
    ),
    (
        Whole::Missed { video: false },
        &[
            "missed voice call",
            "appel vocal manqué",
            "llamada perdida",
            "verpasster sprachanruf",
            "missed group voice call",
        ],
    ),
    (
        Whole::Missed { video: true },
        &[
            "missed video call",
            "appel vidéo manqué",
            "videollamada perdida",
            "verpasster videoanruf",
            "missed group video call",
        ],
    ),
];

/// A message of a group that its admin took back names the admin after this.
const DELETED_BY_ADMIN: [&str; 2] = [
    "this message was deleted by admin ",
    "ce message a été supprimé par l’admin ",
];

/// The longest of them, in bytes, with room for a name.
const LONGEST: usize = 96;

static KNOWN: LazyLock<HashMap<&'static str, Whole>> = LazyLock::new(|| {
    let each = |(whole, texts): &(Whole, &[&'static str])| {
        let whole = *whole;
        texts
            .iter()
            .map(move |text| (*text, whole))
            .collect::<Vec<_>>()
    };
    WHOLE.iter().flat_map(each).collect()
});

/// By last byte: a bit for each length that one of them so ending has. Nearly
/// every person's text is told apart by this alone.
static ENDS: LazyLock<Box<[u128; 256]>> = LazyLock::new(|| {
    let mut ends = Box::new([0; 256]);
    for text in WHOLE.iter().flat_map(|(_, texts)| *texts) {
        let last = text.bytes().last().map_or(0, usize::from);
        if let Some(lengths) = ends.get_mut(last) {
            *lengths |= 1 << text.len().min(LONGEST);
        }
    }
    ends
});

/// Whether a text may be one of them; nearly no other is.
#[inline]
pub(crate) fn may_be_whole(text: &[u8]) -> bool {
    if text.len() > LONGEST + 1 {
        return false;
    }
    let text = text.strip_suffix(b".").unwrap_or(text);
    let last = text.last().map_or(0, |last| last.to_ascii_lowercase());
    let lengths = ENDS.get(usize::from(last)).copied().unwrap_or(0);
    lengths >> text.len() & 1 == 1
}

/// What a whole text is, however its letters are written.
pub(crate) fn whole(text: &str) -> Option<Whole> {
    let likely = may_be_whole(text.as_bytes());
    let text = text.strip_suffix('.').unwrap_or(text);
    if likely {
        let small = if text.is_ascii() {
            text.to_ascii_lowercase()
        } else {
            text.to_lowercase()
        };
        if let Some(whole) = KNOWN.get(small.as_str()) {
            return Some(*whole);
        }
    }
    let start = |start: &str| {
        text.get(..start.len())
            .is_some_and(|head| head.to_lowercase() == start)
    };
    let may =
        text.len() <= 256 && text.contains("dmin ") && DELETED_BY_ADMIN.iter().any(|s| start(s));
    may.then_some(Whole::Deleted(Deleter::Admin))
}

/// What follows a file name in brackets on Android.
pub(crate) fn is_attached_phrase(words: &str) -> bool {
    matches!(
        words,
        "file attached"
            | "fichier joint"
            | "archivo adjunto"
            | "archivo adjuntado"
            | "datei angehängt"
            | "arquivo anexado"
            | "ficheiro anexado"
            | "file allegato"
            | "bestand bijgevoegd"
            | "الملف مرفق"
            | "файл добавлен"
            | "dosya ekli"
            | "附件"
            | "文件附件"
            | "添付ファイル"
            | "tệp đính kèm"
            | "tập tin đính kèm"
            | "파일 첨부됨"
    )
}

/// What stands before a file name on Android in Persian.
pub(crate) const ATTACHED_BEFORE: [&str; 1] = ["فایل پیوست شد "];

/// Whether a mark at the end of a text says it was edited.
pub(crate) fn is_edited_mark(words: &str) -> bool {
    matches!(
        words.trim_end_matches('.'),
        "This message was edited"
            | "Ce message a été modifié"
            | "Se editó este mensaje"
            | "Diese Nachricht wurde bearbeitet"
            | "Mensagem editada"
            | "Esta mensagem foi editada"
            | "Questo messaggio è stato modificato"
            | "Dit bericht is bewerkt"
            | "تم تعديل هذه الرسالة"
    )
}

/// What a noun in a short marked text says was left out.
pub(crate) fn media_noun(word: &str) -> Option<Media> {
    let media = match word {
        "image"
        | "imagen"
        | "imagem"
        | "immagine"
        | "bild"
        | "afbeelding"
        | "photo"
        | "foto"
        | "صورة"
        | "الصورة"
        | "画像"
        | "изображение"
        | "ảnh"
        | "تصویر"
        | "عکس" => Media::Image,
        "video" | "vidéo" | "vídeo" | "فيديو" | "الفيديو" | "ویدیو" | "動画" | "ビデオ"
        | "видео" => Media::Video,
        "audio" | "áudio" | "صوت" | "الصوت" | "音声" | "аудио" => Media::Audio,
        "sticker" | "figurinha" | "ملصق" | "الملصق" | "スタンプ" | "стикер" => {
            Media::Sticker
        }
        "gif" => Media::Gif,
        "document" | "documento" | "dokument" | "مستند" | "المستند" | "документ" => {
            Media::Document
        }
        "contact" | "contacto" | "contato" | "kontaktkarte" | "fiche" => Media::Contact,
        _ => return media_beginning(word),
    };
    Some(media)
}

/// Scripts without blanks: the noun is the beginning of the text.
fn media_beginning(text: &str) -> Option<Media> {
    const NOUNS: [(&str, Media); 10] = [
        ("画像", Media::Image),
        ("图片", Media::Image),
        ("圖片", Media::Image),
        ("이미지", Media::Image),
        ("動画", Media::Video),
        ("ビデオ", Media::Video),
        ("视频", Media::Video),
        ("音声", Media::Audio),
        ("音频", Media::Audio),
        ("スタンプ", Media::Sticker),
    ];
    NOUNS
        .iter()
        .find(|(noun, _)| text.starts_with(noun))
        .map(|(_, media)| *media)
}

/// The word that begins a poll.
pub(crate) fn is_poll_word(word: &str) -> bool {
    matches!(
        word,
        "POLL" | "SONDAGE" | "ENCUESTA" | "UMFRAGE" | "ENQUETE" | "SONDAGGIO" | "PEILING"
    )
}

/// The word that begins an answer of a poll.
pub(crate) fn is_option_word(word: &str) -> bool {
    matches!(
        word,
        "OPTION" | "OPCIÓN" | "OPÇÃO" | "OPZIONE" | "OPTIE" | "CHOIX"
    )
}

/// How the name of a call begins: whether with a picture, and missed.
pub(crate) fn call_words(text: &str) -> Option<(bool, bool, &str)> {
    const CALLS: [(&str, bool, bool); 22] = [
        ("missed group voice call", false, true),
        ("missed group video call", true, true),
        ("missed voice call", false, true),
        ("missed video call", true, true),
        ("silenced voice call", false, true),
        ("silenced video call", true, true),
        ("group voice call", false, false),
        ("group video call", true, false),
        ("voice call", false, false),
        ("video call", true, false),
        ("appel vocal manqué", false, true),
        ("appel vidéo manqué", true, true),
        ("appel vocal", false, false),
        ("appel vidéo", true, false),
        ("llamada perdida", false, true),
        ("videollamada perdida", true, true),
        ("llamada de voz", false, false),
        ("videollamada", true, false),
        ("verpasster sprachanruf", false, true),
        ("verpasster videoanruf", true, true),
        ("sprachanruf", false, false),
        ("videoanruf", true, false),
    ];
    CALLS.iter().find_map(|&(start, video, missed)| {
        let rest = text.strip_prefix(start)?;
        let ends = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
        ends.then_some((video, missed, rest))
    })
}
