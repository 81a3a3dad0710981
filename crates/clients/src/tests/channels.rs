//! Conversations of other apps than WhatsApp: filed by the same road, and only the one that was chosen.

use base::world::World;

use super::{answer, client, file, hand_in, house, look, sample};

fn shape(name: &str) -> Vec<u8> {
    sample(&format!("libs/chatlog/tests/fixtures/shapes/{name}"))
}

/// Hands a file in, answers for `me`, files it; the words of the conversation's text.
async fn whole(house: &World, name: &str, bytes: &[u8], me: &str) -> String {
    let r = client(house, "ben", name).await;
    let path = hand_in(house, "ben", name, bytes).await;
    let several: &[(&str, &str)] = if name == "android-calls.xml" { &[("thread", "0")] } else { &[] };
    let answered = answer(house, "ben", &path, me, &r, several).await;
    assert_eq!(answered.location, path, "{name}: {}", answered.words());
    let page = house.get("ben", &path).await;
    assert!(page.says("File it with"), "{name}: {}", page.words());
    let conversation = file(house, "ben", &path).await;
    house.get("ben", &format!("{conversation}/text.txt")).await.body
}

#[tokio::test]
async fn a_messenger_chat_is_filed_at_the_moment_it_says_itself() {
    let house = house().await;

    let text = whole(&house, "R._15.json", &shape("messenger-end-to-end.json"), "Ana").await;

    assert!(text.contains("R.: hi\n    [reaction of Ana: ❤]"), "{text}");
    assert!(text.contains("[message deleted by its sender]"), "{text}");
    let held = house.trail().await.into_iter().rev().find(|entry| entry.deed == "conversation.held").unwrap();
    assert_eq!(held.at.0, 1_700_000_120_000, "the point in time of the file, whatever the zone");
}

#[tokio::test]
async fn every_channel_takes_the_same_road() {
    let house = house().await;
    for (name, me, words) in [
        ("messenger-information.json", "Ana", "ça va"),
        ("messenger-page-1.html", "Ana Roy", "Hi & bye"),
        ("viber.csv", "Me", "Hello, how are you?"),
        ("viber-2015.tsv", "Me", "He said \"no\""),
        ("skype.json", "Ann", "a & b"),
        ("teams-free.tar", "Ann", "a & b"),
        ("android-calls.xml", "-", "[voice call"),
        ("imazing.csv", "-", "are you \"there\"?"),
        ("linkedin-2020.csv", "Ana", "Hi"),
        ("attendance.csv", "-", "[meeting]"),
        ("mail.eml", "Ana", "[subject: Tulipé]"),
        ("mail.msg", "Ana", "Come at noon 🌷"),
        ("captions.vtt", "Ana", "R.: thanks"),
        ("paste.txt", "Ana", "R.: yes"),
        ("chat.db", "-", "Only in the archive"),
    ] {
        let text = whole(&house, name, &shape(name), me).await;
        assert!(text.contains(words), "{name}: {text}");
    }
}

const TWO: &str = "<?xml version='1.0' encoding='UTF-8'?>\n<smses count=\"3\">\n<sms address=\"+15550100\" date=\"1700000000000\" type=\"1\" body=\"for R. alone\" contact_name=\"R.\" />\n<sms address=\"+15550177\" date=\"1700000010000\" type=\"1\" body=\"of another client\" contact_name=\"S.\" />\n<sms address=\"+15550100\" date=\"1700000020000\" type=\"2\" body=\"yes R.\" contact_name=\"R.\" />\n</smses>\n";

#[tokio::test]
async fn of_a_file_with_several_conversations_only_the_chosen_one_comes_in() {
    let house = house().await;
    let r = client(&house, "ben", "R.").await;
    let path = hand_in(&house, "ben", "sms.xml", TWO.as_bytes()).await;

    let page = house.get("ben", &path).await;
    assert!(page.says("Which conversation is it?") && !page.says("Which of these is you?"), "{}", page.words());
    let unchosen = answer(&house, "ben", &path, "-", &r, &[]).await;
    assert!(unchosen.says("Choose the conversation."), "{}", unchosen.words());

    let place = look(&house, &path).await.threads.iter().position(|thread| thread.title.contains("R.") || thread.id.contains("0100")).unwrap();
    answer(&house, "ben", &path, "-", &r, &[("thread", &place.to_string())]).await;
    let seen = house.get("ben", &path).await;
    assert!(seen.says("for R. alone") && seen.says("yes R."), "{}", seen.words());
    assert!(!seen.says("of another client"), "{}", seen.words());

    let conversation = file(&house, "ben", &path).await;
    let text = house.get("ben", &format!("{conversation}/text.txt")).await.body;
    assert!(text.contains("yes R.") && !text.contains("another client"), "{text}");
}

#[tokio::test]
async fn a_second_export_of_the_same_chat_brings_only_what_is_new() {
    let house = house().await;
    let r = client(&house, "ben", "R.").await;
    let first = TWO.replace("+15550177", "+15550100").replace("S.", "R.");
    let second = first.replace("</smses>", "<sms address=\"+15550100\" date=\"1700000030000\" type=\"1\" body=\"one more\" contact_name=\"R.\" />\n</smses>");
    for (bytes, fresh) in [(first, 3), (second, 1)] {
        let path = hand_in(&house, "ben", "sms.xml", bytes.as_bytes()).await;
        answer(&house, "ben", &path, "-", &r, &[]).await;
        let page = house.get("ben", &path).await;
        assert!(fresh == 3 || page.says("one more"), "{}", page.words());
        file(&house, "ben", &path).await;
        let filed = house.trail().await.into_iter().rev().find(|entry| entry.deed == "conversation.filed").unwrap();
        assert_eq!(filed.detail("new"), Some(fresh.to_string().as_str()), "what was filed before is not filed again");
    }
}

#[tokio::test]
async fn day_and_month_of_other_files_are_asked_too() {
    let house = house().await;
    let r = client(&house, "ben", "R.").await;
    let path = hand_in(&house, "ben", "R.csv", b"03/05/2021,10:00:01,Alice,+15550100,Hello\n03/06/2021,10:00:02,Me,+15550102,Hi\n").await;

    let asked = house.get("ben", &path).await;
    assert!(asked.says("Which days are right?"), "{}", asked.words());
    let open = answer(&house, "ben", &path, "Me", &r, &[]).await;
    assert!(open.says("Choose how the dates are to be read."), "{}", open.words());
    answer(&house, "ben", &path, "Me", &r, &[("order-0", "mdy")]).await;
    assert!(house.get("ben", &path).await.says("5 March 2021"), "{}", house.get("ben", &path).await.words());
}

#[tokio::test]
async fn the_backup_of_a_phone_is_refused_with_a_way_out() {
    let house = house().await;
    let path = hand_in(&house, "ben", "backup.zip", &shape("encrypted-backup.zip")).await;
    let page = house.get("ben", &path).await;
    assert!(page.says("Show the backup to nobody") && !page.says("IT person"), "{}", page.words());
}
