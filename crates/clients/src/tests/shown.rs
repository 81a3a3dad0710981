//! How a conversation is shown and leaves: by one clock, oldest first, with who spoke, and never as whole when it is not.

use base::world::World;

use super::{answer, client, file, hand_in, house, sample};

fn shape(name: &str) -> Vec<u8> {
    sample(&format!("libs/chatlog/tests/fixtures/shapes/{name}"))
}

fn sms(records: &[&str]) -> String {
    format!("<?xml version='1.0' encoding='UTF-8'?>\n<smses count=\"{}\">\n{}\n</smses>\n", records.len(), records.join("\n"))
}

fn one(at: i64, kind: u8, body: &str) -> String {
    format!("<sms address=\"+15550100\" date=\"{at}\" type=\"{kind}\" body=\"{body}\" contact_name=\"R.\" />")
}

/// Handed in by Ben and read for R.: the client and the path of the page.
async fn read(house: &World, name: &str, bytes: &[u8], me: &str, more: &[(&str, &str)]) -> String {
    let r = client(house, "ben", name).await;
    let path = hand_in(house, "ben", name, bytes).await;
    answer(house, "ben", &path, me, &r, more).await;
    path
}

/// The order in which these words stand on a page.
fn in_order(text: &str, words: &[&str]) {
    let places: Vec<usize> = words.iter().map(|word| text.find(word).unwrap_or_else(|| panic!("{word} is not in {text}"))).collect();
    assert!(places.is_sorted(), "{words:?} stand at {places:?} in {text}");
}

// 2023-11-15T02:00:00Z: an evening of the day before in Toronto.
const EVENING: i64 = 1_700_013_600_000;

#[tokio::test]
async fn a_file_that_is_cut_off_is_a_warning_before_everything_else() {
    let house = house().await;
    let whole = sms(&[&one(EVENING, 1, "are you there"), &one(EVENING + 60_000, 2, "I am here")]);
    let cut = &whole[..whole.find("I am here").unwrap()];

    let path = read(&house, "sms.xml", cut.as_bytes(), "-", &[]).await;
    for (lang, first, never) in [
        ("en", "This file is cut off or damaged", "Do not delete the conversation from the phone."),
        ("fr", "Ce fichier est coupé ou endommagé", "Ne supprimez pas la conversation du téléphone."),
    ] {
        let page = house.get_in(lang, "ben", &path).await;
        in_order(&page.words(), &[first, never, "are you there"]);
        assert!(page.body.find(first) < page.body.find("/file\""), "the warning stands above the button");
        assert!(!page.says("Everything in it was understood") && !page.says("Line 0") && !page.says("Ligne 0"), "{}", page.words());
    }

    let conversation = file(&house, "ben", &path).await;
    let page = house.get("ben", &conversation).await;
    in_order(&page.words(), &["This file is cut off or damaged", "Do not delete it from the phone yet", "are you there"]);
    assert!(!page.says("Now delete it from the phone"), "{}", page.words());
    let text = house.get("ben", &format!("{conversation}/text.txt")).await.body;
    assert!(text.starts_with("WARNING: the file that this text comes from is cut off"), "{text}");
    assert!(text.contains("| The file ends in the middle of this. |"), "{text}");
    let csv = house.get("ben", &format!("{conversation}/text.csv")).await.body;
    assert!(csv.contains("The file ends in the middle of this."), "{csv}");
}

#[tokio::test]
async fn damage_without_a_place_has_none() {
    let house = house().await;
    let whole = shape("skype.tar");
    let path = read(&house, "skype.tar", &whole[..whole.len() - 1024], "Ann", &[]).await;

    let page = house.get("ben", &path).await;

    assert!(page.says("This file is cut off or damaged") && !page.says("Line 0") && !page.says("bytes 0 to 0"), "{}", page.words());
    assert!(!page.says("was not understood") && !page.says("were not understood"), "damage is no line: {}", page.words());
    let conversation = file(&house, "ben", &path).await;
    let french = house.get_in("fr", "ben", &format!("{conversation}/text.txt")).await.body;
    assert!(french.contains("Le fichier est endommagé ou coupé") && !french.contains("Ligne 0"), "{french}");
}

#[tokio::test]
async fn nothing_new_in_a_file_that_is_cut_off_is_no_leave_to_delete() {
    let house = house().await;
    let r = client(&house, "ben", "R.").await;
    let whole = sms(&[&one(EVENING, 1, "are you there"), &one(EVENING + 60_000, 2, "I am here")]);
    let path = hand_in(&house, "ben", "sms.xml", whole.as_bytes()).await;
    answer(&house, "ben", &path, "-", &r, &[]).await;
    file(&house, "ben", &path).await;

    let path = hand_in(&house, "ben", "again.xml", &whole.as_bytes()[..whole.find("I am here").unwrap()]).await;
    answer(&house, "ben", &path, "-", &r, &[]).await;

    let page = house.get("ben", &path).await;
    assert!(page.says("Do not delete the conversation from the phone.") && !page.says("delete it there"), "{}", page.words());
}

#[tokio::test]
async fn points_in_time_are_told_by_the_clock_of_the_organisation_everywhere() {
    let house = house().await;
    let path = read(&house, "sms.xml", sms(&[&one(EVENING, 1, "good evening"), &one(EVENING + 60_000, 2, "hello R.")]).as_bytes(), "-", &[]).await;

    let page = house.get("ben", &path).await;
    assert!(page.says("14 November 2023") && !page.says("15 November 2023"), "period and day agree: {}", page.words());
    assert!(page.says("21:00") && page.says("by the clock of your organisation (America/Toronto)"), "{}", page.words());
    assert!(house.get_in("fr", "ben", &path).await.says("celles de votre organisme (America/Toronto)"));

    let conversation = file(&house, "ben", &path).await;
    let text = house.get("ben", &format!("{conversation}/text.txt")).await.body;
    for line in ["2023-11-14 21:00:00 | R.: good evening\n", "2023-11-14 21:01:00 | Ben Ito: hello R.\n", "People: Ben Ito, R.", "First message: 2023-11-14 21:00:00\n", "time zone America/Toronto."] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    let csv = house.get("ben", &format!("{conversation}/text.csv")).await.body;
    assert!(csv.contains("\"Date\",\"Time\",\"Clock\",\"Who\",\"Sent or received\""), "{csv}");
    assert!(csv.contains("\"2023-11-14\",\"21:01:00\",\"America/Toronto\",\"Ben Ito\",\"sent\",\"message\",\"hello R.\""), "{csv}");
}

#[tokio::test]
async fn the_clock_of_a_phone_stays_as_it_was_and_is_called_that() {
    let house = house().await;
    let path = read(&house, "chat.txt", b"03/04/26, 22:00 - Ben Ito: hello\n03/04/26, 22:05 - R.: hi\n", "Ben Ito", &[("order-0", "dmy")]).await;

    let page = house.get("ben", &path).await;
    assert!(page.says("as the phone or the app showed them") && page.says("3 April 2026") && page.says("22:05"), "{}", page.words());
    let conversation = file(&house, "ben", &path).await;
    let text = house.get("ben", &format!("{conversation}/text.txt")).await.body;
    assert!(text.contains("2026-04-03 22:05 | R.: hi") && text.contains("names no time zone"), "by the order that was answered: {text}");
    assert!(house.get("ben", &format!("{conversation}/text.csv")).await.body.contains("\"as the phone or the app showed it\""));
}

#[tokio::test]
async fn what_comes_newest_first_is_shown_and_filed_oldest_first() {
    let house = house().await;
    let records: Vec<String> = (0..450).rev().map(|n| one(EVENING + n * 60_000, 1, &format!("word-{n}-"))).collect();
    let all: Vec<&str> = records.iter().map(String::as_str).collect();
    let path = read(&house, "sms.xml", sms(&all).as_bytes(), "-", &[]).await;

    let page = house.get("ben", &path).await;
    in_order(&page.words(), &["word-0-", "word-1-", "word-199-"]);
    assert!(!page.says("word-449-"));
    in_order(&house.get("ben", &format!("{path}?page=3")).await.words(), &["word-400-", "word-449-"]);

    let conversation = file(&house, "ben", &path).await;
    for end in ["txt", "csv"] {
        in_order(&house.get("ben", &format!("{conversation}/text.{end}")).await.body, &["word-0-", "word-1-", "word-449-"]);
    }
}

#[tokio::test]
async fn a_messenger_chat_reads_downwards() {
    let house = house().await;
    let path = read(&house, "messenger-information.json", &shape("messenger-information.json"), "Ana", &[]).await;
    let conversation = file(&house, "ben", &path).await;
    let csv = house.get("ben", &format!("{conversation}/text.csv")).await.body;
    let times: Vec<String> = csv.lines().skip(1).filter(|line| line.starts_with("\"20")).map(|line| line.chars().take(24).collect()).collect();
    assert!(times.len() > 1 && times.is_sorted(), "{csv}");
    assert!(!csv.contains("1600000"), "no milliseconds for people: {csv}");
}

#[tokio::test]
async fn what_the_app_tells_says_of_whom_and_when() {
    let house = house().await;
    let path = read(&house, "attendance.csv", &shape("attendance.csv"), "-", &[]).await;
    let page = house.get("ben", &path).await;
    let conversation = file(&house, "ben", &path).await;
    let text = house.get("ben", &format!("{conversation}/text.txt")).await.body;
    let line = text.lines().find(|line| line.contains("[meeting]")).expect("a line of the meeting").to_owned();
    let (when, who) = line.split_once(" | ").unwrap();
    let who = who.split(':').next().unwrap();
    let time = when.split(' ').nth(1).unwrap();
    assert!(!who.is_empty() && page.says(who) && page.says(time), "{line}: {}", page.words());
    assert!(page.says("Leave Time"), "{}", page.words());
    let csv = house.get("ben", &format!("{conversation}/text.csv")).await.body;
    assert!(csv.contains(who) && csv.contains(time), "{csv}");
}

#[tokio::test]
async fn a_line_not_understood_is_told_once_and_above_the_button() {
    let house = house().await;
    let path = read(&house, "_chat.txt", &sample("docs/samples/whatsapp/ios/_chat.txt"), "Ben Ito", &[]).await;

    let page = house.get("ben", &path).await;

    assert_eq!(page.body.matches("This copy was made for practice.").count(), 1, "{}", page.words());
    assert!(page.says("It is kept as it is."), "of one line, in the singular: {}", page.words());
    assert!(page.body.find("1 line was not understood") < page.body.find("/file\""), "{}", page.body);
    assert!(page.body.rfind("class=\"msg") < page.body.find("/file\""), "the button stands after the messages");
    assert!(house.get_in("fr", "ben", &path).await.says("Elle est gardée telle quelle."));
}

#[tokio::test]
async fn a_mail_says_to_whom_it_went_and_is_not_deleted_like_a_chat() {
    let house = house().await;
    let mail = b"From: Ana <ana@example.org>\r\nTo: R. <r@example.net>\r\nCc: Sam <sam@example.net>\r\nDate: Mon, 2 Mar 2026 20:00:00 -0500\r\nSubject: Tuesday\r\nMessage-ID: <1@example.org>\r\n\r\nCome at noon.\r\n";
    let path = read(&house, "mail.eml", mail, "Ana", &[]).await;

    assert!(house.get("ben", &path).await.says("[to: R. &#60;r@example.net&#62;, Sam &#60;sam@example.net&#62; (copy)]"), "{}", house.get("ben", &path).await.words());
    let conversation = file(&house, "ben", &path).await;
    let page = house.get("ben", &conversation).await;
    assert!(page.says("Now delete the file") && !page.says("On an iPhone") && !page.says("swipe it to the left"), "{}", page.words());
    assert!(house.get("ben", &format!("{conversation}/text.txt")).await.body.contains("[to: R. <r@example.net>"));
    let done = house.post("ben", &format!("{conversation}/deleted"), &[]).await;
    assert!(house.get("ben", &done.location).await.says("The copy is deleted"));
}

#[tokio::test]
async fn every_file_can_be_chosen_on_a_phone() {
    let house = house().await;
    let page = house.get("ben", "/conversations/new").await;
    assert!(page.body.contains("type=\"file\"") && !page.body.contains("accept="), "phones grey out what they do not know");
    assert!(house.upload("ben", "/conversations/new", &[], ("file", "", b"")).await.says("Choose the file that the app or the account made."));
}
