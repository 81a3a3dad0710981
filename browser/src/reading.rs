//! More of what a visitor sees and does: single parts of a page, the duties on Today, words changed in place.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::By;

use crate::visitor::{CARRIERS, Visitor};
use crate::words::plain;
use crate::{Context, Result, bail, ensure};

/// A duty as Today shows it.
#[derive(Debug, Clone, Default)]
pub struct Duty {
    /// `late`, `soon`, `later`: owed; `done`: evidence; `told`: somebody else's.
    pub group: String,
    pub what: String,
    /// The day and time by which, as the machine reads it.
    pub due: String,
    /// Where its button leads; empty when it has none.
    pub act: String,
    /// The id of its heading.
    pub id: String,
}

impl Duty {
    /// Whether the reader owes it.
    #[must_use]
    pub fn owed(&self) -> bool {
        ["late", "soon", "later"].contains(&self.group.as_str())
    }
}

const DUTIES: &str = r"
return [...document.querySelectorAll('article.duty')].filter((d) => d.querySelector(`.why a[href$='#${arguments[0]}']`)).map((d) => ({
  group: (d.closest('section') || { getAttribute: () => '' }).getAttribute('aria-labelledby') || '',
  what: d.querySelector('.duty-what').textContent, id: d.getAttribute('aria-labelledby'),
  due: (d.querySelector('.duty-facts time') || { dateTime: '' }).dateTime,
  act: (d.querySelector('.duty-act a') || { getAttribute: () => '' }).getAttribute('href'),
}));
";

impl Visitor {
    /// The duties of a clause on Today, in their order.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn duties(&self, clause: &str) -> Result<Vec<Duty>> {
        let found = self.look(DUTIES, vec![json!(clause)]).await?;
        let text = |duty: &Value, key: &str| plain(duty.get(key).and_then(Value::as_str).unwrap_or_default());
        let read = |duty: &Value| Duty { group: text(duty, "group"), what: text(duty, "what"), due: text(duty, "due"), act: text(duty, "act"), id: text(duty, "id") };
        Ok(found.as_array().into_iter().flatten().map(read).collect())
    }

    /// The duty of a clause that the reader owes.
    ///
    /// # Errors
    /// When there is none, or it has no button or no day.
    pub async fn owed(&self, clause: &str) -> Result<Duty> {
        let duty = self.duties(clause).await?.into_iter().find(Duty::owed);
        let Some(duty) = duty else { return Err(self.instead(&format!("nothing is owed by {clause}")).await) };
        ensure!(!duty.act.is_empty() && !duty.due.is_empty(), "what is owed has its day and its button: {duty:?}");
        Ok(duty)
    }

    /// Waits until nothing is owed by a clause, and something done stands there as evidence.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn is_evidence(&self, clause: &str) -> Result<()> {
        self.open("/").await?;
        let duties = self.duties(clause).await?;
        if duties.iter().any(Duty::owed) || !duties.iter().any(|d| d.group == "done") {
            return Err(self.instead(&format!("{clause} is not done: {duties:?}")).await);
        }
        Ok(())
    }

    /// Whether there is something that this selector finds.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn has(&self, css: &str) -> Result<bool> {
        Ok(self.count(css).await? > 0)
    }

    /// How many there are.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn count(&self, css: &str) -> Result<usize> {
        Ok(self.chrome.driver.find_all(By::Css(css)).await?.len())
    }

    /// Whether something that this selector finds carries these words.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn carries(&self, css: &str, words: &str) -> Result<bool> {
        let found = self.chrome.driver.execute(CARRIERS, vec![json!(css), json!(plain(words)), json!("")]).await?;
        Ok(found.json().as_array().is_some_and(|a| !a.is_empty()))
    }

    /// Presses what has no words of its own.
    ///
    /// # Errors
    /// When it is not there, or covered.
    pub async fn touch(&self, css: &str) -> Result<()> {
        let part = self.chrome.driver.find(By::Css(css)).await.with_context(|| format!("there is no {css}"))?;
        part.scroll_into_view().await?;
        part.click().await.with_context(|| format!("touching {css}"))
    }

    /// Presses one key, wherever the focus is.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn key(&self, key: thirtyfour::Key) -> Result<()> {
        self.chrome.driver.action_chain().send_keys(key + "").perform().await.context("pressing a key")
    }

    /// What stands in a field.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn value(&self, name: &str) -> Result<String> {
        Ok(self.field(name).await?.prop("value").await?.unwrap_or_default())
    }

    /// An attribute of the first that this selector finds.
    ///
    /// # Errors
    /// When there is none.
    pub async fn attribute(&self, css: &str, name: &str) -> Result<String> {
        let part = self.chrome.driver.find(By::Css(css)).await.with_context(|| format!("there is no {css}"))?;
        Ok(part.attr(name).await?.unwrap_or_default())
    }

    /// Changes some words in the one field of a kind that holds them.
    ///
    /// # Errors
    /// When no field holds them, or several do.
    pub async fn reword(&self, kind: &str, from: &str, to: &str) -> Result<()> {
        let script = r"
            const [kind, from, to] = arguments;
            const flat = (s) => s.replace(/[\u00a0\u202f]/g, ' ');
            const fields = [...document.querySelectorAll(kind)].filter((f) => flat(f.value).includes(from));
            if (fields.length === 1) { fields[0].value = flat(fields[0].value).replace(from, to); fields[0].dispatchEvent(new Event('input', { bubbles: true })); }
            return fields.length;";
        let found = self.look(script, vec![json!(kind), json!(from), json!(to)]).await?;
        if found.as_u64() != Some(1) {
            bail!("{found} fields say {from:?}");
        }
        Ok(())
    }

    /// Types over some words, key by key, in the one text field that holds them; the cursor stays where it is.
    ///
    /// # Errors
    /// When no field holds them, or several do.
    pub async fn type_over(&self, from: &str, to: &str) -> Result<()> {
        let script = r"
            const flat = (s) => s.replace(/[\u00a0\u202f]/g, ' ');
            const fields = [...document.querySelectorAll('textarea')].filter((f) => flat(f.value).includes(arguments[0]));
            if (fields.length !== 1) return fields.length;
            const begins = flat(fields[0].value).indexOf(arguments[0]);
            fields[0].focus();
            fields[0].setSelectionRange(begins, begins + arguments[0].length);
            return fields.length;";
        let found = self.look(script, vec![json!(from)]).await?;
        ensure!(found.as_u64() == Some(1), "{found} fields say {from:?}");
        for key in to.chars() {
            self.chrome.driver.cdp().send_raw("Input.insertText", json!({ "text": key })).await.with_context(|| format!("typing {to:?}"))?;
        }
        Ok(())
    }

    /// Whether a field of several lines comes to hold these words.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn holds(&self, words: &str) -> Result<bool> {
        let script = "return [...document.querySelectorAll('textarea')].some((f) => f.value.replace(/[\\u00a0\\u202f]/g, ' ').includes(arguments[0]));";
        for _ in 0..50 {
            // While the pages change there may be nobody to ask.
            if self.look(script, vec![json!(words)]).await.is_ok_and(|found| found == json!(true)) {
                return Ok(true);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(false)
    }

    /// Waits until there is something that this selector finds.
    ///
    /// # Errors
    /// When there is nothing in time.
    pub async fn sees(&self, css: &str) -> Result<()> {
        self.turns(css, true).await
    }

    /// Waits until there is nothing any more that this selector finds.
    ///
    /// # Errors
    /// When it stays.
    pub async fn sees_no(&self, css: &str) -> Result<()> {
        self.turns(css, false).await
    }

    async fn turns(&self, css: &str, there: bool) -> Result<()> {
        for _ in 0..100 {
            if self.has(css).await? == there {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let what = if there { "there is never" } else { "there is still" };
        Err(self.instead(&format!("{what} {css}")).await)
    }

    /// Lets pages run scripts, or not: as for those whose browser has none.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn script(&self, runs: bool) -> Result<()> {
        let cdp = self.chrome.driver.cdp();
        cdp.send_raw("Emulation.setScriptExecutionDisabled", json!({ "value": !runs })).await.context("switching scripts")?;
        Ok(())
    }

    /// Waits until the page in hand has this path.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn settles_at(&self, path: &str) -> Result<()> {
        for _ in 0..100 {
            if self.path().await.is_ok_and(|p| p == path) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Err(self.instead(&format!("this is not {path}")).await)
    }

    /// Forgets what the console said up to here: a page that is missing on purpose is an error to the browser.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn forget_console(&self) -> Result<()> {
        self.chrome.driver.browser_log().await.context("reading the console")?;
        Ok(())
    }

    /// In an hour, as a date-and-time field holds it, in a time zone.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn in_an_hour(&self, zone: &str) -> Result<String> {
        let script = "return new Date(Date.now() + 3600e3).toLocaleString('sv-SE', { timeZone: arguments[0] }).slice(0, 16).replace(' ', 'T');";
        Ok(self.look(script, vec![json!(zone)]).await?.as_str().unwrap_or_default().to_owned())
    }
}
