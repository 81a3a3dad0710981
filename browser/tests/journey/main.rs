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
    async fn begin(site: Site, lang: Lang, screen: Screen) -> Result<Self> {
        let at = Visitor::sit_down(&site.address, lang, screen).await?;
        Ok(Self { site, at })
    }

    /// Fails, with all there is to tell, when a step did or something was found on a page.
    fn came_through(&self, went: Result<()>) {
        let findings = self.at.findings.lock().map(|f| f.clone()).unwrap_or_default();
        let last = self.at.last.lock().map(|l| l.clone()).unwrap_or_default();
        let told = format!("{} findings:\n{}\nthe server's log:\n{}", findings.len(), findings.join("\n"), self.site.log());
        let failure = went.err().map(|failure| format!("{failure:#}"));
        assert!(failure.is_none(), "after the page {last}: {}\n{told}", failure.unwrap_or_default());
        assert!(findings.is_empty(), "{told}");
    }

    /// Words in one language or the other.
    pub fn pick<T>(&self, en: T, fr: T) -> T {
        self.at.lang.pick(en, fr)
    }
}

async fn travel(lang: Lang, screen: Screen) -> Result<()> {
    let site = Site::start()?;
    let mut journey = Journey::begin(site, lang, screen).await?;
    journey.came_through(steps(&journey).await);
    let soon = journey.at.in_an_hour("America/Toronto").await?;
    proof::proof(&mut journey, soon.split('T').next().unwrap_or_default())
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
