//! Step 5: PH-014 goes to Ben; its passcode changes; it leaves the office with permission and comes back.

use browser::letters::Letter;
use browser::{Result, bail, ensure};

use crate::Journey;
use crate::cast::{ANA, BEN, CLEO, Person};

const PASSCODE: &str = "739214";

impl Journey {
    /// The `nth` letter to somebody, waited for.
    pub async fn letter_to(&self, person: &Person, nth: usize) -> Result<Letter> {
        for _ in 0..100 {
            let letters = self.site.letters_to(person.email)?;
            if let Some(letter) = nth.checked_sub(1).and_then(|n| letters.get(n)) {
                return Ok(letter.clone());
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        bail!("letter {nth} to {} did not come", person.name)
    }

    async fn phone(&self, label: &str) -> Result<()> {
        self.go("phones-nav").await?;
        self.at.press(label).await?;
        self.at.says(label).await
    }
}

/// Cleo approves WhatsApp and hands PH-014 to Ben; Ana gets a phone too, and Cleo takes one.
pub async fn issued(j: &Journey) -> Result<()> {
    let at = &j.at;
    j.become_(&CLEO).await?;
    j.go("phones-nav").await?;
    at.press_id("phones-apps-link").await?;
    at.fill("name", "WhatsApp").await?;
    at.press_id("phones-app-approve").await?;
    at.says_id("phones-app-approved-said").await?;
    at.check("apps").await?;
    j.phone("PH-014").await?;
    at.check("phone").await?;
    at.press_id("phones-act-issue").await?;
    at.choose("person", BEN.name).await?;
    at.check("custody").await?;
    at.press_in("main", &at.words.say("phones-act-issue")?).await?;
    at.says_id("phones-issued").await?;
    at.says(BEN.name).await?;
    at.check("phone-issued").await?;
    for (label, person) in [("PH-011", &ANA), ("PH-012", &CLEO)] {
        j.phone(label).await?;
        at.press_id("phones-act-issue").await?;
        at.choose("person", person.name).await?;
        at.press_in("main", &at.words.say("phones-act-issue")?).await?;
        at.says_id("phones-issued").await?;
    }
    Ok(())
}

/// Ben finds on Today that he owes his acceptance of the rules, and gives it there.
pub async fn rules_accepted(j: &Journey) -> Result<()> {
    let at = &j.at;
    j.become_(&BEN).await?;
    at.check("today-new").await?;
    at.open(&at.owed("acknowledged").await?.act).await?;
    if at.path().await? == "/manual" {
        at.press_id("manual-accept").await?;
    }
    at.check("acknowledge").await?;
    at.tick(&at.words.say("manual-agree")?).await?;
    at.press_in("main", &at.words.say("manual-accept")?).await?;
    at.says_id("manual-flash-acknowledged").await?;
    at.is_evidence("acknowledged").await
}

/// Ben writes down a new passcode. Cleo is told that it changed, not what it is.
pub async fn passcode(j: &Journey) -> Result<()> {
    let at = &j.at;
    let before = j.site.letters_to(CLEO.email)?.len();
    j.phone("PH-014").await?;
    at.press_id("phones-act-passcode").await?;
    at.fill("passcode", PASSCODE).await?;
    at.fill("again", "739215").await?;
    at.check("passcode").await?;
    at.press_id("phones-passcode-save").await?;
    at.check("passcode-again").await?;
    at.fill("passcode", PASSCODE).await?;
    at.fill("again", PASSCODE).await?;
    at.press_id("phones-passcode-save").await?;
    at.says_id("phones-passcode-changed").await?;
    at.says_not(PASSCODE).await?;
    let letter = j.letter_to(&CLEO, before + 1).await?;
    ensure!(!letter.raw.contains("PH-014"), "a letter does not say which phone: {}", letter.text);
    ensure!(!letter.raw.contains(PASSCODE) && !letter.text.contains(PASSCODE), "a letter never says a passcode");
    at.press_id("phones-read-passcode").await?;
    at.says(PASSCODE).await?;
    at.check("passcode-shown").await?;
    at.press_id("phones-reveal-done").await
}

/// Ben asks, Ana agrees, Ben goes, comes back and puts the phone in the drawer.
pub async fn off_site(j: &Journey) -> Result<()> {
    let at = &j.at;
    j.phone("PH-014").await?;
    at.press_id("phones-act-off-site").await?;
    at.fill("when", &at.in_an_hour("America/Toronto").await?).await?;
    at.fill("reason", j.pick("Evening visit with a family", "Visite du soir dans une famille")).await?;
    at.check("offsite-ask").await?;
    at.press_id("phones-ask-send").await?;
    at.says_id("phones-asked").await?;
    at.says_id("phones-request-wait").await?;
    at.check("offsite").await?;
    let letter = j.letter_to(&ANA, 1).await?;
    ensure!(!letter.raw.contains("PH-014"), "a letter does not say which phone: {}", letter.text);

    j.become_(&ANA).await?;
    at.check("today-asked").await?;
    at.press(&at.words.with("phones-ask-trip", &[("person", BEN.name), ("phone", "PH-014")])?).await?;
    at.fill("word", j.pick("Be safe.", "Bonne route.")).await?;
    at.check("offsite-answer").await?;
    at.press_id("phones-answer-yes").await?;
    at.says_id("phones-permitted").await?;

    j.become_(&BEN).await?;
    j.phone("PH-014").await?;
    at.press_id("phones-act-off-site").await?;
    at.says_id("phones-permission-good").await?;
    at.check("offsite-permitted").await?;
    at.press_id("phones-take-out").await?;
    at.says_id("phones-taken-out").await?;
    at.says_not(&at.words.say("phones-ask-after")?).await?;
    at.check("offsite-out").await?;
    j.phone("PH-014").await?;
    at.press_id("phones-act-back").await?;
    at.says_id("phones-brought-back").await?;
    at.press_id("phones-act-drawer").await?;
    at.says_id("phones-put-in-drawer").await?;
    at.check("phone-in-drawer").await
}
