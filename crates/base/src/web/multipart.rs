//! Forms with a file: the fields first, then the file, streamed to a sealed blob.

use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::StatusCode;

use super::form::{FormState, TOKEN_FIELD, as_typed};
use super::visit::Visit;
use crate::blobs::Blob;
use crate::failure::{Failure, Said};
use crate::slice::FORM_LIMIT;

/// A posted form whose file, if it had one, lies sealed in the blobs already.
#[derive(Debug)]
pub struct Uploaded {
    pub form: FormState,
    pub file: Option<File>,
    /// A file came and was not taken in: the store for files does not answer. Say [`FILES_AWAY`] beside the field.
    pub away: bool,
    /// A file came that is larger than the route takes. What was typed before it is kept; say how large it may be.
    pub too_large: bool,
}

/// What is said beside a field whose content could not be kept for now.
pub const FILES_AWAY: Said = Said::plain("hall-files-away");

/// A file that was taken in.
#[derive(Debug)]
pub struct File {
    pub name: String,
    pub blob: Blob,
}

fn unfit(error: &MultipartError) -> Failure {
    Failure::Unfit(error.status())
}

/// Takes a form with one file field. The hidden token must come before the file.
///
/// # Errors
/// When the form is not what the page sent.
pub async fn take(visit: &Visit, mut parts: Multipart, purpose: &str) -> Result<Uploaded, Failure> {
    let mut values: Vec<(String, String)> = Vec::new();
    let (mut file, mut away, mut too_large) = (None, false, false);
    let mut left = FORM_LIMIT;
    loop {
        let field = match parts.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            // All of it came at once: no field was read, and nothing is done.
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE && values.is_empty() => {
                return Ok(Uploaded { form: FormState::default(), file: None, away: false, too_large: true });
            }
            Err(error) => return Err(unfit(&error)),
        };
        let name = field.name().unwrap_or("").to_owned();
        let Some(file_name) = field.file_name().map(str::to_owned) else {
            values.push((name, text(field, &mut left).await?));
            continue;
        };
        let token = values.iter().find(|(n, _)| n == TOKEN_FIELD).map_or("", |(_, v)| v.as_str());
        visit.visitor.check_token(&visit.app, token)?;
        if file_name.is_empty() {
            continue;
        }
        if file.is_some() || away {
            return Err(Failure::Unfit(StatusCode::BAD_REQUEST));
        }
        match stream(visit, field, file_name, purpose).await {
            // The fields after the file were typed too.
            Err(Failure::Away { cause }) => {
                tracing::warn!(%cause, "the store for files is away");
                away = true;
            }
            // Nothing after it can be read.
            Err(Failure::Unfit(StatusCode::PAYLOAD_TOO_LARGE)) => {
                too_large = true;
                break;
            }
            taken => file = Some(taken?),
        }
    }
    let form = FormState::of(values);
    visit.visitor.check_token(&visit.app, form.value(TOKEN_FIELD))?;
    Ok(Uploaded { form, file, away, too_large })
}

/// A field that is no file. All of them together are no larger than a form without one.
async fn text(mut field: axum::extract::multipart::Field<'_>, left: &mut usize) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|e| unfit(&e))? {
        *left = left.checked_sub(chunk.len()).ok_or(Failure::Unfit(StatusCode::PAYLOAD_TOO_LARGE))?;
        bytes.extend_from_slice(&chunk);
    }
    let text = String::from_utf8(bytes).ok().and_then(|text| as_typed(&text));
    text.ok_or(Failure::Unfit(StatusCode::BAD_REQUEST))
}

async fn stream(visit: &Visit, mut field: axum::extract::multipart::Field<'_>, name: String, purpose: &str) -> Result<File, Failure> {
    let app = &visit.app;
    let now = app.now();
    let mut tx = app.db.begin().await?;
    let key = app.vault.new_key(&mut tx, purpose, now).await?;
    tx.commit().await?;
    let mut intake = app.blobs.take(&app.id()?, &key, &app.dice)?;
    while let Some(chunk) = field.chunk().await.map_err(|e| unfit(&e))? {
        intake.write(&chunk)?;
    }
    let settled = intake.settle().await?;
    let mut tx = app.db.begin().await?;
    let blob = settled.enter(&mut tx, &app.vault, &key, &name, now).await?;
    tx.commit().await?;
    Ok(File { name, blob })
}

/// The bytes of the file field, when it is small (a CSV): refused above `most`.
///
/// # Errors
/// As [`take`].
pub async fn take_small(visit: &Visit, mut parts: Multipart, most: usize) -> Result<(FormState, Option<Vec<u8>>), Failure> {
    let mut values: Vec<(String, String)> = Vec::new();
    let mut file = None;
    let mut left = FORM_LIMIT;
    while let Some(field) = parts.next_field().await.map_err(|e| unfit(&e))? {
        let name = field.name().unwrap_or("").to_owned();
        if field.file_name().is_none() {
            values.push((name, text(field, &mut left).await?));
            continue;
        }
        let bytes = field.bytes().await.map_err(|e| unfit(&e))?;
        if bytes.len() > most {
            return Err(Failure::Unfit(StatusCode::PAYLOAD_TOO_LARGE));
        }
        if !bytes.is_empty() {
            file = Some(bytes.to_vec());
        }
    }
    let form = FormState::of(values);
    visit.visitor.check_token(&visit.app, form.value(TOKEN_FIELD))?;
    Ok((form, file))
}
