//! What happened at Harbour House: a hundred days, told through the forms.

use base::{App, Failure, Moment};

use super::walker::{File, Walker};
use super::{PASSPHRASE, back};

/// Label, number, platform.
const PHONES: &[(&str, &str, &str)] = &[
    ("PH-011", "416-555-0111", "ios"),
    ("PH-012", "416-555-0112", "android"),
    ("PH-013", "416-555-0113", "ios"),
    ("PH-014", "416-555-0114", "android"),
    ("PH-015", "416-555-0115", "ios"),
    ("PH-016", "416-555-0116", "ios"),
];

/// Fills an empty application, up to `now`.
///
/// # Errors
/// When a form is refused: then the story and the program disagree.
pub async fn fill(app: &App, now: Moment) -> Result<(), Failure> {
    let walker = Walker::new(app);
    walker.at(back(now, 100, 9));
    settle(app).await?;
    teams(&walker, now).await?;
    let phones = phones(&walker).await?;
    let (ben, eli) = (phone(&phones, "PH-014")?, phone(&phones, "PH-012")?);
    beginnings(&walker, now, &ben, &eli).await?;
    passcodes(&walker, now, &ben, &phone(&phones, "PH-015")?).await?;
    trips(&walker, now, &ben, &eli).await?;
    walker.at(back(now, 5, 9));
    for person in ["ana", "ben", "cleo", "dara", "eli", "fern", "gus", "ivy"] {
        people::give_passphrase(app, person, PASSPHRASE).await?;
    }
    conversations(&walker, app, now).await?;
    super::policy::told(&walker, now).await?;
    lately(&walker, now, &ben, &eli).await?;
    walker.at(now);
    let mut tx = app.db.begin().await?;
    for person in ["ana", "ben", "cleo", "dara", "eli", "fern", "gus", "ivy"] {
        base::web::session::end_all(&mut tx, person).await?;
    }
    tx.commit().await
}

async fn settle(app: &App) -> Result<(), Failure> {
    let mut tx = app.db.begin().await?;
    people::cast::settle(app, &mut tx).await?;
    manual::install_starter(app, &mut tx, Some("ana"), app.now()).await?;
    tx.commit().await?;
    app.organisation_changed().await
}

/// Kind, name, name in French, phone, lead, who is in it.
type UnitLine = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static [&'static str]);

const UNITS: &[UnitLine] = &[
    ("team", "Settlement team", "Équipe d’établissement", "none", "ana", &["ben", "eli"]),
    ("team", "Volunteer circle", "Cercle des bénévoles", "none", "fern", &["gus"]),
    ("programme", "Newcomer families", "Familles nouvellement arrivées", "none", "", &["ben", "eli", "gus"]),
    ("programme", "Main Street office", "Bureau de la rue Principale", "none", "", &["ana", "ben", "cleo", "eli"]),
    ("position", "Case worker", "Intervenante ou intervenant", "agency", "", &["ben", "eli"]),
    ("position", "Office manager", "Gestion du bureau", "none", "", &["cleo"]),
];

/// Who works with whom, where and as what; Eli works part time, Ivy comes from outside.
async fn teams(walker: &Walker<'_>, now: Moment) -> Result<(), Failure> {
    walker.at(back(now, 99, 9));
    for (kind, name, french, phone, lead, people) in UNITS {
        let unit = walker.post("ana", "/teams/new", &[("kind", *kind), ("name", name), ("name-fr", french), ("phone", phone)]).await?;
        if !lead.is_empty() {
            walker.post("ana", &format!("{unit}/lead"), &[("lead", lead)]).await?;
        }
        for person in *people {
            walker.post("ana", &format!("{unit}/join"), &[("person", person)]).await?;
        }
    }
    for (id, name, kind) in [("eli", "Eli Novak", "part-time"), ("ivy", "Ivy Chen", "vendor")] {
        let email = format!("{id}@example.org");
        walker.post("ana", &format!("/people/{id}/details"), &[("name", name), ("email", &email), ("language", "en"), ("kind", kind)]).await?;
    }
    Ok(())
}

async fn phones(walker: &Walker<'_>) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut all = Vec::new();
    for (label, number, platform) in PHONES {
        let fields = [("label", *label), ("number", number), ("platform", platform), ("carrier", "Example Mobile"), ("drawer", "yes")];
        all.push((*label, walker.post("cleo", "/phones/new", &fields).await?));
    }
    for app in ["WhatsApp", "Viber", "Messenger", "Microsoft Teams"] {
        walker.post("cleo", "/apps", &[("name", app)]).await?;
    }
    Ok(all)
}

fn phone(phones: &[(&str, String)], label: &str) -> Result<String, Failure> {
    phones.iter().find(|(l, _)| *l == label).map(|(_, href)| href.clone()).ok_or_else(|| Failure::broken("telling the demo", label))
}

/// Phones are handed out, rules read, passcodes chosen.
async fn beginnings(walker: &Walker<'_>, now: Moment, ben: &str, eli: &str) -> Result<(), Failure> {
    walker.at(back(now, 99, 10));
    for (phone, person) in [(ben, "ben"), (eli, "eli")] {
        walker.post("cleo", &format!("{phone}/issue"), &[("person", person), ("kit", "charger"), ("kit", "case")]).await?;
    }
    walker.at(back(now, 98, 11));
    // Everybody accepts the rules but Eli and Gus.
    for person in ["ana", "ben", "cleo", "dara", "fern", "ivy"] {
        walker.post(person, "/manual/technology/acknowledge", &[("agree", "yes")]).await?;
    }
    for (phone, person, code) in [(ben, "ben", "730164"), (eli, "eli", "518302")] {
        walker.post(person, &format!("{phone}/passcode"), &[("passcode", code), ("again", code)]).await?;
        walker.post(person, &format!("{phone}/apps"), &[("do", "installed"), ("name", "WhatsApp")]).await?;
    }
    walker.post("ben", &format!("{ben}/backup"), &[("backup", "off")]).await?;
    walker.post("ben", &format!("{ben}/apps"), &[("do", "checked")]).await?;
    Ok(())
}

/// Fern's falls due this week; Ben changed his lately; Eli's, from the beginning, is late.
async fn passcodes(walker: &Walker<'_>, now: Moment, ben: &str, fern: &str) -> Result<(), Failure> {
    walker.at(back(now, 88, 10));
    walker.post("cleo", &format!("{fern}/issue"), &[("person", "fern"), ("kit", "charger"), ("kit", "case")]).await?;
    walker.at(back(now, 87, 9));
    walker.post("fern", &format!("{fern}/passcode"), &[("passcode", "660913"), ("again", "660913")]).await?;
    walker.post("fern", &format!("{fern}/apps"), &[("do", "installed"), ("name", "WhatsApp")]).await?;
    walker.post("fern", &format!("{fern}/backup"), &[("backup", "off")]).await?;
    walker.at(back(now, 21, 9));
    walker.post("ben", &format!("{ben}/passcode"), &[("passcode", "294857"), ("again", "294857")]).await?;
    Ok(())
}

/// Ben asks and returns; Eli forgets to ask.
async fn trips(walker: &Walker<'_>, now: Moment, ben: &str, eli: &str) -> Result<(), Failure> {
    walker.at(back(now, 20, 9));
    let when = local(back(now, 20, 17));
    walker.post("ben", &format!("{ben}/off-site"), &[("reason", "Meeting a family at the library after hours"), ("when", &when)]).await?;
    permit(walker, ben).await?;
    walker.at(back(now, 20, 17));
    walker.post("ben", &format!("{ben}/take-out"), &[]).await?;
    walker.at(back(now, 20, 20));
    walker.post("ben", &format!("{ben}/drawer"), &[("do", "put")]).await?;
    walker.at(back(now, 19, 9));
    walker.post("ben", &format!("{ben}/drawer"), &[("do", "take")]).await?;
    walker.at(back(now, 9, 18));
    walker.post("eli", &format!("{eli}/take-out"), &[]).await?;
    walker.at(back(now, 8, 9));
    walker.post("eli", &format!("{eli}/bring-back"), &[]).await?;
    walker.post("eli", &format!("{eli}/drawer"), &[("do", "put")]).await?;
    Ok(())
}

/// Ana says yes to the request that waits for this phone.
async fn permit(walker: &Walker<'_>, phone: &str) -> Result<(), Failure> {
    let request = walker.waiting("ana", phone).await?;
    walker.post("ana", &format!("{phone}/off-site/{request}"), &[("answer", "yes"), ("word", "")]).await?;
    Ok(())
}

/// Two exports of a conversation with R.; the copy of the second is still on the phone.
async fn conversations(walker: &Walker<'_>, app: &App, now: Moment) -> Result<(), Failure> {
    walker.at(back(now, 30, 9));
    let client = walker.post("ben", "/clients/new", &[("name", "Rahel Tesfaye"), ("called", "R."), ("contact", "Only by WhatsApp, after four")]).await?;
    let id = client.trim_start_matches("/clients/").to_owned();
    for (days, lines) in [(15, 12), (2, 24)] {
        walker.at(back(now, days, 15));
        let text = export(app, now, lines);
        let upload = walker.upload("ben", "/conversations/new", &[("client", &id)], File("WhatsApp Chat with R.txt", text.as_bytes())).await?;
        walker.post("ben", &format!("{upload}/answers"), &[("you", "0"), ("client", &id)]).await?;
        let conversation = walker.post("ben", &format!("{upload}/file"), &[]).await?;
        if days == 15 {
            walker.at(back(now, days, 16));
            walker.post("ben", &format!("{conversation}/deleted"), &[]).await?;
        }
    }
    walker.at(back(now, 1, 15));
    walker.upload("ben", "/conversations/new", &[("client", "")], File("WhatsApp Chat with Amal.txt", export(app, now, 8).replace("R.:", "Amal:").as_bytes())).await?;
    let yesterday = back(now, 1, 16);
    walker.at(yesterday);
    let day = yesterday.day(&app.zone()).to_string();
    walker.post("ben", &format!("{client}/held"), &[("day", &day)]).await?;
    Ok(())
}

/// What waits today: an app nobody approved, a request nobody answered.
async fn lately(walker: &Walker<'_>, now: Moment, ben: &str, eli: &str) -> Result<(), Failure> {
    walker.at(back(now, 10, 12));
    walker.post("eli", &format!("{eli}/apps"), &[("do", "installed"), ("name", "Telegram")]).await?;
    walker.at(back(now, 5, 14));
    let changed = [("cause", "plan-changed"), ("about", "Data for the shared phone"), ("step", "open"), ("clause", "technology:settings")];
    walker.post("cleo", "/manual/changes", &changed).await?;
    walker.at(now.plus(-2 * Moment::HOUR));
    walker.post("ben", &format!("{ben}/off-site"), &[("reason", "Home visit with the settlement team"), ("when", &local(now.plus(3 * Moment::HOUR)))]).await?;
    walker.post("eli", "/apps/ask", &[("name", "Signal"), ("why", "Two families asked for it")]).await?;
    Ok(())
}

/// A moment as a form's date and time field writes it, in Toronto.
fn local(at: Moment) -> String {
    let zone = jiff::tz::TimeZone::get("America/Toronto").unwrap_or(jiff::tz::TimeZone::UTC);
    at.zoned(&zone).strftime("%Y-%m-%dT%H:%M").to_string()
}

const LINES: &[(&str, &str)] = &[
    ("Ben Ito", "Good morning R., this is Ben from Harbour House."),
    ("R.", "Good morning Ben"),
    ("R.", "I have the letter from the school, can you read it for me?"),
    ("Ben Ito", "Of course. Please do not send papers with your number here.\nBring it on Thursday?"),
    ("R.", "Yes Thursday is good"),
    ("R.", "<Media omitted>"),
    ("Ben Ito", "Thank you. I will keep this with your file and delete it from the phone."),
    ("R.", "Thank you 🙏"),
    ("R.", "What time?"),
    ("Ben Ito", "Two o'clock, at the front desk."),
    ("R.", "See you"),
    ("Ben Ito", "See you Thursday."),
];

/// The first `lines` messages with R., as an Android phone exports them, the last one two days before `now`.
fn export(app: &App, now: Moment, lines: usize) -> String {
    let zone = app.zone();
    let mut text = String::new();
    for n in 0..lines {
        let Some((who, said)) = LINES.get(n % LINES.len()) else { continue };
        let round = i64::try_from(n / LINES.len()).unwrap_or(0);
        let minute = i64::try_from(n % LINES.len()).unwrap_or(0);
        let at = back(now, 16 - round * 14, 13).plus(minute * 4 * Moment::MINUTE);
        text.push_str(&format!("{} - {who}: {said}\n", at.zoned(&zone).strftime("%Y-%m-%d, %H:%M")));
    }
    text
}
