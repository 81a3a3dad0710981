//! Steps 4 and 7: the manual is read; Ana changes a rule, sees what would follow, and publishes.

use browser::{Result, ensure};

use crate::Journey;
use crate::cast::{ANA, BEN};

/// Ben reads the starter manual: clauses that cite their sources, rules of all five forms.
pub async fn read(j: &Journey) -> Result<()> {
    let at = &j.at;
    j.become_(&BEN).await?;
    j.go("manual-nav").await?;
    at.check("manual-shelf").await?;
    at.press_in("main", &at.words.say("manual-read")?).await?;
    ensure!(at.count("main article[id]").await? >= 12, "the manual has at least twelve clauses");
    let forms = j.at.lang.pick(
        ["every 3 months:", "within 1 working day of", "before a phone is taken off site:", "always locked drawer", "never WhatsApp cloud backup", "only approved apps", "policy reviewed, for each policy"],
        ["tous les 3 mois :", "1 jour ouvrable", "avant la sortie", "toujours", "jamais", "seulement", "politique révisée, pour chaque politique"],
    );
    let text = at.page_text().await?;
    for form in forms {
        ensure!(browser::words::plain(&text).contains(form), "no rule says {form:?}");
    }
    for clause in ["S-006", "S-027", "S-029", "S-039", "S-040", "S-084", "S-139", "S-141", "S-144"] {
        ensure!(text.contains(clause), "no clause cites {clause}");
    }
    at.check("manual-read").await?;
    at.open("/glossary").await?;
    at.check("glossary").await
}

/// "3 months" becomes "60 days", in both languages.
pub async fn edited(j: &Journey) -> Result<()> {
    let at = &j.at;
    j.become_(&ANA).await?;
    j.go("manual-nav").await?;
    at.press_in("main", &at.words.say("manual-read")?).await?;
    at.press_in("#passcode-age", &at.words.say("manual-edit")?).await?;
    at.says_id("manual-save").await?;
    at.check("manual-clause").await?;
    for (field, from, to) in [("text_en", "three months", "60 days"), ("text_fr", "trois mois", "60 jours")] {
        at.reword(&format!("#f-{field}"), from, to).await?;
    }
    at.reword("textarea", "every 3 months:", "every 60 days:").await?;
    at.press_in("main", &at.words.say("manual-save")?).await?;
    at.says_id("base-form-problem").await?;
    at.check("manual-differs").await?;
    at.reword("textarea", "tous les 3 mois", "tous les 60 jours").await?;
    at.press_in("main", &at.words.say("manual-save")?).await?;
    at.says_id("manual-flash-clause-saved").await?;
    at.open("/manual/technology/draft").await?;
    at.check("manual-draft").await?;
    at.press_id("manual-what-if").await?;
    at.says(BEN.name).await?;
    at.check("manual").await?;
    at.press_id("duties-what-if-back").await?;
    publish(j).await
}

async fn publish(j: &Journey) -> Result<()> {
    let at = &j.at;
    at.fill("reason", j.pick("A shorter time, after the review of the Board.", "Un délai plus court, après la revue du conseil.")).await?;
    at.press_id("manual-publish").await?;
    at.says_id("manual-refusal-only-author").await?;
    at.check("manual-publish-again").await?;
    at.tick(&at.words.say("manual-waiver")?).await?;
    at.fill("waiver_reason", j.pick("We are eight people.", "Nous sommes huit.")).await?;
    at.press_id("manual-publish").await?;
    at.says_id("manual-flash-published").await?;
    at.check("manual-published").await?;
    at.says(j.pick("every 60 days:", "tous les 60 jours :")).await?;
    at.open("/manual/technology/editions?from=1&to=2").await?;
    at.check("manual-editions").await
}
