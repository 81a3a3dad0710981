//! What can happen to a client file and its conversations, and how a rule speaks of it.

use base::slice::{Deed, DeedWords, Term, TermWords};

pub const OPENED: Deed = Deed { name: "client.opened", slots: &["client"], details: &[], words: None, act: None };

pub const ASSIGNED: Deed = Deed { name: "client.assigned", slots: &["client", "person"], details: &[], words: None, act: None };

pub const UNASSIGNED: Deed = Deed { name: "client.unassigned", slots: &["client", "person"], details: &[], words: None, act: None };

pub const UPLOADED: Deed = Deed { name: "conversation.uploaded", slots: &["upload"], details: &["bytes"], words: None, act: None };

pub const DISCARDED: Deed = Deed { name: "upload.discarded", slots: &["upload"], details: &[], words: None, act: None };

/// The exchange itself, on the phone. Its moment is that of the last message.
pub const HELD: Deed = Deed {
    name: "conversation.held",
    slots: &["client"],
    details: &[],
    words: Some(DeedWords {
        noun: &["text conversation with a client"],
        clause: &["a client is texted"],
        done: &["client texted"],
        fr_noun: &["un échange de messages avec un client"],
        fr_done: &["messages échangés"],
    }),
    act: None,
};

/// S-141, S-142: the conversation is in the record.
pub const FILED: Deed = Deed {
    name: "conversation.filed",
    slots: &["client", "conversation"],
    details: &["messages", "new", "problems"],
    words: Some(DeedWords {
        noun: &["conversation filing"],
        clause: &["a conversation is filed"],
        done: &["conversation filed"],
        fr_noun: &["le classement d'une conversation"],
        fr_done: &["conversation classée"],
    }),
    act: Some("/conversations/new?client={client}"),
};

/// It was filed with the wrong client and is taken out of that file. That of the right one says that it was filed.
pub const WITHDRAWN: Deed = Deed { name: "conversation.withdrawn", slots: &["client", "conversation"], details: &["reason"], words: None, act: None };

pub const READ: Deed = Deed { name: "conversation.read", slots: &["client", "conversation"], details: &[], words: None, act: None };

pub const COPIED: Deed = Deed { name: "conversation.copied", slots: &["client", "conversation"], details: &["way"], words: None, act: None };

/// S-139, S-140: nothing is left on the phone.
pub const PHONE_COPY_DELETED: Deed = Deed {
    name: "phone-copy.deleted",
    slots: &["client", "conversation"],
    details: &[],
    words: Some(DeedWords {
        noun: &["deletion of the phone copy"],
        clause: &["a phone copy is deleted"],
        done: &["phone copy deleted"],
        fr_noun: &["la suppression de la copie du téléphone"],
        fr_done: &["copie supprimée du téléphone"],
    }),
    act: Some("/conversations/{conversation}"),
};

pub const TERMS: &[Term] = &[Term::Subject {
    id: "client",
    slot: "client",
    appears: &["client.opened"],
    disappears: &[],
    words: TermWords { en: &["client"], fr: &["client"] },
}];

/// Every deed of this slice.
pub const ALL: &[Deed] = &[OPENED, ASSIGNED, UNASSIGNED, UPLOADED, DISCARDED, HELD, FILED, WITHDRAWN, READ, COPIED, PHONE_COPY_DELETED];
