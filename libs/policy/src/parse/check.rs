//! What the grammar alone cannot refuse: words that do not belong together.

use super::complaint::{Complaint, Expected, Found};
use super::cursor::Cursor;
use crate::rule::{Acts, Each, Form, Name, Trigger};
use crate::vocabulary::{Category, Vocabulary};

/// Refuses a form whose parts are about different things.
pub(crate) fn form(form: &Form, cursor: &mut Cursor<'_>) -> Result<(), Complaint> {
    let whole = |cursor: &mut Cursor<'_>| {
        let column = cursor.column();
        Found {
            column: 1,
            width: column.saturating_sub(1).max(1),
            text: String::new(),
        }
    };
    let vocabulary = cursor.vocabulary;
    if let Some(words) = stray(form, vocabulary, cursor.lang) {
        let found = Found {
            text: words,
            ..whole(cursor)
        };
        return Err(cursor.complain_at(found, Expected::SameThing));
    }
    if let Some(role) = form.acts().and_then(|acts| acts.by.as_ref()) {
        let found = Found {
            text: vocabulary
                .words(Category::Role, role, cursor.lang)
                .to_owned(),
            ..whole(cursor)
        };
        self::role(cursor, found, role, form)?;
    }
    Ok(())
}

/// The words of the first part that is not about the same thing as the others.
fn stray(form: &Form, vocabulary: &Vocabulary, lang: crate::Lang) -> Option<String> {
    let deed_words = |kind: &Name| vocabulary.words(Category::Done, kind, lang).to_owned();
    let state_words = |name: &Name| vocabulary.words(Category::State, name, lang).to_owned();
    if let Some(Each {
        subject,
        state: Some(state),
    }) = form.each()
        && !fits_state(vocabulary, subject, state)
    {
        return Some(state_words(state));
    }
    match form {
        Form::Every { acts, each, .. } | Form::Once { acts, each, .. } => {
            let slot = &vocabulary.subject(&each.subject)?.slot;
            acts.done
                .iter()
                .find(|kind| {
                    vocabulary
                        .deed(kind)
                        .is_none_or(|deed| !deed.slots.contains(slot))
                })
                .map(deed_words)
        }
        // What a miss is about is known once the rules stand side by side.
        Form::Within {
            of: Trigger::Miss(_),
            ..
        } => None,
        Form::Within {
            of: Trigger::Deed(of),
            acts,
            ..
        }
        | Form::Before { what: of, acts, .. } => stray_act(of, acts, vocabulary).map(deed_words),
        Form::Only {
            set,
            relation,
            each,
        } => {
            let relation = vocabulary.relation(relation)?;
            let subject = vocabulary.subject(&each.subject)?;
            let fits =
                relation.slot == subject.slot && vocabulary.set(set)?.slot == relation.element;
            (!fits).then(|| {
                vocabulary
                    .words(Category::Relation, &relation.name, lang)
                    .to_owned()
            })
        }
        Form::Standing { state, each, .. } => {
            (!fits_state(vocabulary, &each.subject, state)).then(|| state_words(state))
        }
    }
}

/// The first act that has nothing in common with the trigger.
fn stray_act<'a>(trigger: &Name, acts: &'a Acts, vocabulary: &Vocabulary) -> Option<&'a Name> {
    let role = acts.by.as_ref();
    let same_person = role.is_some_and(|role| vocabulary.is_actor(role));
    let slots = &vocabulary.deed(trigger)?.slots;
    let stray = acts.done.iter().find(|kind| {
        let about = vocabulary
            .deed(kind)
            .map(|deed| deed.slots.as_slice())
            .unwrap_or_default();
        !slots.is_empty() && !about.is_empty() && !about.iter().any(|slot| slots.contains(slot))
    });
    stray.filter(|_| !same_person)
}

fn fits_state(vocabulary: &Vocabulary, subject: &str, state: &str) -> bool {
    match (vocabulary.subject(subject), vocabulary.state(state)) {
        (Some(subject), Some(state)) => subject.slot == state.slot,
        _ => false,
    }
}

/// Whether somebody can look at all there is, and say so.
pub(crate) fn has_inventory(vocabulary: &Vocabulary, form: &Form) -> bool {
    match form {
        Form::Only { relation, .. } => vocabulary
            .relation(relation)
            .is_some_and(|relation| relation.inventory.is_some()),
        _ => false,
    }
}

/// Refuses `the same worker` where nobody acted before.
pub(crate) fn role(
    cursor: &Cursor<'_>,
    found: Found,
    role: &Name,
    form: &Form,
) -> Result<(), Complaint> {
    if form.trigger().is_none() && form.miss_of().is_none() && cursor.vocabulary.is_actor(role) {
        return Err(cursor.complain_at(found, Expected::FitRole));
    }
    Ok(())
}

/// Reads the state of an exception: one of the rule's subject, of what the
/// trigger is about, or of the person who acted.
pub(crate) fn exception(cursor: &mut Cursor<'_>, form: &Form) -> Result<Name, Complaint> {
    let found = cursor.found();
    let name = cursor.need_phrase(Category::State)?;
    let vocabulary = cursor.vocabulary;
    let slot = vocabulary.state(&name).map(|state| &state.slot);
    let fits = match (form.each(), form.trigger()) {
        (Some(each), _) => {
            vocabulary
                .subject(&each.subject)
                .map(|subject| &subject.slot)
                == slot
        }
        (None, Some(trigger)) => {
            let about = vocabulary
                .deed(trigger)
                .map(|deed| deed.slots.as_slice())
                .unwrap_or_default();
            slot.is_some_and(|slot| about.contains(slot)) || slot == vocabulary.person_slot()
        }
        // What a miss is about is known once the rules stand side by side.
        (None, None) => form.miss_of().is_some(),
    };
    if fits {
        Ok(name)
    } else {
        Err(cursor.complain_at(found, Expected::SameThing))
    }
}
