//! The second half of step 8, without a browser: the trail is proved, one byte is altered, the proof fails.

use std::process::Output;

use browser::{Context, Result, ensure};

use crate::Journey;

/// Proves the trail; alters a byte of an entry and is told which; asks for the standing.
pub fn proof(j: &mut Journey, day: &str) -> Result<()> {
    j.site.stop()?;
    let whole = j.site.run(&["trail", "verify"])?;
    ensure!(whole.status.code() == Some(0), "an untouched trail is whole: {}", said(&whole));
    altered(j)?;
    let whole = j.site.run(&["trail", "verify"])?;
    ensure!(whole.status.code() == Some(0), "what was put back is whole again: {}", said(&whole));
    let standing = j.site.run(&["standing", "--as-of", day, "--lang", j.at.lang.id()])?;
    let clause = j.pick("A new passcode every three months", "Un nouveau code tous les trois mois");
    ensure!(standing.status.code() == Some(0), "the standing is told: {}", said(&standing));
    ensure!(browser::words::plain(&said(&standing)).contains(clause), "the standing names the clauses: {}", said(&standing));
    Ok(())
}

/// Flips one letter wherever the file says that a phone left; the place in the trail itself is found out.
fn altered(j: &Journey) -> Result<()> {
    let file = j.site.database();
    let bytes = std::fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
    let wanted = b"phone.taken-off-site";
    let places: Vec<usize> = bytes.windows(wanted.len()).enumerate().filter(|(_, w)| w == wanted).map(|(at, _)| at).collect();
    ensure!(!places.is_empty(), "the trail is not in the database file");
    let mut named = Vec::new();
    for place in places {
        let mut spoiled = bytes.clone();
        if let Some(byte) = spoiled.get_mut(place) {
            *byte = b'q';
        }
        std::fs::write(&file, &spoiled).context("altering the file")?;
        let verdict = j.site.run(&["trail", "verify"])?;
        if verdict.status.code() == Some(1) {
            named.push(said(&verdict));
        }
    }
    std::fs::write(&file, &bytes).context("putting the file back")?;
    ensure!(named.len() == 1, "one place is the entry: {named:?}");
    ensure!(named.iter().all(|n| n.contains("Entry ") && n.contains("qhone.taken-off-site")), "the altered entry is named: {named:?}");
    Ok(())
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
