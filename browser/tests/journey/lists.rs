//! Step 3: people and phones from files: a preview, problems row by row, all or nothing.

use browser::{Context, Result, ensure, sample};

use crate::Journey;
use crate::cast::CLEO;

/// Ana brings everybody in; her own row changes nothing.
pub async fn people(j: &Journey) -> Result<()> {
    let at = &j.at;
    j.go("people-nav").await?;
    at.press_id("people-import-link").await?;
    at.check("people-import").await?;
    let file = sample(j.pick("people.csv", "personnes.csv"));
    let (role, typed) = (j.pick("worker", "intervention"), j.pick("wroker", "intervetnion"));
    let spoiled = spoil(&file, &format!("ben@example.org,{role}"), &format!("ben@example.org,{typed}"))?;
    at.attach("file", spoiled.path()).await?;
    at.press_id("people-import-look").await?;
    at.says(&at.words.with("people-problem-role-near", &[("typed", typed), ("role", "worker")])?).await?;
    at.check("people-import-problems").await?;
    at.attach("file", &file).await?;
    at.press_id("people-import-look").await?;
    at.says("Fern Diaz").await?;
    at.check("import").await?;
    at.press(&at.words.with("people-import-confirm", &[("count", "7")])?).await?;
    at.says_id("people-imported-by-hand").await?;
    at.check("people").await?;
    at.press("Ben Ito").await?;
    at.says(BEN_EMAIL).await?;
    at.check("person").await
}

const BEN_EMAIL: &str = "ben@example.org";

/// Cleo, who keeps the phones, brings them in.
pub async fn phones(j: &Journey) -> Result<()> {
    let at = &j.at;
    j.become_(&CLEO).await?;
    j.go("phones-nav").await?;
    at.says_id("phones-empty").await?;
    at.check("phones-none").await?;
    at.open("/phones/import").await?;
    let file = sample(j.pick("phones.csv", "telephones.csv"));
    let spoiled = spoil(&file, "PH-014,416-555-0114", "PH-013,416-555-0114")?;
    at.attach("file", spoiled.path()).await?;
    at.press_id("people-import-look").await?;
    at.says_id("people-fate-wrong").await?;
    at.check("phones-import-problems").await?;
    at.attach("file", &file).await?;
    at.press_id("people-import-look").await?;
    at.says("PH-018").await?;
    at.check("phones-import").await?;
    at.press(&at.words.with("phones-import-confirm", &[("count", "8")])?).await?;
    at.says_id("phones-imported").await?;
    let text = at.page_text().await?;
    ensure!(["PH-011", "PH-014", "PH-018"].iter().all(|label| text.contains(label)), "every phone of the file is in the list");
    at.check("phones").await
}

/// A copy of a sample with one slip in it.
fn spoil(file: &std::path::Path, right: &str, wrong: &str) -> Result<tempfile::NamedTempFile> {
    let text = std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    ensure!(text.contains(right), "{} has no {right:?}", file.display());
    let copy = tempfile::Builder::new().suffix(".csv").tempfile().context("making a file")?;
    std::fs::write(copy.path(), text.replace(right, wrong)).context("writing a file")?;
    Ok(copy)
}
