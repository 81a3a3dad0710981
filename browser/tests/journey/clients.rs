//! Step 6: a WhatsApp export comes in, is read, checked, filed, copied, and deleted from the phone.

use std::path::PathBuf;

use browser::{Result, ensure, project, sample};

use crate::Journey;
use crate::cast::BEN;

/// Ben files what he and R. wrote: first the Android export, then the iPhone's zip.
pub async fn filed(j: &Journey) -> Result<()> {
    let at = &j.at;
    j.become_(&BEN).await?;
    j.go("clients-nav").await?;
    at.check("clients-none").await?;
    open_client(j, "R.").await?;
    at.press_id("clients-held-submit").await?;
    at.says_id("clients-said-held").await?;
    at.check("client").await?;
    at.open("/").await?;
    at.check("today-to-file").await?;
    at.open(&at.owed("conversation-filed").await?.act).await?;
    bring_in(j, &sample("whatsapp/android/WhatsApp Chat with R.txt"), "R.").await?;
    at.says("2026-11-31").await?;
    at.says(&at.words.with("clients-warning-look-alikes", &[("count", "1")])?).await?;
    at.says("She starts on Monday!!").await?;
    at.check("conversation-android").await?;
    file_copy_delete(j).await?;
    at.is_evidence("conversation-filed").await?;
    at.open("/conversations/new").await?;
    bring_in(j, &sample("whatsapp/ios/WhatsApp Chat - R.zip"), "R.").await?;
    at.says(&at.words.with("clients-odd-title", &[("count", "1")])?).await?;
    at.says("This copy was made for practice.").await?;
    at.check("conversation").await?;
    at.press(&at.words.with("clients-file-it", &[("client", "R.")])?).await?;
    at.says_id("clients-said-filed").await?;
    at.check("conversation-filed-zip").await
}

async fn open_client(j: &Journey, name: &str) -> Result<()> {
    let at = &j.at;
    at.open("/clients/new").await?;
    at.fill("name", name).await?;
    at.fill("contact", j.pick("By text only, never after 6 p.m.", "Par texto seulement, jamais après 18 h.")).await?;
    at.check("client-new").await?;
    at.press_id("clients-new-submit").await?;
    at.says_id("clients-said-opened").await
}

/// Hands a file in and answers what it cannot tell, up to the messages.
async fn bring_in(j: &Journey, file: &std::path::Path, client: &str) -> Result<()> {
    let at = &j.at;
    at.attach("file", file).await?;
    at.check("upload-new").await?;
    at.press_id("clients-upload-submit").await?;
    at.says_id("clients-questions-submit").await?;
    at.check("upload-questions").await?;
    at.tick("Ben Ito").await?;
    at.choose("client", client).await?;
    at.press_id("clients-questions-submit").await?;
    at.says(&at.words.with("clients-file-it", &[("client", client)])?).await
}

async fn file_copy_delete(j: &Journey) -> Result<()> {
    let at = &j.at;
    at.press(&at.words.with("clients-file-it", &[("client", "R.")])?).await?;
    at.says_id("clients-said-filed").await?;
    at.check("conversation-filed").await?;
    at.press_id("clients-text-button").await?;
    at.says("Wednesday at 10:30 at our office").await?;
    at.check("conversation-text").await?;
    at.press_id("base-copy").await?;
    at.says_id("base-copied").await?;
    at.chrome.driver.back().await?;
    at.press_id("clients-delete-submit").await?;
    at.says_id("clients-said-deleted").await?;
    at.check("conversation-deleted").await
}

/// A file from a real phone, where the folder of such files is at hand.
pub async fn real_file(j: &Journey) -> Result<()> {
    let at = &j.at;
    let folder = std::env::var_os("KEEPWELL_FIXTURES").map_or_else(|| project().join("../shared/fixtures"), PathBuf::from);
    let file = folder.join("chats/whatsapp/chat-miner__whatsapp__test_ddmmyy_24hrs.txt");
    if !file.is_file() {
        eprintln!("There is no {}: the real file is left out. KEEPWELL_FIXTURES names the folder.", file.display());
        return Ok(());
    }
    open_client(j, "S.").await?;
    at.press_id("clients-bring-in").await?;
    at.attach("file", &file).await?;
    at.press_id("clients-upload-submit").await?;
    at.says_id("clients-questions-submit").await?;
    at.check("upload-questions-real").await?;
    at.touch("input[name=you]").await?;
    if at.has("input[name=order-0]").await? {
        at.touch("input[name=order-0][value=dmy]").await?;
    }
    at.choose("client", "S.").await?;
    at.press_id("clients-questions-submit").await?;
    let button = at.words.with("clients-file-it", &[("client", "S.")])?;
    at.says(&button).await?;
    ensure!(at.count("ol.chat > li.msg").await? > 0, "the messages are on the page");
    at.check("conversation-real").await?;
    at.press(&button).await?;
    at.says_id("clients-said-filed").await
}
