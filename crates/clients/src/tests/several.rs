//! Files that hold several conversations, damaged ones, and the same file handed in again.

use base::world::World;

use super::{answer, chat, client, file, hand_in, house, look};
use crate::model::{Again, Before, handed_in_again};

/// A phone's text messages: two with R., one with S., one record that is broken.
const PHONE: &str = "<?xml version='1.0' encoding='UTF-8'?>\n<smses count=\"5\">\n\
    <sms address=\"+15550100\" date=\"1700000000000\" type=\"1\" body=\"for R. alone\" contact_name=\"R.\" />\n\
    <sms address=\"+15550177\" date=\"1710000000000\" type=\"1\" body=\"of another client\" contact_name=\"S.\" />\n\
    <sms address=\"+15550100\" date= type=1 body=\"HELP ME\" contact_name=\"R.\" />\n\
    <sms address=\"+15550100\" date=\"1700000020000\" type=\"2\" body=\"yes R.\" contact_name=\"R.\" />\n</smses>\n";

/// The place of a conversation of the file in the list that is asked.
async fn place(house: &World, path: &str, number: &str) -> String {
    look(house, path).await.threads.iter().position(|thread| thread.id.contains(number)).unwrap().to_string()
}

/// Hands the file in for one conversation of it and files that; the path of what it became.
async fn file_one(house: &World, bytes: &[u8], number: &str, client: &str) -> String {
    let path = hand_in(house, "ben", "phone.xml", bytes).await;
    let place = place(house, &path, number).await;
    answer(house, "ben", &path, "-", client, &[("thread", &place)]).await;
    file(house, "ben", &path).await
}

#[tokio::test]
async fn what_was_not_understood_is_told_with_every_choice_and_without_its_words() {
    for number in ["0100", "0177"] {
        let house = house().await;
        let id = client(&house, "ben", "X.").await;
        let path = hand_in(&house, "ben", "phone.xml", PHONE.as_bytes()).await;
        let place = place(&house, &path, number).await;
        answer(&house, "ben", &path, "-", &id, &[("thread", &place)]).await;

        let before = house.get("ben", &path).await;
        let conversation = file(&house, "ben", &path).await;
        let filed = house.get("ben", &conversation).await;
        let csv = house.get("ben", &format!("{conversation}/text.csv")).await.body;

        for page in [before, filed] {
            assert!(!page.says("Everything in it was understood") && page.says("not understood"), "{number}: {}", page.words());
            assert!(page.says("they may be another person's"), "{number}: {}", page.words());
            assert!(page.says("The file announces 5 records"), "{number}: {}", page.words());
            assert!(!page.body.contains("HELP ME"), "{number}: whose it is, nobody knows: {}", page.words());
        }
        assert!(csv.contains("left out here") && !csv.contains("HELP ME"), "{csv}");
    }
}

#[tokio::test]
async fn a_file_that_is_cut_off_is_told_whichever_conversation_is_chosen() {
    let house = house().await;
    let id = client(&house, "ben", "S.").await;
    let cut = PHONE.split("body=\"yes").next().unwrap();
    let path = hand_in(&house, "ben", "phone.xml", cut.as_bytes()).await;
    let place = place(&house, &path, "0177").await;
    answer(&house, "ben", &path, "-", &id, &[("thread", &place)]).await;

    let page = house.get("ben", &path).await;

    assert!(page.says("of another client") && !page.says("for R. alone"), "{}", page.words());
    assert!(page.says("The file ends in the middle of this.") && !page.says("Everything in it was understood"), "{}", page.words());
    assert!(house.get_in("fr", "ben", &path).await.says("d’une autre personne"));
}

#[tokio::test]
async fn a_file_with_one_conversation_keeps_the_words_of_what_was_not_understood() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let alone = PHONE.replace("+15550177", "+15550100");
    let path = hand_in(&house, "ben", "phone.xml", alone.as_bytes()).await;
    answer(&house, "ben", &path, "-", &id, &[]).await;

    let page = house.get("ben", &path).await;

    assert!(page.says("HELP ME") && !page.says("another person's"), "{}", page.words());
}

#[tokio::test]
async fn what_the_reader_warns_of_is_told_before_and_after_filing_in_both_languages() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let path = hand_in(&house, "ben", "chat.db", &super::sample("libs/chatlog/tests/fixtures/shapes/chat.db")).await;
    assert!(house.get("ben", &path).await.says("The newest messages may be missing."), "{}", house.get("ben", &path).await.words());
    answer(&house, "ben", &path, "-", &id, &[]).await;
    assert!(house.get("ben", &path).await.says("The newest messages may be missing."));

    let conversation = file(&house, "ben", &path).await;

    assert!(house.get("ben", &conversation).await.says("The newest messages may be missing."));
    assert!(house.get_in("fr", "ben", &conversation).await.says("Les messages les plus récents manquent peut-être."));
}

#[tokio::test]
async fn a_second_conversation_of_the_same_file_is_filed_with_another_client() {
    let house = house().await;
    let (r, s) = (client(&house, "ben", "R.").await, client(&house, "ben", "S.").await);

    let one = file_one(&house, PHONE.as_bytes(), "0100", &r).await;
    let two = file_one(&house, PHONE.as_bytes(), "0177", &s).await;

    let (one, two) = (house.get("ben", &one).await, house.get("ben", &two).await);
    assert!(one.says("for R. alone") && !one.says("of another client"), "{}", one.words());
    assert!(two.says("of another client") && !two.says("for R. alone"), "{}", two.words());
    assert!(house.get("ben", &format!("/clients/{s}")).await.says("1 message"));
}

#[tokio::test]
async fn a_conversation_of_the_file_that_is_filed_already_is_known_again() {
    let house = house().await;
    let (r, s) = (client(&house, "ben", "R.").await, client(&house, "ben", "S.").await);
    file_one(&house, PHONE.as_bytes(), "0100", &r).await;

    let path = hand_in(&house, "ben", "phone.xml", PHONE.as_bytes()).await;
    let asked = house.get("ben", &path).await;
    let place = place(&house, &path, "0100").await;
    let again = answer(&house, "ben", &path, "-", &s, &[("thread", &place)]).await;

    assert_eq!(asked.body.matches("filed before (W-").count(), 1, "{}", asked.words());
    assert!(again.says("You filed this conversation of the file before, as W-"), "{}", again.words());
    assert_eq!(house.deeds().await.iter().filter(|d| *d == "conversation.filed").count(), 1);
}

#[tokio::test]
async fn the_list_of_conversations_says_with_whom_and_from_when_to_when() {
    let house = house().await;
    let path = hand_in(&house, "ben", "phone.xml", PHONE.as_bytes()).await;

    let page = house.get("ben", &path).await;

    assert!(page.says("R. · 14 November 2023 · 2 messages"), "{}", page.words());
    assert!(page.says("S. · 9 March 2024 · 1 message"), "{}", page.words());
    assert!(house.get_in("fr", "ben", &path).await.says("R. · 14 novembre 2023 · 2 messages"));
}

#[tokio::test]
async fn the_same_file_with_another_client_is_for_the_client_that_was_chosen_now() {
    let house = house().await;
    let (r, s) = (client(&house, "ben", "R.").await, client(&house, "ben", "S.").await);
    let first = hand_in(&house, "ben", "chat.txt", &chat(0, 4)).await;
    answer(&house, "ben", &first, "Ben Ito", &r, &[]).await;

    let again = house.upload("ben", "/conversations/new", &[("client", &s)], ("file", "chat (1).txt", &chat(0, 4))).await;
    let filed_at_once = house.post("ben", &format!("{first}/file"), &[]).await;
    house.run_jobs().await;
    let asked = house.get("ben", &first).await;

    assert_eq!(again.location, first);
    assert!(!filed_at_once.location.starts_with("/conversations/"), "nothing stands ready for R.");
    assert!(again.cookies.iter().any(|cookie| cookie.contains("clients-said-received-with")), "{:?}", again.cookies);
    assert!(asked.body.contains(&format!("<option value=\"{s}\" selected")), "{}", asked.body);
    answer(&house, "ben", &first, "Ben Ito", &s, &[]).await;
    file(&house, "ben", &first).await;
    assert!(house.get("ben", &format!("/clients/{r}")).await.says("No conversation yet"));
    assert!(house.get("ben", &format!("/clients/{s}")).await.says("4 messages"));
}

#[tokio::test]
async fn a_filed_file_is_not_shown_as_that_of_the_client_one_chose_now() {
    let house = house().await;
    let (r, s) = (client(&house, "ben", "R.").await, client(&house, "ben", "S.").await);
    let conversation = super::filed(&house, &chat(0, 4), &r).await;
    let deeds = house.deeds().await.len();

    let again = house.upload("ben", "/conversations/new", &[("client", &s)], ("file", "chat.txt", &chat(0, 4))).await;
    let pasted = String::from_utf8(chat(0, 4)).unwrap();
    let pasted = house.post("ben", "/conversations/pasted", &[("pasted", &pasted), ("client", &s)]).await;
    let same = house.upload("ben", "/conversations/new", &[("client", &r)], ("file", "chat.txt", &chat(0, 4))).await;

    for answer in [again, pasted] {
        assert_eq!(answer.status, axum::http::StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.says("You filed this very file before, as conversation W-"), "{}", answer.words());
    }
    assert_eq!(house.get("ben", &same.location).await.location, conversation);
    let since = super::deeds_since(&house, deeds).await;
    assert!(since.iter().all(|deed| deed == "key.destroyed"), "the copies are gone, and nothing else happened: {since:?}");
    assert!(house.get_in("fr", "ben", &format!("/clients/{s}")).await.says("Pas encore de conversation"));
}

#[test]
fn what_becomes_of_a_file_that_comes_again() {
    let one = |filed, client: Option<&str>, several| Before { upload: "u".into(), filed, client: client.map(Into::into), several };
    let that = || Again::ThatOne("u".into());
    for (before, client, again) in [
        (vec![], Some("r"), Again::TakeIn),
        (vec![one(false, Some("r"), false)], None, that()),
        (vec![one(false, Some("r"), false)], Some("r"), that()),
        (vec![one(false, Some("r"), false)], Some("s"), Again::WithThisClient("u".into())),
        (vec![one(false, None, true)], Some("s"), Again::WithThisClient("u".into())),
        (vec![one(false, Some("r"), true)], Some("s"), Again::TakeIn),
        (vec![one(true, Some("r"), false)], None, that()),
        (vec![one(true, Some("r"), false)], Some("s"), Again::FiledElsewhere("u".into())),
        (vec![one(true, Some("r"), true)], Some("r"), Again::TakeIn),
        (vec![one(true, Some("r"), true), one(false, Some("s"), true)], Some("r"), Again::TakeIn),
    ] {
        assert_eq!(handed_in_again(&before, client), again, "{before:?} {client:?}");
    }
}

/// Two mails with R., one with S., who knows another address of Ben's.
const MAILBOX: &str = "From r@example.net Fri Sep 16 22:26:51 2016\nFrom: R. <r@example.net>\nTo: Ben Ito <ben@harbour.example>\nSubject: Monday\nDate: Fri, 16 Sep 2016 18:26:51 -0400\n\nfor R. alone\n\n\
    From s@example.net Sat Sep 17 22:26:51 2016\nFrom: S. <s@example.net>\nTo: Ben Ito <ito@harbour.example>\nSubject: Tuesday\nDate: Sat, 17 Sep 2016 18:26:51 -0400\n\nof another client\n\n\
    From ben@harbour.example Sun Sep 18 22:26:51 2016\nFrom: Ben Ito <ben@harbour.example>\nTo: R. <r@example.net>\nSubject: Re: Monday\nDate: Sun, 18 Sep 2016 18:26:51 -0400\n\nyes R.\n";

#[tokio::test]
async fn of_a_mailbox_only_the_mails_with_the_chosen_person_come_in_whoever_one_says_to_be() {
    let house = house().await;
    let id = client(&house, "ben", "R.").await;
    let path = hand_in(&house, "ben", "inbox.mbox", MAILBOX.as_bytes()).await;
    let asked = house.get("ben", &path).await;
    assert!(asked.says("Which conversation is it?") && asked.says("16 September 2016 to 18 September 2016"), "{}", asked.words());

    let place = place(&house, &path, "r@example.net").await;
    answer(&house, "ben", &path, "Ben Ito", &id, &[("thread", &place)]).await;
    let page = house.get("ben", &path).await;

    assert!(page.says("for R. alone") && page.says("yes R.") && !page.says("another client"), "{}", page.words());
    let text = house.get("ben", &format!("{}/text.txt", file(&house, "ben", &path).await)).await.body;
    assert!(text.contains("yes R.") && !text.contains("another client"), "{text}");
}

#[tokio::test]
async fn a_zip_with_two_whatsapp_chats_asks_which_one_it_is() {
    let house = house().await;
    let (r, s) = (client(&house, "ben", "R.").await, client(&house, "ben", "S.").await);
    let zip: &[u8] = include_bytes!("two-chats.zip");
    let asked = house.get("ben", &hand_in(&house, "ben", "chats.zip", zip).await).await;
    assert!(asked.says("Which conversation is it?") && asked.says("12 November 2026 · 3 messages") && asked.says("13 November 2026 · 3 messages"), "{}", asked.words());

    for (id, title, theirs, others) in [(&r, "R.", "for R. alone", "of another client"), (&s, "S.", "of another client", "for R. alone")] {
        let path = hand_in(&house, "ben", "chats.zip", zip).await;
        let place = look(&house, &path).await.threads.iter().position(|thread| thread.title.contains(title)).unwrap().to_string();
        answer(&house, "ben", &path, "Ben Ito", id, &[("thread", &place)]).await;
        let page = house.get("ben", &path).await;
        assert!(page.says(theirs) && !page.says(others) && page.says("3 messages"), "{}", page.words());
        assert!(page.body.matches("msg-out").count() == 2, "what Ben wrote stands on his side: {}", page.body);
        file(&house, "ben", &path).await;
    }
}

#[tokio::test]
async fn a_chat_of_a_zip_whose_check_sum_does_not_agree_is_damage() {
    let house = house().await;
    let r = client(&house, "ben", "R.").await;
    let mut zip = include_bytes!("two-chats.zip").to_vec();
    // The check sum of the last file, where the list at the end has it.
    let entry = zip.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    let local = zip.windows(4).rposition(|bytes| bytes == b"PK\x03\x04").unwrap();
    zip[entry + 16] ^= 1;
    zip[local + 14] ^= 1;

    let path = hand_in(&house, "ben", "chats.zip", &zip).await;
    answer(&house, "ben", &path, "Ben Ito", &r, &[("thread", "0")]).await;
    let page = house.get("ben", &path).await;

    assert!(page.says("This file is cut off or damaged") && page.says("Do not delete the conversation from the phone"), "{}", page.words());
    assert!(page.says("The check sum or the length of this does not agree"), "{}", page.words());
}
