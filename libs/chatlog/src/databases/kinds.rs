//! What a file is, by its media type or else its name.

use crate::Media;
use crate::whatsapp::media_of;

pub(crate) fn media(mime: Option<&str>, name: &str) -> Media {
    let mime = mime.unwrap_or_default().to_ascii_lowercase();
    match mime.split('/').next().unwrap_or_default() {
        "image" if mime == "image/gif" => Media::Gif,
        "image" => Media::Image,
        "video" => Media::Video,
        "audio" => Media::Audio,
        "text" if mime.contains("vcard") => Media::Contact,
        "text" | "application" if mime != "application/octet-stream" => Media::Document,
        _ => media_of(name),
    }
}
