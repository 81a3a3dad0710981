//! Pages by keyboard alone: the first stop skips the menu, every stop can be
//! seen and is not covered, none holds the focus, and what opens is closed by Escape.

use std::collections::BTreeSet;

use browser::site::{DEMO_PASSPHRASE, Site};
use browser::visitor::Visitor;
use browser::{Lang, Result, Screen, ensure};
use thirtyfour::Key;

/// Where the focus is: what, whether one sees it, whether something lies over it.
const STOP: &str = r"
const e = document.activeElement;
if (!e || e === document.body) return { what: '', seen: true, free: true };
window.stops = window.stops || new Map();
if (!window.stops.has(e)) window.stops.set(e, window.stops.size);
const ring = (x) => { const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; };
const label = e.closest('label');
const box = (label || e).getBoundingClientRect();
const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = box.top + Math.min(box.height, innerHeight) / 2;
const top = document.elementFromPoint(x, y);
return { what: `${window.stops.get(e)} ${e.outerHTML.slice(0, 110)}`, seen: ring(e) || (!!label && ring(label)),
  free: !!top && ((label || e).contains(top) || top.contains(e)) };
";

/// How many stops there must be: what takes the focus, radios of one group counted once.
const STOPS: &str = r"
const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex=\'0\']')]
  .filter((e) => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0);
const groups = new Set();
return all.filter((e) => e.type !== 'radio' || (!groups.has(e.name) && groups.add(e.name))).length;
";

async fn tab(at: &Visitor) -> Result<(String, bool, bool)> {
    at.key(Key::Tab).await?;
    let stop = at.look(STOP, vec![]).await?;
    let yes = |key: &str| stop.get(key).and_then(serde_json::Value::as_bool).unwrap_or_default();
    Ok((stop.get("what").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned(), yes("seen"), yes("free")))
}

/// Tabs through the page until the focus leaves it.
async fn through(at: &Visitor, path: &str) -> Result<()> {
    at.open(path).await?;
    at.look("document.activeElement.blur();", vec![]).await?;
    at.rest().await?;
    let wanted = at.look(STOPS, vec![]).await?.as_u64().unwrap_or_default();
    let (mut stops, mut last) = (BTreeSet::new(), String::new());
    // A date has stops within: its day, its month, its year.
    for n in 0..wanted + 40 {
        let (what, seen, free) = tab(at).await?;
        if what.is_empty() || (!stops.insert(what.clone()) && what != last) {
            break;
        }
        // Within a date the browser draws the ring itself, where no style is to be read.
        let within = what == last;
        last.clone_from(&what);
        ensure!(n > 0 || what.contains("class=\"skip\""), "{path}: the first stop is {what}, not the link past the menu");
        ensure!(seen || within, "{path}: one does not see the focus on {what}");
        ensure!(free, "{path}: something covers {what}");
    }
    ensure!(stops.len() as u64 >= wanted, "{path}: {} stops of {wanted}, the last {:?}", stops.len(), stops.last());
    Ok(())
}

/// The link past the menu leads into the page; the menu closes by Escape and gives the focus back.
async fn past_the_menu(at: &Visitor) -> Result<()> {
    at.open("/").await?;
    at.rest().await?;
    let (link, ..) = tab(at).await?;
    ensure!(link.contains("class=\"skip\""), "the first stop is {link}, not the link past the menu");
    at.key(Key::Enter).await?;
    let (first, ..) = tab(at).await?;
    ensure!(at.look("return document.querySelector('main').contains(document.activeElement);", vec![]).await? == true, "after the skip link comes {first}");
    at.look("document.querySelector('details.menu > summary').focus();", vec![]).await?;
    at.key(Key::Enter).await?;
    ensure!(at.look("return document.querySelector('details.menu').open;", vec![]).await? == true, "Enter opens the menu");
    tab(at).await?;
    at.key(Key::Escape).await?;
    ensure!(at.look("return !document.querySelector('details.menu').open && document.activeElement.matches('details.menu > summary');", vec![]).await? == true, "Escape closes it");
    Ok(())
}

async fn by_keyboard(lang: Lang, screen: Screen) -> Result<()> {
    let site = Site::demo()?;
    let at = Visitor::sit_down(&site.address, lang, screen).await?;
    at.stranger().await?;
    for path in ["/sign-in", "/glossary", "/help/today"] {
        through(&at, path).await?;
    }
    at.sign_in("ana@example.org", DEMO_PASSPHRASE).await?;
    past_the_menu(&at).await?;
    for path in ["/", "/phones", "/people", "/people/new", "/standing", "/standing/duties", "/trail", "/manual", "/manual/practices/new", "/organisation", "/me/security"] {
        through(&at, path).await?;
    }
    at.chrome.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_work_by_keyboard_on_a_desktop() -> Result<()> {
    by_keyboard(Lang::En, Screen::Desktop).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_work_by_keyboard_on_a_phone() -> Result<()> {
    by_keyboard(Lang::Fr, Screen::Phone).await
}
