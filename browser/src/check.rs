//! What every page must be: quiet (no error in the console, nothing the content
//! security policy stopped), without findings of axe-core in light and in dark,
//! no wider than the screen, in the right language, with every text found.

use serde_json::{Value, json};

use crate::visitor::Visitor;
use crate::{Context, Result, Screen};

const AXE: &str = include_str!("../vendor/axe.min.js");

/// Runs axe and gives what it found, short.
const RUN: &str = r"
const done = arguments[arguments.length - 1];
axe.run(document, { resultTypes: ['violations'] }).then((r) => done(r.violations.map((v) => ({
  rule: v.id, impact: v.impact, help: v.help,
  where: v.nodes.slice(0, 4).map((n) => `${n.target.join(' ')} :: ${n.html.slice(0, 160)} :: ${(n.any.concat(n.all, n.none).map((c) => c.message)[0] || '').slice(0, 200)}`),
}))), (e) => done([{ rule: 'axe itself', impact: 'critical', help: String(e), where: [] }]));
";

/// Looks at the frame of the page.
const FRAME: &str = r"
// On a phone the layout grows with what is too wide, so the screen is the measure.
const screen = arguments[0], text = document.body.innerText;
const shown = (e) => e && e.getClientRects().length > 0 ? e : null, tabs = shown(document.querySelector('nav.tabs')), foot = shown(document.querySelector('.foot'));
const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > screen + 1 && getComputedStyle(e).position !== 'fixed'
  && !e.closest('.table-box, pre, .visually-hidden, svg')).slice(0, 3).map((e) => e.outerHTML.slice(0, 120));
return {
  lang: document.documentElement.lang, title: document.title, h1: document.querySelectorAll('h1').length,
  over: document.documentElement.scrollWidth - screen, wide,
  ids: text.match(/\b(base|hall|people|manual|duties|phones|clients|help|deed|permit)-[a-z0-9]+(-[a-z0-9]+)+\b/g) || [],
  gaps: text.match(/\{\s*\$[a-z-]+\s*\}/g) || [],
  covered: tabs && foot ? Math.round(foot.getBoundingClientRect().bottom + scrollY + tabs.getBoundingClientRect().height - document.documentElement.scrollHeight) : 0,
  icons: [...document.querySelectorAll('svg use')].filter((u) => u.closest('svg').getClientRects().length > 0 && u.getBBox().width === 0).map((u) => u.getAttribute('href').split('#')[1]),
  inline: document.querySelectorAll('main [style], main script:not([src]), main [onclick]').length,
};
";

/// Opens what is folded in the page.
const UNFOLD: &str = "document.querySelectorAll('main details:not([open])').forEach((d) => { d.open = true; });";

/// Turns the page around and back; gives what is out of the screen meanwhile.
const TURNED: &str = r"
const root = document.documentElement, before = root.dir, screen = arguments[0];
root.dir = 'rtl';
const out = [...document.querySelectorAll('body *')].filter((e) => { const box = e.getBoundingClientRect();
  return box.width > 0 && (box.left < -1 || box.right > screen + 1) && getComputedStyle(e).position !== 'fixed' && !e.closest('.table-box, pre, .visually-hidden, .skip, svg, details:not([open]) > :not(summary)'); });
root.dir = before;
return out.slice(0, 2).map((e) => e.outerHTML.slice(0, 120));
";

/// What is pressed with a finger and is too small for it. A box to tick counts with its label; a link in a line of text does not count.
const TARGETS: &str = r"
const shown = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && e.getClientRects().length > 0 && !e.closest('.visually-hidden, .skip, details:not([open]) > :not(summary)');
const inText = (e) => e.tagName === 'A' && getComputedStyle(e).display === 'inline' || e.classList.contains('term');
const target = (e) => /^(checkbox|radio)$/.test(e.type || '') ? e.closest('label') || e : e;
const small = [...document.querySelectorAll('a[href], button, summary, input:not([type=hidden]), select, textarea')].filter((e) => {
  if (!shown(e) || inText(e)) return false;
  const box = target(e).getBoundingClientRect();
  return box.height < 43.5 || box.width < 43.5; });
return small.slice(0, 4).map((e) => { const box = target(e).getBoundingClientRect(); return `${Math.round(box.width)}×${Math.round(box.height)} ${e.outerHTML.slice(0, 140)}`; });
";

impl Visitor {
    /// Looks the page over in light and in dark; what is wrong is noted, and
    /// told at the end. `name` names the page in the notes and the pictures.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn check(&self, name: &str) -> Result<()> {
        if let Ok(mut last) = self.last.lock() {
            name.clone_into(&mut last);
        }
        self.frame(name).await?;
        self.quiet(name).await?;
        self.chrome.driver.execute(AXE, vec![]).await.context("loading axe-core")?;
        let theme = self.theme("").await?;
        for light in ["light", "dark"] {
            self.theme(light).await?;
            self.axe(name, light).await?;
            if light == "dark" {
                self.picture(&format!("{name}-{}-{}-dark", self.lang.id(), self.screen.id()), self.most()).await?;
            }
        }
        self.theme(&theme).await?;
        self.picture(&format!("{name}-{}-{}", self.lang.id(), self.screen.id()), self.most()).await
    }

    /// Looks a page over on a walk, with all that is folded in it open: in one light, and as it would stand from
    /// right to left. Pictures, when they are wanted, are of the whole page as it came, in both lights.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn look_over(&self, name: &str) -> Result<()> {
        self.rest().await?;
        if self.shots.is_some() {
            for light in ["light", "dark"] {
                let before = self.theme(light).await?;
                self.picture(&format!("{name}-{}-{}-{light}", self.lang.id(), self.screen.id()), 8000).await?;
                self.theme(&before).await?;
            }
        }
        self.look(UNFOLD, vec![]).await?;
        self.frame(name).await?;
        self.quiet(name).await?;
        self.turned_around(name).await?;
        self.small_targets(name).await?;
        self.chrome.driver.execute(AXE, vec![]).await.context("loading axe-core")?;
        let light = if self.screen == Screen::Phone { "light" } else { "dark" };
        let theme = self.theme(light).await?;
        self.axe(name, light).await?;
        self.theme(&theme).await?;
        Ok(())
    }

    /// Turns the page around, as a language that is written from the right would have it: nothing may hang out.
    async fn turned_around(&self, name: &str) -> Result<()> {
        let over = self.look(TURNED, vec![json!(self.screen.size().0)]).await?;
        for part in over.as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.note(format!("{name}: from right to left, out of the screen: {part}"));
        }
        Ok(())
    }

    /// What one presses is 44 pixels high and wide, but for links within a text.
    async fn small_targets(&self, name: &str) -> Result<()> {
        let small = self.look(TARGETS, vec![]).await?;
        for part in small.as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.note(format!("{name}: smaller than 44 pixels: {part}"));
        }
        Ok(())
    }

    /// Puts the page in this light and gives the one before; "" only asks.
    async fn theme(&self, light: &str) -> Result<String> {
        let script = "const r = document.documentElement, b = r.dataset.bsTheme; if (arguments[0]) r.dataset.bsTheme = arguments[0]; return b;";
        Ok(self.look(script, vec![json!(light)]).await?.as_str().unwrap_or("auto").to_owned())
    }

    async fn axe(&self, name: &str, light: &str) -> Result<()> {
        let found = self.chrome.driver.execute_async(RUN, vec![]).await.context("running axe-core")?;
        for violation in found.json().as_array().into_iter().flatten() {
            let text = |key: &str| violation.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
            let places: Vec<_> = violation.get("where").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
            self.note(format!("{name} ({light}): axe {} {} — {}\n      {}", text("impact"), text("rule"), text("help"), places.join("\n      ")));
        }
        Ok(())
    }

    async fn frame(&self, name: &str) -> Result<()> {
        let frame = self.look(FRAME, vec![json!(self.screen.size().0)]).await?;
        let list = |key: &str| -> Vec<String> { frame.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect() };
        let number = |key: &str| frame.get(key).and_then(Value::as_i64).unwrap_or_default();
        let text = |key: &str| frame.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        // The words for the public are in the language that the address asks for; where somebody
        // is signed in, their menu stands around them. Every other page is in the reader's.
        let address = self.chrome.driver.current_url().await?;
        let is_public = address.path() == "/glossary" && self.look("return document.body.matches('.plain');", vec![]).await? == true;
        let asked = address.query_pairs().find(|(key, _)| is_public && key == "lang").map_or_else(|| self.lang.id().to_owned(), |(_, lang)| lang.into_owned());
        if text("lang") != asked {
            self.note(format!("{name}: the page is in {:?} and not in {asked:?}", text("lang")));
        }
        if text("title").is_empty() || number("h1") != 1 {
            self.note(format!("{name}: title {:?} and {} first headings", text("title"), number("h1")));
        }
        if number("over") > 0 {
            self.note(format!("{name}: {} pixels wider than the screen: {:?}", number("over"), list("wide")));
        }
        for (key, what) in [("ids", "shows the id of a text"), ("gaps", "shows a gap of a text"), ("icons", "names an icon that is not there")] {
            if !list(key).is_empty() {
                self.note(format!("{name}: {what}: {:?}", list(key)));
            }
        }
        if number("covered") > 0 {
            self.note(format!("{name}: the menu at the foot covers {} pixels of the page's end", number("covered")));
        }
        if number("inline") > 0 {
            self.note(format!("{name}: {} inline styles or scripts", number("inline")));
        }
        Ok(())
    }

    /// Notes what the console holds: an error, or something the policy stopped.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn quiet(&self, name: &str) -> Result<()> {
        for entry in self.chrome.driver.browser_log().await.context("reading the console")? {
            // A form that is shown again answers 422, and a spent link 410: Chromium calls that an error.
            let expected = entry.message.contains("status of 422") || entry.message.contains("status of 410");
            if !expected && (entry.level == "SEVERE" || entry.message.contains("Content Security Policy")) {
                self.note(format!("{name}: console {}: {}", entry.level, entry.message));
            }
        }
        Ok(())
    }

    /// Goes to the top of the page and waits until it is drawn: until then the browser drops what is typed.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn rest(&self) -> Result<()> {
        let script = "const done = arguments[0]; scrollTo(0, 0); requestAnimationFrame(() => requestAnimationFrame(done));";
        self.chrome.driver.execute_async(script, vec![]).await.context("waiting for the page to be drawn")?;
        Ok(())
    }

    /// How much of a page a picture for the guide shows: one screen; on a phone, where a screen holds little, nearly two.
    fn most(&self) -> u64 {
        if self.screen == Screen::Phone { 1500 } else { 0 }
    }

    /// Takes a picture, when pictures are wanted: what the screen shows, or the page down to so many pixels.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub async fn picture(&self, name: &str, most: u64) -> Result<()> {
        let Some(folder) = &self.shots else { return Ok(()) };
        let height = self.look("return Math.min(arguments[0], document.documentElement.scrollHeight);", vec![json!(most)]).await?.as_u64();
        self.chrome.size(self.screen, height).await?;
        self.rest().await?;
        let taken = self.chrome.driver.cdp().send_raw("Page.captureScreenshot", json!({ "format": "png" })).await;
        let taken = taken.context("taking a picture")?;
        self.chrome.size(self.screen, None).await?;
        let bytes = crate::letters::base64(taken.get("data").and_then(Value::as_str).unwrap_or_default());
        std::fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
        std::fs::write(folder.join(format!("{name}.png")), crate::shrink::shrink(&bytes)?).with_context(|| format!("writing {name}.png"))
    }
}
