//! The journey of a newcomer, steps 2 to 8: set-up, people and phones, the
//! manual, a phone in Ben's hands, a conversation filed, Today, an edition
//! published, the trail read and proved. In English and French, on a phone and
//! on a desktop; every page is looked over on the way.

mod cast;
mod clients;
mod entrance;
mod lists;
mod manual;
mod newcomer;
mod phones;
mod proof;
mod today;

use browser::site::Site;
use browser::visitor::Visitor;
use browser::{Lang, Result, Screen};

/// What the steps share.
pub struct Journey {
    pub site: Site,
    pub at: Visitor,
}

impl Journey {
    /// Words in one language or the other.
    pub fn pick<T>(&self, en: T, fr: T) -> T {
        self.at.lang.pick(en, fr)
    }
}

async fn travel(lang: Lang, screen: Screen) -> Result<()> {
    let site = Site::start()?;
    let at = Visitor::sit_down(&site.address, lang, screen).await?;
    let mut journey = Journey { site, at };
    let went = steps(&journey).await;
    let findings = journey.at.findings.lock().map(|f| f.clone()).unwrap_or_default();
    let last = journey.at.last.lock().map(|l| l.clone()).unwrap_or_default();
    let told = format!("{} findings:\n{}\nthe server's log:\n{}", findings.len(), findings.join("\n"), journey.site.log());
    let failure = went.err().map(|failure| format!("{failure:#}"));
    assert!(failure.is_none(), "after the page {last}: {}\n{told}", failure.unwrap_or_default());
    let soon = journey.at.in_an_hour("America/Toronto").await?;
    proof::proof(&mut journey, soon.split('T').next().unwrap_or_default())?;
    assert!(findings.is_empty(), "{told}");
    Ok(())
}

async fn steps(journey: &Journey) -> Result<()> {
    entrance::set_up(journey).await?;
    lists::people(journey).await?;
    entrance::ben_and_cleo_come_in(journey).await?;
    lists::phones(journey).await?;
    manual::read(journey).await?;
    phones::issued(journey).await?;
    phones::rules_accepted(journey).await?;
    phones::passcode(journey).await?;
    phones::off_site(journey).await?;
    clients::filed(journey).await?;
    clients::real_file(journey).await?;
    today::everybody(journey).await?;
    let due = today::passcode_due(journey).await?;
    manual::edited(journey).await?;
    today::changed(journey, &due).await?;
    today::trail_and_standing(journey).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journey_in_english_on_a_desktop() -> Result<()> {
    travel(Lang::En, Screen::Desktop).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journey_in_english_on_a_phone() -> Result<()> {
    travel(Lang::En, Screen::Phone).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journey_in_french_on_a_desktop() -> Result<()> {
    travel(Lang::Fr, Screen::Desktop).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_journey_in_french_on_a_phone() -> Result<()> {
    travel(Lang::Fr, Screen::Phone).await
}
