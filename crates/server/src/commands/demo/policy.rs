//! What happened to the policy at Harbour House: words for clients, a trial, a suggestion, somebody who asks to be spared.

use base::{Failure, Moment};

use super::back;
use super::walker::{File, Walker};

/// A hundred days with the policy, up to `now`.
pub(super) async fn told(walker: &Walker<'_>, now: Moment) -> Result<(), Failure> {
    for_clients(walker, now).await?;
    trial(walker, now).await?;
    walker.at(back(now, 12, 10));
    let fields = [("subject", "WhatsApp"), ("statement_en", "Messages are encrypted on the way. A copy in the cloud may not be."),
        ("statement_fr", "Les messages sont chiffrés en chemin. Une copie dans le nuage ne l’est pas toujours."), ("source", "The help pages of WhatsApp"),
        ("checked_on", &day(now, -12)), ("review_by", &day(now, 170)), ("clause", "technology:no-cloud-backup")];
    walker.post("cleo", "/manual/facts", &fields).await?;
    let said = [("staff_safety", "A client who has a private number has it for good."), ("client_safety", "At home others may pick the phone up."), ("fairness", "Not everybody has a phone that is new enough.")];
    walker.upload("cleo", "/manual/devices", &said, File("", b"")).await?;
    for who in ["cleo", "fern"] {
        walker.post(who, "/manual/technology/acknowledge", &[("agree", "yes")]).await?;
    }
    suggestions(walker, now).await?;
    spared(walker, now).await
}

/// A notice in three languages; two words in Arabic.
async fn for_clients(walker: &Walker<'_>, now: Moment) -> Result<(), Failure> {
    walker.at(back(now, 60, 10));
    walker.post("cleo", "/manual/public", &[("step", "language"), ("language", "ar"), ("name", "العربية"), ("rtl", "yes")]).await?;
    let words = [("step", "words"), ("language", "ar"), ("term_en", "Encrypted"), ("term", "مُشفَّر"), ("meaning", "مُقفَل أثناء الطريق، فلا يقرؤه إلا الشخصان المتحدثان."),
        ("term_en", "Conversation"), ("term", "محادثة"), ("meaning", "الرسائل بين موظف وعميل عبر قناة واحدة.")];
    walker.post("cleo", "/manual/public", &words).await?;
    let heading = [("step", "heading"), ("language", "ar"), ("term", "كلماتنا"), ("meaning", "حتى نعني جميعًا الشيء نفسه بالكلمة نفسها.")];
    walker.post("cleo", "/manual/public", &heading).await?;
    let notice = [("step", "notice"), ("title-en", "When you write to us"), ("words-en", "We answer on weekdays from 9 to 5. In an emergency call 911.\nDo not send us numbers or papers by message: bring them."),
        ("title-fr", "Quand vous nous écrivez"), ("words-fr", "Nous répondons en semaine, de 9 h à 17 h. En cas d’urgence, faites le 911.\nN’envoyez ni numéros ni papiers par message\u{a0}: apportez-les."),
        ("title-ar", "عندما تكتب إلينا"), ("words-ar", "نُجيب في أيام الأسبوع من 9 إلى 17. في حالة الطوارئ اتصل بالرقم 911.\nلا ترسل أرقامًا أو أوراقًا في رسالة: أحضِرها معك.")];
    walker.post("cleo", "/manual/public", &notice).await?;
    Ok(())
}

/// Video calls are tried out, and two people say what they learned.
async fn trial(walker: &Walker<'_>, now: Moment) -> Result<(), Failure> {
    walker.at(back(now, 25, 10));
    let fields = [("tool", "Video calls"), ("purpose", "See families who cannot travel"), ("ends_on", &day(now, 20)), ("clause", "technology:insecure"),
        ("ready", "policy"), ("ready_note", "We learn the rest together"), ("person", "ben"), ("person", "gus")];
    let trial = walker.post("cleo", "/manual/practices/new", &fields).await?;
    walker.at(back(now, 18, 14));
    walker.post("gus", &format!("{trial}/learn"), &[("kind", "hard"), ("words", "No sound at first: the headphones were off")]).await?;
    walker.at(back(now, 11, 11));
    walker.post("ben", &format!("{trial}/learn"), &[("kind", "worked"), ("words", "The whole family joined in")]).await?;
    Ok(())
}

/// One suggestion is answered; one waits.
async fn suggestions(walker: &Walker<'_>, now: Moment) -> Result<(), Failure> {
    walker.at(back(now, 7, 10));
    walker.post("gus", "/manual/technology/suggest", &[("clause", "policy-review"), ("words", "A year is long. Could we look at it twice a year?")]).await?;
    let suggestion = walker.found("cleo", "/manual/technology/suggestions", &["name=\"suggestion\" value=\""]).await?;
    walker.at(back(now, 6, 10));
    walker.post("cleo", "/manual/technology/answer", &[("suggestion", &suggestion), ("outcome", "taken"), ("answer", "Good idea. It goes into the next draft.")]).await?;
    walker.at(back(now, 2, 9));
    walker.post("ben", "/manual/technology/suggest", &[("clause", "channels"), ("words", "Say which language we write in")]).await?;
    Ok(())
}

/// Eli asks to change the passcode later.
async fn spared(walker: &Walker<'_>, now: Moment) -> Result<(), Failure> {
    walker.at(back(now, 1, 11));
    let duty = walker.found("eli", "/", &["#passcode-age", "href=\"/duties/"]).await?;
    let form = format!("/duties/{duty}/exception");
    let subject = walker.found("eli", &form, &["name=\"subject\"", "value=\""]).await?;
    walker.post("eli", &form, &[("subject", &subject), ("until", &day(now, 10)), ("reason", "The phone is at the repair shop until next week")]).await?;
    Ok(())
}

/// So many days from `now`, as a date field writes it.
fn day(now: Moment, days: i64) -> String {
    now.plus(days * Moment::DAY).day(&jiff::tz::TimeZone::get("America/Toronto").unwrap_or(jiff::tz::TimeZone::UTC)).to_string()
}
