//! Somebody at the browser: opens pages, fills fields, presses what is written
//! on buttons and links, and reads what the page says. Everything as people do
//! it: a button that something covers cannot be pressed here either.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{By, WebElement};

use crate::chrome::Chrome;
use crate::words::{Words, plain};
use crate::{Context, Lang, Result, Screen, bail, ensure};

/// How long a page may take to say what is expected of it.
const PATIENCE: Duration = Duration::from_secs(15);

/// Finds what carries these words: whole, or without what only screen readers are told.
pub(crate) const CARRIERS: &str = r"
const [kind, wanted, within] = arguments;
const plain = (s) => s.replace(/[’]/g, `'`).replace(/[\u2068\u2069\u200e\u200f]/g, '').replace(/[\s\u00a0\u202f]+/g, ' ').trim();
const without = (e, what) => { const c = e.cloneNode(true); c.querySelectorAll(what).forEach((h) => h.remove()); return plain(c.textContent); };
const root = within ? document.querySelector(within) : document;
if (!root) return [];
const shown = (e) => !e.closest('[aria-hidden=true], .visually-hidden') && e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
const all = [...root.querySelectorAll(kind)].filter(shown);
const by = (f) => all.filter((e) => f(e) === wanted);
const exact = by((e) => without(e, '.visually-hidden, [aria-hidden=true]'));
if (exact.length) return exact;
const whole = by((e) => without(e, '[aria-hidden=true]'));
return whole.length ? whole : by((e) => plain((e.querySelector('b,strong') || e).textContent));
";

/// Whether pressing this leads to another page; marks the page in hand, so that the other is known by not being marked.
const LEADS: &str = r"
const e = arguments[0];
window.pressed = true;
if (e.tagName === 'A') return !e.getAttribute('href').startsWith('#') && !e.hasAttribute('download');
return e.tagName === 'BUTTON' && e.type === 'submit' && !!e.form && !e.dataset.confirm && !e.form.dataset.confirm;
";

/// A person at a screen.
pub struct Visitor {
    pub chrome: Chrome,
    pub words: Words,
    pub lang: Lang,
    pub screen: Screen,
    pub address: String,
    /// Where pictures go, when they are wanted.
    pub shots: Option<PathBuf>,
    /// What was not as it must be, collected so that one run shows it all.
    pub findings: Mutex<Vec<String>>,
    /// The page looked over last: where to look when something fails.
    pub last: Mutex<String>,
}

impl Visitor {
    /// Sits down at a screen.
    ///
    /// # Errors
    /// When there is no browser.
    pub async fn sit_down(address: &str, lang: Lang, screen: Screen) -> Result<Self> {
        let chrome = Chrome::open(lang, screen).await?;
        let shots = std::env::var_os("KEEPWELL_SHOTS").map(PathBuf::from);
        Ok(Self { chrome, words: Words::of(lang)?, lang, screen, address: address.to_owned(), shots, findings: Mutex::default(), last: Mutex::default() })
    }

    /// Goes to a path of the site.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.chrome.driver.goto(format!("{}{path}", self.address)).await.with_context(|| format!("opening {path}"))
    }

    /// The path of the page in hand, without its query.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn path(&self) -> Result<String> {
        Ok(self.chrome.driver.current_url().await?.path().to_owned())
    }

    /// Runs a script that looks at the page.
    ///
    /// # Errors
    /// When it fails.
    pub async fn look(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let found = self.chrome.driver.execute(script, arguments).await?;
        Ok(found.json().clone())
    }

    pub(crate) async fn field(&self, name: &str) -> Result<WebElement> {
        self.chrome.driver.find(By::Id(format!("f-{name}"))).await.with_context(|| format!("there is no field {name}"))
    }

    /// Types into the field of this name, in place of what is there.
    ///
    /// # Errors
    /// When there is no such field, or it cannot be typed in.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        let field = self.field(name).await?;
        let kind = field.prop("type").await?.unwrap_or_default();
        if kind.starts_with("date") || text.contains('\n') {
            let script = "const f = document.getElementById(`f-${arguments[0]}`); f.value = arguments[1]; f.dispatchEvent(new Event('input', { bubbles: true }));";
            self.look(script, vec![json!(name), json!(text)]).await?;
            return Ok(());
        }
        field.clear().await.with_context(|| format!("clearing {name}"))?;
        field.send_keys(text).await.with_context(|| format!("typing into {name}"))
    }

    /// Names a file in a file field.
    ///
    /// # Errors
    /// When there is no such file or field.
    pub async fn attach(&self, name: &str, file: &Path) -> Result<()> {
        ensure!(file.is_file(), "there is no file {}", file.display());
        let whole = file.canonicalize().with_context(|| format!("finding {}", file.display()))?;
        self.field(name).await?.send_keys(whole.to_string_lossy().into_owned()).await.with_context(|| format!("attaching to {name}"))
    }

    /// Chooses the line of a list that says `words`.
    ///
    /// # Errors
    /// When no line says so.
    pub async fn choose(&self, name: &str, words: &str) -> Result<()> {
        let field = self.field(name).await?;
        let mut lines = Vec::new();
        for option in field.find_all(By::Tag("option")).await? {
            let text = plain(&option.prop("textContent").await?.unwrap_or_default());
            if text == plain(words) {
                option.click().await?;
                return Ok(());
            }
            lines.push(text);
        }
        bail!("the list {name} has no line {words:?}, only {lines:?}")
    }

    /// Ticks, or chooses among several, by the words beside the box.
    ///
    /// # Errors
    /// When there is no such box.
    pub async fn tick(&self, words: &str) -> Result<()> {
        for label in self.chrome.driver.find_all(By::Css("label")).await? {
            let text = plain(&label.text().await?);
            if text == plain(words) || text.starts_with(&plain(words)) {
                label.scroll_into_view().await?;
                return label.click().await.with_context(|| format!("ticking {words:?}"));
            }
        }
        bail!("there is no box {words:?}")
    }

    /// Presses the button or link that says this, the only one on the page.
    ///
    /// # Errors
    /// When there is none, when there are several, or when something covers it.
    pub async fn press(&self, words: &str) -> Result<()> {
        self.press_in("", words).await
    }

    /// Presses the button or link that says this, within a part of the page.
    ///
    /// # Errors
    /// As [`Visitor::press`].
    pub async fn press_in(&self, within: &str, words: &str) -> Result<()> {
        let began = Instant::now();
        loop {
            let arguments = vec![json!("a[href], button, summary, [role=button], input[type=submit]"), json!(plain(words)), json!(within)];
            let found = self.chrome.driver.execute(CARRIERS, arguments).await?.elements()?;
            if let Some(first) = found.first() {
                let mut targets = Vec::new();
                for one in &found {
                    targets.push(one.prop("href").await?.unwrap_or_default());
                }
                targets.dedup();
                ensure!(found.len() == 1 || (targets.len() == 1 && targets.iter().all(|t| !t.is_empty())), "{words:?} is on the page {} times", found.len());
                return self.press_and_wait(first, words).await;
            }
            if began.elapsed() > Duration::from_secs(4) {
                return Err(self.instead(&format!("nothing to press says {words:?}")).await);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Presses, and where that leads to another page, waits until it is there.
    async fn press_and_wait(&self, target: &WebElement, words: &str) -> Result<()> {
        target.scroll_into_view().await?;
        let leads = self.chrome.driver.execute(LEADS, vec![target.to_json()?]).await?.json().as_bool().unwrap_or(false);
        target.click().await.with_context(|| format!("pressing {words:?}"))?;
        if leads { self.arrives(words).await } else { Ok(()) }
    }

    /// Waits until the page that was not pressed is there.
    async fn arrives(&self, words: &str) -> Result<()> {
        let began = Instant::now();
        loop {
            // While the pages change there may be nobody to ask.
            let there = self.look("return !window.pressed && document.readyState === 'complete';", vec![]).await;
            if there.is_ok_and(|t| t == json!(true)) {
                return Ok(());
            }
            if began.elapsed() > PATIENCE {
                return Err(self.instead(&format!("pressing {words:?} leads nowhere")).await);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// [`Visitor::press`] by the id of the words.
    ///
    /// # Errors
    /// As [`Visitor::press`].
    pub async fn press_id(&self, id: &str) -> Result<()> {
        self.press(&self.words.say(id)?).await
    }

    /// Everything the page says, opened or not.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn page_text(&self) -> Result<String> {
        let script = "const m = document.querySelector('main') || document.body; return m.innerText + '\\n' + [...m.querySelectorAll('details:not([open])')].map((d) => d.textContent).join('\\n');";
        let text = self.look(script, vec![]).await?;
        Ok(plain(text.as_str().unwrap_or_default()))
    }

    /// Waits until the page says this.
    ///
    /// # Errors
    /// When it does not in time; tells what it says instead.
    pub async fn says(&self, words: &str) -> Result<()> {
        let began = Instant::now();
        let wanted = plain(words);
        loop {
            // The page may be on its way to another just now.
            let text = self.page_text().await.unwrap_or_default();
            if text.contains(&wanted) {
                return Ok(());
            }
            if began.elapsed() > PATIENCE {
                return Err(self.instead(&format!("the page does not say {words:?}")).await);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// [`Visitor::says`] by the id of the words.
    ///
    /// # Errors
    /// As [`Visitor::says`].
    pub async fn says_id(&self, id: &str) -> Result<()> {
        self.says(&self.words.say(id)?).await
    }

    /// Makes sure the page does not say this.
    ///
    /// # Errors
    /// When it does.
    pub async fn says_not(&self, words: &str) -> Result<()> {
        let text = self.page_text().await?;
        if text.contains(&plain(words)) {
            return Err(self.instead(&format!("the page says {words:?}")).await);
        }
        Ok(())
    }

    /// What went wrong, with what the page says instead and a picture of it.
    pub async fn instead(&self, what: &str) -> anyhow::Error {
        let path = self.path().await.unwrap_or_default();
        let text = self.page_text().await.unwrap_or_default();
        let _ = self.picture(&format!("failed-{}-{}", self.lang.id(), self.screen.id()), 0).await;
        anyhow::anyhow!("{what}, at {path} ({} {}). It says:\n{text}", self.lang.id(), self.screen.id())
    }

    /// Notes something that is not as it must be.
    pub fn note(&self, finding: String) {
        if let Ok(mut findings) = self.findings.lock() {
            findings.push(finding);
        }
    }

    /// A part of the page as text.
    ///
    /// # Errors
    /// When there is no such part.
    pub async fn part(&self, css: &str) -> Result<String> {
        let part = self.chrome.driver.find(By::Css(css)).await.with_context(|| format!("there is no {css}"))?;
        Ok(plain(&part.prop("textContent").await?.unwrap_or_default()))
    }
}
