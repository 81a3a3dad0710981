//! A browser of one's own: chromedriver on a free port, Chromium without a
//! window, a profile folder that begins empty and goes away.

use std::fs::File;
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, LoggingPrefsLogLevel, WebDriver};

use crate::tidy::{Process, end_those_in, free_port};
use crate::{Context, Lang, Result, Screen, bail, ensure};

/// How long the driver may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a browser needs to run without a window, as anybody, saying nothing to the outside.
const FLAGS: [&str; 12] = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-prefers-reduced-motion",
    "--force-color-profile=srgb",
];

/// A browser; everything it started ends when it is dropped.
pub struct Chrome {
    pub driver: WebDriver,
    _rest: Rest,
}

/// Dropped after the session was closed: the driver process, then whatever is left in the profile folder.
struct Rest {
    process: Process,
    folder: TempDir,
}

impl Drop for Rest {
    fn drop(&mut self) {
        self.process.stop();
        end_those_in(self.folder.path());
    }
}

impl Chrome {
    /// Opens a browser that speaks `lang` on a screen of this size.
    ///
    /// # Errors
    /// When Chromium or its driver is missing or does not start.
    pub async fn open(lang: Lang, screen: Screen) -> Result<Self> {
        let (browser, driver) = (find("KEEPWELL_CHROMIUM", "chromium")?, find("KEEPWELL_CHROMEDRIVER", "chromedriver")?);
        let folder = tempfile::Builder::new().prefix("keepwell-browser.").tempdir().context("making a profile folder")?;
        let port = free_port()?;
        let log = File::create(folder.path().join("driver.log")).context("making a log")?;
        let mut command = Command::new(driver);
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(log);
        let rest = Rest { process: Process::start(&mut command)?, folder };
        wait_for(port).await?;
        let capabilities = capabilities(lang, screen, &browser, &rest)?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await.context("starting Chromium")?;
        let chrome = Self { driver, _rest: rest };
        chrome.size(screen, None).await?;
        Ok(chrome)
    }

    /// Gives the page exactly this many CSS pixels; a picture of a whole page needs a screen as high as the page.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn size(&self, screen: Screen, height: Option<u64>) -> Result<()> {
        let (width, usual) = screen.size();
        let height = height.unwrap_or(0).max(u64::from(usual));
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": screen == Screen::Phone });
        self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await.context("sizing the screen")?;
        Ok(())
    }

    /// Closes the browser.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn close(self) -> Result<()> {
        let Self { driver, _rest } = self;
        driver.quit().await.context("closing the browser")
    }
}

fn capabilities(lang: Lang, screen: Screen, browser: &std::path::Path, rest: &Rest) -> Result<ChromeCapabilities> {
    let (width, height) = screen.size();
    let tag = lang.pick("en-CA", "fr-CA");
    let mut capabilities = ChromeCapabilities::new();
    capabilities.set_binary(&browser.to_string_lossy())?;
    for flag in FLAGS {
        capabilities.add_arg(flag)?;
    }
    capabilities.add_arg(&format!("--window-size={width},{height}"))?;
    capabilities.add_arg(&format!("--lang={tag}"))?;
    capabilities.add_arg(&format!("--user-data-dir={}", rest.folder.path().join("profile").display()))?;
    capabilities.add_experimental_option("prefs", json!({ "intl.accept_languages": format!("{tag},{}", lang.id()) }))?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}

/// The program of this name, or the one the variable names.
fn find(variable: &str, name: &str) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        let path = PathBuf::from(path);
        ensure!(path.is_file(), "{variable}: there is no program at {}", path.display());
        return Ok(path);
    }
    let places = std::env::var_os("PATH").unwrap_or_default();
    match std::env::split_paths(&places).map(|p| p.join(name)).find(|p| p.is_file()) {
        Some(path) => Ok(path),
        None => bail!("{name} is missing, and these tests need it. Run scripts/install.sh, or name it in {variable}."),
    }
}

async fn wait_for(port: u16) -> Result<()> {
    let began = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        ensure!(began.elapsed() < PATIENCE, "chromedriver did not answer");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    Ok(())
}
