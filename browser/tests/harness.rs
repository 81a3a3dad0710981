//! The checks find what they must: each is shown a page that breaks it.

use browser::site::Site;
use browser::visitor::Visitor;
use browser::{Lang, Result, Screen, ensure};

/// Spoils the page in hand and gives what the checks say about it.
async fn findings(at: &Visitor, spoil: &str) -> Result<Vec<String>> {
    at.open("/sign-in").await?;
    at.look(spoil, vec![]).await?;
    at.check("spoiled").await?;
    Ok(at.findings.lock().map(|mut f| std::mem::take(&mut *f)).unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_breaks_a_check_is_found() -> Result<()> {
    let site = Site::start()?;
    let at = Visitor::sit_down(&site.address, Lang::En, Screen::Phone).await?;
    let clean = findings(&at, "return 1;").await?;
    ensure!(clean.is_empty(), "the page itself is clean: {clean:?}");
    let spoils = [
        ("console.error('oh no');", "console SEVERE"),
        ("document.querySelector('main').innerHTML += '<p style=\"color:red\">x</p>';", "Content Security Policy"),
        ("document.querySelector('main').innerHTML += '<img src=\"/favicon.ico\" width=\"9\">';", "axe critical image-alt"),
        ("const p = document.createElement('p'); p.textContent = 'w'.repeat(90); p.className = 'pill'; document.querySelector('main').append(p);", "wider than the screen"),
        ("document.querySelector('main').append('people-sign-in-words');", "shows the id of a text"),
        ("document.documentElement.lang = 'de';", "the page is in"),
        ("document.querySelector('h1').remove();", "first headings"),
        ("document.querySelector('main').innerHTML += '<svg class=\"icon\"><use href=\"#no-such-icon\"></use></svg>';", "names an icon that is not there"),
    ];
    for (spoil, expected) in spoils {
        let found = findings(&at, spoil).await?;
        ensure!(found.iter().any(|f| f.contains(expected)), "{expected:?} is not found after {spoil}: {found:?}");
    }
    at.chrome.close().await
}
