//! What is asked, and what waits: nothing is asked twice, nothing waits under a bare code, and mistakes are told beside the field.

use axum::http::StatusCode;

use super::{answer, chat, client, hand_in, house, sample, with};

#[tokio::test]
async fn answering_again_keeps_what_was_answered() {
    let house = house().await;
    let r = client(&house, "ben", "R.").await;
    let two = "<?xml version='1.0' encoding='UTF-8'?>\n<smses count=\"2\">\n<sms address=\"+15550100\" date=\"1700000000000\" type=\"1\" body=\"one\" contact_name=\"R.\" />\n<sms address=\"+15550177\" date=\"1700000010000\" type=\"1\" body=\"two\" contact_name=\"S.\" />\n</smses>\n";
    let path = hand_in(&house, "ben", "sms.xml", two.as_bytes()).await;
    answer(&house, "ben", &path, "-", &r, &[("thread", "1")]).await;
    house.post("ben", &format!("{path}/again"), &[]).await;
    house.run_jobs().await;
    let page = house.get("ben", &path).await;
    assert!(page.body.contains("<option value=\"1\" selected"), "the conversation chosen before: {}", page.body);
    assert!(page.body.contains(&format!("<option value=\"{r}\" selected")), "the client chosen before");

    let path = hand_in(&house, "ben", "chat.txt", b"03/04/26, 10:00 - Ben Ito: hello\n03/04/26, 10:05 - R.: hi\n").await;
    answer(&house, "ben", &path, "R.", &r, &[("order-0", "mdy")]).await;
    house.post("ben", &format!("{path}/again"), &[]).await;
    house.run_jobs().await;
    let page = house.get("ben", &path).await;
    let ticked: Vec<&str> = page.body.split("<input").filter(|input| input.contains(" checked")).collect();
    assert!(ticked.iter().any(|input| input.contains("value=\"mdy\"")), "the order of the dates: {ticked:?}");
    assert!(ticked.iter().any(|input| input.contains("name=\"you\"")), "who one is: {ticked:?}");
}

#[tokio::test]
async fn what_waits_says_with_whom_and_from_which_app() {
    let house = house().await;
    let r = client(&house, "ben", "R.").await;
    hand_in(&house, "ben", "from-the-phone.txt", &chat(0, 4)).await;
    let path = hand_in(&house, "ben", "other.txt", &chat(0, 6)).await;
    answer(&house, "ben", &path, "Ben Ito", &r, &[]).await;

    for page in ["/clients", "/conversations/new"] {
        let page = house.get("ben", page).await;
        assert!(page.says("from-the-phone.txt") && page.says("Conversation with R.") && page.says("WhatsApp"), "{}", page.words());
    }
    assert!(house.get_in("fr", "ben", "/clients").await.says("Conversation avec R."));
}

#[tokio::test]
async fn whoever_has_no_client_yet_finds_where_to_open_a_file() {
    let house = house().await;
    let path = hand_in(&house, "eli", "chat.txt", &chat(0, 4)).await;
    for page in ["/conversations/new", &path] {
        let page = house.get("eli", page).await;
        let main = page.body.split("<main").nth(1).unwrap_or_default();
        assert!(main.contains("href=\"/clients/new\""), "{}", page.words());
    }
}

#[tokio::test]
async fn pasted_text_keeps_the_client_that_was_chosen() {
    let house = house().await;
    let r = client(&house, "ben", "R.").await;
    let page = house.get("ben", &with("/conversations/new", "client", &r)).await;
    assert_eq!(page.body.matches(&format!("<option value=\"{r}\" selected")).count(), 2, "in both forms");
    let empty = house.post("ben", "/conversations/pasted", &[("pasted", ""), ("client", &r)]).await;
    assert!(empty.body.contains(&format!("<option value=\"{r}\" selected")), "also when nothing was pasted");
}

#[tokio::test]
async fn a_day_to_come_is_answered_beside_the_field() {
    let house = house().await;
    let r = client(&house, "ben", "R.").await;
    let before = house.deeds().await.len();

    let answer = house.post("ben", &format!("/clients/{r}/held"), &[("day", "2026-12-20")]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.says("Type a day that is not in the future.") && answer.says("You wrote with them today?"), "{}", answer.words());
    assert!(answer.body.contains("value=\"2026-12-20\"") && answer.body.contains("id=\"f-day\""), "what was typed is kept");
    assert_eq!(house.deeds().await.len(), before);
}

#[tokio::test]
async fn a_backup_of_a_phone_is_sent_to_nobody() {
    let house = house().await;
    let path = hand_in(&house, "ben", "backup.zip", &sample("libs/chatlog/tests/fixtures/shapes/encrypted-backup.zip")).await;
    assert!(house.get_in("fr", "ben", &path).await.says("Ne montrez la sauvegarde à personne"));
}
