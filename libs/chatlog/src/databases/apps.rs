//! What small apps inside Messages put into a conversation.

use crate::bplist::{Keyed, Plist};

/// What it is, in a short stable word, and what it says.
pub(super) struct App {
    pub what: &'static str,
    pub fields: Vec<(String, String)>,
}

/// The end of the app's name, and what it makes.
const KNOWN: [(&str, &str); 11] = [
    ("URLBalloonProvider", "link"),
    ("HandwritingProvider", "handwriting"),
    ("DigitalTouchBalloonProvider", "digital-touch"),
    ("PeerPaymentMessagesExtension", "payment"),
    ("FindMyMessagesApp", "location-share"),
    ("SafetyMonitorMessages", "check-in"),
    ("Polls", "poll"),
    ("PhotosMessagesApp", "photos"),
    ("MapsMessagesApp", "place"),
    ("ActivityMessagesApp", "activity"),
    ("gamepigeon.ext", "game"),
];

pub(super) fn app(bundle: &str, payload: Option<&[u8]>) -> App {
    let known = KNOWN.iter().find(|(end, _)| bundle.ends_with(end));
    let what = known.map_or("app", |(_, what)| what);
    let mut fields = vec![("app".to_owned(), bundle.to_owned())];
    if let Some(archive) = payload.and_then(Keyed::read) {
        said(&archive, &mut fields);
    }
    App { what, fields }
}

/// The texts that a person saw, by the name of their field.
fn said(archive: &Keyed, fields: &mut Vec<(String, String)>) {
    let Some(root) = archive.root() else { return };
    let mut open = archive.dictionary(root);
    for inner in ["userInfo", "richLinkMetadata"] {
        let found = open.iter().find(|(name, _)| name == inner);
        if let Some((_, Some(object))) = found {
            let more = archive.dictionary(object);
            open.extend(more);
        }
    }
    for (name, value) in open {
        let shown = match value {
            Some(Plist::Text(text)) if text != "$null" => Some(text.clone()),
            // An address is an object of its own.
            Some(object) => {
                let address = archive.field(object, "NS.relative").and_then(Plist::text);
                address.map(str::to_owned)
            }
            None => None,
        };
        if let Some(shown) = shown.filter(|shown| !shown.is_empty()) {
            fields.push((name, shown));
        }
    }
}
