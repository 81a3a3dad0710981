//! Who is on the journey, and how they come and go and find their way about.

use browser::{Result, Screen};

use crate::Journey;

/// Somebody who signs in.
pub struct Person {
    pub name: &'static str,
    pub email: &'static str,
    pub passphrase: &'static str,
}

pub const ANA: Person = Person { name: "Ana Roy", email: "ana@example.org", passphrase: "lantern orchard velvet drum" };
pub const BEN: Person = Person { name: "Ben Ito", email: "ben@example.org", passphrase: "copper meadow seven whistle" };
pub const CLEO: Person = Person { name: "Cleo Marsh", email: "cleo@example.org", passphrase: "gravel piano winter saddle" };

impl Journey {
    /// Signs in, whoever was there before having left.
    pub async fn become_(&self, person: &Person) -> Result<()> {
        self.leave().await?;
        self.at.come_in(person.email, person.passphrase).await?;
        self.at.says(person.name.split(' ').next().unwrap_or_default()).await
    }

    /// Signs out, if somebody is signed in.
    pub async fn leave(&self) -> Result<()> {
        self.at.open("/").await?;
        if self.at.has("header .menu > summary").await? {
            self.at.touch("header .menu > summary").await?;
            self.at.press_in("header", &self.at.words.say("base-sign-out")?).await?;
            self.at.says_id("people-signed-out").await?;
        }
        Ok(())
    }

    /// Follows the menu: at the side, or at the foot of a phone and behind "More".
    pub async fn go(&self, label: &str) -> Result<()> {
        let words = self.at.words.say(label)?;
        if self.at.screen == Screen::Desktop {
            return self.at.press_in(".side nav", &words).await;
        }
        if self.at.carries("nav.tabs > ul > li > a", &words).await? {
            return self.at.press_in("nav.tabs", &words).await;
        }
        self.at.touch("nav.tabs details.more > summary").await?;
        self.at.press_in("nav.tabs .more-panel", &words).await
    }

    /// Lets Keepwell speak to whoever is signed in, on pages and in letters, in the language of this journey.
    pub async fn speak_our_language(&self) -> Result<()> {
        self.at.open("/me").await?;
        self.at.tick(self.pick("English", "Français")).await?;
        self.at.press_in("#language, section[aria-labelledby=language]", &self.at.words.say("people-save")?).await?;
        self.at.says_id("people-language-chosen").await
    }
}
