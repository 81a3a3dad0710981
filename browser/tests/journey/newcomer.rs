//! The proof: in the demo, somebody new finds who is late with a passcode and why, shortens the
//! time in a draft, reads what would follow, publishes; Ben accepts, and his Today has changed.
//! On the way a rule is typed by hand, with the preview that follows it; and once without script.

use browser::site::{DEMO_PASSPHRASE, Site};
use browser::{Context, Lang, Result, Screen, ensure};

use crate::Journey;
use crate::cast::Person;

const ANA: Person = Person { name: "Ana Roy", email: "ana@example.org", passphrase: DEMO_PASSPHRASE };
const BEN: Person = Person { name: "Ben Ito", email: "ben@example.org", passphrase: DEMO_PASSPHRASE };

async fn prove(lang: Lang, screen: Screen) -> Result<()> {
    let site = Site::demo()?;
    let journey = Journey::begin(site, lang, screen).await?;
    journey.came_through(steps(&journey).await);
    Ok(())
}

async fn steps(j: &Journey) -> Result<()> {
    let before = bens_day(j).await?;
    who_is_late_and_why(j).await?;
    a_rule_is_typed(j).await?;
    without_script(j).await?;
    what_would_follow(j).await?;
    ben_accepts(j, &before).await
}

/// Signs in and reads on in the language of this journey.
async fn enter(j: &Journey, person: &Person) -> Result<()> {
    let at = &j.at;
    j.become_(person).await?;
    if at.attribute("html", "lang").await? != at.lang.id() {
        at.touch("header .menu > summary").await?;
        at.press_in("header", at.lang.pick("English", "Français")).await?;
        at.says(at.lang.pick("Hello", "Bonjour")).await?;
    }
    Ok(())
}

/// By when Ben must change his passcode, before anything changed.
async fn bens_day(j: &Journey) -> Result<String> {
    enter(j, &BEN).await?;
    j.at.check("proof-ben-before").await?;
    Ok(j.at.owed("passcode-age").await?.due)
}

/// From Today: Standing, and there the duty with its reason. Two presses.
async fn who_is_late_and_why(j: &Journey) -> Result<()> {
    let at = &j.at;
    enter(j, &ANA).await?;
    at.check("proof-today").await?;
    j.go("duties-nav-standing").await?;
    let late = at.duties("passcode-age").await?.into_iter().find(|d| d.group == "late").context("nobody is late with a passcode")?;
    let card = format!("article[aria-labelledby=\"{}\"]", late.id);
    ensure!(at.part(&card).await?.contains("Eli Novak"), "the card says who: {}", at.part(&card).await?);
    at.touch(&format!("{card} details.why > summary")).await?;
    at.says(j.pick("every 3 months: passcode changed", "tous les 3 mois : code changé")).await?;
    at.says(j.pick("A new passcode every three months", "Un nouveau code tous les trois mois")).await?;
    at.check("proof-late").await
}

/// Ana types "60 days" by hand; the preview follows, says what is wrong, and saves nothing.
async fn a_rule_is_typed(j: &Journey) -> Result<()> {
    let at = &j.at;
    at.touch("article.duty .why a[href$='#passcode-age']").await?;
    at.says_id("manual-edit").await?;
    at.press_in("#passcode-age", &at.words.say("manual-edit")?).await?;
    at.says_id("manual-preview").await?;
    let (old, slip, new) = j.pick(("every 3 months", "every 60 dayz", "every 60 days"), ("tous les 3 mois", "tous les 60 jouurs", "tous les 60 jours"));
    at.type_over(old, slip).await?;
    at.sees("#preview .callout mark").await?;
    ensure!(at.holds(slip).await?, "what is typed stays while the preview follows");
    at.check("proof-slip").await?;
    at.type_over(slip, new).await?;
    at.sees_no("#preview .callout mark").await?;
    ensure!(at.part("#preview").await?.contains(new), "the preview follows: {}", at.part("#preview").await?);
    at.check("proof-typed").await
}

/// The same form without script: a button shows the preview, nothing typed is lost, the rule is written in the other language.
async fn without_script(j: &Journey) -> Result<()> {
    let at = &j.at;
    let path = at.path().await?;
    at.script(false).await?;
    at.open(&path).await?;
    let (old, slip, new) = j.pick(("every 3 months", "every 60 dayz", "every 60 days"), ("tous les 3 mois", "tous les 60 jouurs", "tous les 60 jours"));
    ensure!(at.holds(old).await?, "the preview saved nothing");
    at.reword("textarea", old, slip).await?;
    at.press_id("manual-preview-now").await?;
    ensure!(at.has("#preview .callout mark").await? && at.holds(slip).await?, "the preview marks the slip and loses nothing");
    at.reword("textarea", slip, new).await?;
    let words = j.pick([("text_en", "three months", "60 days")], [("text_fr", "trois mois", "60 jours")]);
    for (field, from, to) in words {
        at.reword(&format!("#f-{field}"), from, to).await?;
    }
    let (other, button) = j.pick(("rule1_fr", "manual-write-fr"), ("rule1_en", "manual-write-en"));
    at.fill(other, "").await?;
    at.touch(&format!("button[name=write][value={other}]")).await?;
    ensure!(at.holds(j.pick("tous les 60 jours", "every 60 days")).await?, "{button}: the other language is written from this one");
    at.press_in("main .form-actions", &at.words.say("manual-save")?).await?;
    at.says_id("manual-flash-clause-saved").await?;
    at.script(true).await?;
    at.open("/manual/technology/draft").await
}

/// Numbers first, then whose duties: Ben's moves, Eli stays as late as before.
async fn what_would_follow(j: &Journey) -> Result<()> {
    let at = &j.at;
    at.press_id("manual-what-if").await?;
    at.says(j.pick("every 60 days: passcode changed", "tous les 60 jours : code changé")).await?;
    at.says(BEN.name).await?;
    at.check("proof-what-if").await?;
    at.press_id("duties-what-if-back").await?;
    at.fill("reason", j.pick("Sixty days, as our insurer asks.", "Soixante jours, comme le demande notre assureur.")).await?;
    at.tick(&at.words.say("manual-waiver")?).await?;
    at.fill("waiver_reason", j.pick("We are eight people.", "Nous sommes huit.")).await?;
    at.press_id("manual-publish").await?;
    at.says_id("manual-flash-published").await?;
    at.check("proof-published").await
}

/// Ben reads only what changed, accepts it, and by Today his passcode is due sooner.
async fn ben_accepts(j: &Journey, before: &str) -> Result<()> {
    let at = &j.at;
    enter(j, &BEN).await?;
    let asked = at.owed("acknowledged").await?;
    at.check("proof-ben-asked").await?;
    at.open(&asked.act).await?;
    at.says(j.pick("60 days", "60 jours")).await?;
    ensure!(at.count("main ins, main del").await? > 0, "only what changed is shown, word by word");
    at.check("proof-accept").await?;
    at.tick(&at.words.say("manual-agree")?).await?;
    at.press_id("manual-accept").await?;
    at.says_id("manual-flash-acknowledged").await?;
    at.is_evidence("acknowledged").await?;
    let after = at.owed("passcode-age").await?.due;
    ensure!(after.as_str() < before, "60 days are shorter than 3 months: {after} is not before {before}");
    at.says(j.pick("every 60 days: passcode changed", "tous les 60 jours : code changé")).await?;
    at.check("proof-ben-after").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proof_in_english_on_a_phone() -> Result<()> {
    prove(Lang::En, Screen::Phone).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proof_in_french_on_a_desktop() -> Result<()> {
    prove(Lang::Fr, Screen::Desktop).await
}
