//! Step 7 and the first half of 8: Today for three people, and how it changed; the trail and the standing.

use browser::{Result, ensure};

use crate::Journey;
use crate::cast::{ANA, BEN, CLEO};

/// What each owes, with its reason; what was done is evidence.
pub async fn everybody(j: &Journey) -> Result<()> {
    let at = &j.at;
    for person in [&CLEO, &ANA, &BEN] {
        j.become_(person).await?;
        let name = person.name.split(' ').next().unwrap_or_default().to_lowercase();
        let page = if person.name == BEN.name { "today".to_owned() } else { format!("today-{name}") };
        at.check(&page).await?;
        let duty = at.owed("passcode-age").await?;
        ensure!(!duty.what.is_empty(), "what is owed is said in words: {duty:?}");
    }
    at.is_evidence("acknowledged").await?;
    at.is_evidence("passcode-told").await?;
    let duty = at.owed("passcode-age").await?;
    at.touch(&format!("article[aria-labelledby=\"{}\"] details.why > summary", duty.id)).await?;
    at.says(j.pick("every 3 months: passcode changed", "tous les 3 mois : code changé")).await?;
    at.says(j.pick("A new passcode every three months", "Un nouveau code tous les trois mois")).await?;
    at.check("today-why").await
}

/// The day by which Ben's passcode is to change.
pub async fn passcode_due(j: &Journey) -> Result<String> {
    j.become_(&BEN).await?;
    Ok(j.at.owed("passcode-age").await?.due)
}

/// After the new edition the same duty comes sooner, and says why.
pub async fn changed(j: &Journey, before: &str) -> Result<()> {
    let after = passcode_due(j).await?;
    ensure!(after.as_str() < before, "60 days are shorter than 3 months: {after} is not before {before}");
    j.at.says(j.pick("every 60 days: passcode changed", "tous les 60 jours : code changé")).await
}

/// The whole journey, as the trail tells it; and the standing on this day.
pub async fn trail_and_standing(j: &Journey) -> Result<()> {
    let at = &j.at;
    j.become_(&ANA).await?;
    j.go("duties-nav-trail").await?;
    at.check("trail").await?;
    let mut told = at.page_text().await?;
    while at.carries("main a.btn", &at.words.say("base-pages-after")?).await? {
        at.press_id("base-pages-after").await?;
        told.push_str(&at.page_text().await?);
    }
    let lines = [
        ("deed-phone-taken-off-site", vec![("phone", "PH-014")]),
        ("deed-passcode-changed", vec![("phone", "PH-014")]),
        ("deed-manager-informed", vec![("phone", "PH-014")]),
        ("deed-phone-put-in-drawer", vec![("phone", "PH-014")]),
        ("deed-custody-began", vec![("phone", "PH-014"), ("person", BEN.name)]),
    ];
    for (id, gaps) in lines {
        let line = browser::words::plain(&at.words.with(id, &gaps)?);
        ensure!(told.contains(&line), "the trail does not say {line:?}");
    }
    at.open("/trail/1").await?;
    at.check("trail-entry").await?;
    j.go("duties-nav-standing").await?;
    at.check("standing").await?;
    at.open("/standing?by=person").await?;
    at.says(BEN.name).await?;
    at.check("standing-people").await?;
    at.open("/standing/duties?clause=passcode-age&state=open").await?;
    at.says(BEN.name).await?;
    at.check("standing-duties").await?;
    at.touch("table tbody th a").await?;
    at.says(j.pick("every 60 days: passcode changed", "tous les 60 jours : code changé")).await?;
    at.check("duty").await?;
    at.press_id("duties-exception-ask-link").await?;
    at.check("exception-ask").await?;
    for (page, name) in [("/exceptions", "exceptions"), ("/standing/board", "board"), ("/standing/elsewhere", "elsewhere"), ("/me/reminders", "reminders")] {
        at.open(page).await?;
        at.check(name).await?;
    }
    at.open("/help").await?;
    at.check("help").await
}
