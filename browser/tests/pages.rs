//! Every page of a filled organisation: each of the cast signs in and follows
//! every link; each page must be sound in light and in dark, from left to right and
//! from right to left, with targets a thumb can hit. With `KEEPWELL_SHOTS` set,
//! a picture of every page is left in that folder.

use browser::site::{DEMO_PASSPHRASE, Site};
use browser::visitor::Visitor;
use browser::walk::Walk;
use browser::{Context, Lang, Result, Screen};

/// Who walks, in this order, and where they begin beside the first page.
const CAST: [(&str, &[&str]); 8] = [
    ("ana", &["/search?q=ben", "/search?q=nothing+of+the+kind", "/people?q=nothing+of+the+kind", "/prove", "/manual/technology/build/policy-review"]),
    ("ben", &[]),
    ("cleo", &[]),
    ("eli", &[]),
    ("fern", &[]),
    ("gus", &[]),
    ("dara", &[]),
    ("ivy", &[]),
];

/// Pages that look different to each.
const OWN: [&str; 6] = ["/", "/me/here", "/phones", "/phones/{phone}", "/clients", "/glossary"];

/// Doors this walk does not come through, and why.
const ELSEWHERE: [&str; 4] = ["/health", "/calendar/{token}", "/manual/devices/minute", "/set-up"];

/// The page of the phone that lies in the drawer, in nobody's hands.
const SPARE: &str = "return [...document.querySelectorAll('main tbody th a')].find((a) => a.textContent.includes('PH-016')).getAttribute('href');";

/// The page of the phone in Ben's hands, as he finds it.
async fn of_ben(at: &Visitor) -> Result<String> {
    at.open("/phones").await?;
    let href = at.attribute("main tbody th a", "href").await?;
    Ok(href.rsplit_once("/phones/").map(|(_, id)| format!("/phones/{id}")).unwrap_or(href))
}

async fn walk(lang: Lang, screen: Screen) -> Result<()> {
    let site = Site::demo()?;
    let at = Visitor::sit_down(&site.address, lang, screen).await?;
    let mut walk = Walk::new()?;
    let began = std::time::Instant::now();
    at.stranger().await?;
    walk.follow(&at, "nobody", &["/sign-in", "/glossary", "/help", "/welcome", "/glossary?lang=ar"], &[]).await?;
    walk.refused(&at, "/set-up", "not-found-stranger").await?;
    walk.refused(&at, "/sign-in/second", "second-without-first").await?;
    walk.refused(&at, "/welcome/spent", "link-gone").await?;
    let mut phone = String::new();
    for (who, more) in CAST {
        at.sign_in(&format!("{who}@example.org"), DEMO_PASSPHRASE).await.with_context(|| format!("{who} signs in"))?;
        if who == "ana" {
            // A draft, so that there is one to walk through.
            at.open("/manual/technology").await?;
            at.touch("#policy-review form[action$='/draft'] button").await?;
            at.settles_at("/manual/technology/draft/policy-review").await?;
        }
        let at_hand = match who {
            "ben" => vec![format!("{}/drawer", of_ben(&at).await?)],
            "cleo" => {
                at.open("/phones").await?;
                let spare = at.look(SPARE, vec![]).await?;
                vec![format!("{phone}/take-back"), format!("{}/issue", spare.as_str().unwrap_or_default())]
            }
            _ => Vec::new(),
        };
        let from: Vec<&str> = ["/"].into_iter().chain(more.iter().copied()).chain(at_hand.iter().map(String::as_str)).collect();
        walk.follow(&at, who, &from, &OWN).await?;
        if who == "ben" {
            phone = of_ben(&at).await?;
            walk.refused(&at, "/trail", "forbidden").await?;
            walk.refused(&at, "/no-such-page", "not-found").await?;
        }
    }
    let findings = at.findings.lock().map(|f| f.clone()).unwrap_or_default();
    println!("{} pages in {:.0} s", walk.count(), began.elapsed().as_secs_f32());
    let missed: Vec<_> = walk.missed().into_iter().filter(|door| !ELSEWHERE.contains(door)).collect();
    at.chrome.close().await?;
    assert!(findings.is_empty() && missed.is_empty(), "nobody came to {missed:?}\n{} findings:\n{}", findings.len(), findings.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_in_english_on_a_desktop_in_the_dark() -> Result<()> {
    walk(Lang::En, Screen::Desktop).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_sound_in_french_on_a_phone() -> Result<()> {
    walk(Lang::Fr, Screen::Phone).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "for pictures"]
async fn every_page_is_sound_in_english_on_a_phone() -> Result<()> {
    walk(Lang::En, Screen::Phone).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "for pictures"]
async fn every_page_is_sound_in_french_on_a_desktop_in_the_dark() -> Result<()> {
    walk(Lang::Fr, Screen::Desktop).await
}
