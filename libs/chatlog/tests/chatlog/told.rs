//! What an app tells without words, in words: of groups, of calls, of records
//! of other sorts, in both languages.

use super::items::{messages, read_any};
use super::made::phone;
use chatlog::render::{Heading, text_block, told};
use chatlog::{Answers, Channel, Language, Message};

fn read(bytes: &[u8]) -> Vec<Message> {
    messages(&read_any(bytes, &Answers::default()).0)
}

/// The lines of a block, without what stands above them and without times.
fn lines(all: &[Message], channel: Channel, language: Language) -> Vec<String> {
    let heading = Heading {
        channel: Some(channel),
        language,
        ..Heading::default()
    };
    let block = text_block(all, heading);
    let (_, lines) = block.split_once("\n\n").unwrap_or_default();
    let line = |line: &str| {
        line.split_once(" | ")
            .map_or(line, |(_, said)| said)
            .to_owned()
    };
    lines.lines().map(line).collect()
}

fn group() -> phone::Made {
    let phone = phone::messages();
    phone.run("alter table message add column other_handle integer default 0; alter table message add column share_status integer default 0;");
    // Who did it, what, to whom, the title, whether sharing ended.
    let events = [
        (1, 1, 0, 2, "", 0),
        (1, 1, 1, 3, "", 0),
        (0, 1, 0, 2, "", 0),
        (1, 1, 0, 1, "", 0),
        (1, 1, 0, 0, "", 0),
        (2, 2, 0, 0, "Roses\nand tulips", 0),
        (2, 2, 0, 0, "", 0),
        (2, 3, 0, 0, "", 0),
        (2, 3, 1, 0, "", 0),
        (2, 3, 2, 0, "", 0),
        (1, 4, 0, 0, "", 0),
        (1, 4, 0, 0, "", 1),
        (1, 5, 0, 0, "", 0),
        (1, 6, 0, 0, "", 0),
        (1, 3, 9, 0, "", 0),
    ];
    for (place, (from, item, action, other, title, share)) in (0_i64..).zip(events) {
        let row = phone.say(&format!("E{place}"), None, None, from, 721_692_800 + place);
        phone.run(&format!("update message set item_type = {item}, group_action_type = {action}, other_handle = {other}, group_title = nullif('{title}', ''), share_status = {share} where ROWID = {row}"));
    }
    phone
}

#[test]
fn what_happened_in_a_group_of_an_iphone_is_told_in_words() {
    let all = read(&group().bytes());
    let english: Vec<_> = lines(&all, Channel::Messages, Language::English);
    let one = "+15550100: [Messages (iPhone)] ";
    let ben = "ben@example.org: [Messages (iPhone)] ";
    assert_eq!(
        english,
        [
            format!("{one}added ben@example.org to the conversation"),
            format!("{one}removed +15550199 from the conversation"),
            "+15550001: [Messages (iPhone)] added ben@example.org to the conversation".to_owned(),
            format!("{one}joined the conversation, or has a new number"),
            format!("{one}added somebody the file does not name to the conversation"),
            format!("{ben}named the conversation “Roses and tulips”"),
            format!("{ben}changed the name of the conversation; the new one is not in the file"),
            format!("{ben}left the conversation"),
            format!("{ben}changed the photo of the conversation"),
            format!("{ben}removed the photo of the conversation"),
            format!("{one}sharing of a location began"),
            format!("{one}sharing of a location ended"),
            format!("{one}kept a voice message"),
            format!("{one}watched or listened together (SharePlay)"),
            format!("{one}an event of a sort that is not known: 3/9"),
        ]
    );
    let french = lines(&all, Channel::Messages, Language::French);
    let one = "+15550100\u{a0}: [Messages (iPhone)] ";
    assert_eq!(
        french[0],
        format!("{one}a ajouté ben@example.org à la conversation")
    );
    assert_eq!(
        french[1],
        format!("{one}a retiré +15550199 de la conversation")
    );
    assert_eq!(
        french[5],
        "ben@example.org\u{a0}: [Messages (iPhone)] a nommé la conversation «\u{a0}Roses and tulips\u{a0}»"
    );
    assert!(
        french.iter().all(|line| !line.contains(" the ")),
        "{french:?}"
    );
}

#[test]
fn who_did_it_is_told_where_nobody_is_named() {
    let phone = phone::messages();
    for (from, place) in [(0, 1), (9, 2)] {
        let row = phone.say(&format!("E{from}"), None, None, from, 721_692_800 + place);
        phone.run(&format!(
            "update message set item_type = 3, destination_caller_id = null where ROWID = {row}"
        ));
    }
    let all = read(&phone.bytes());
    assert_eq!(
        lines(&all, Channel::Messages, Language::English),
        [
            "[Messages (iPhone)] the owner of the phone left the conversation",
            "[Messages (iPhone)] somebody left the conversation",
        ]
    );
    assert_eq!(
        lines(&all, Channel::Messages, Language::French),
        [
            "[Messages (iPhone)] la personne à qui est le téléphone a quitté la conversation",
            "[Messages (iPhone)] quelqu’un a quitté la conversation",
        ]
    );
}

#[test]
fn a_line_of_whatsapps_own_without_words_says_so() {
    let all = read(&phone::Made::new(phone::WHATSAPP_ANDROID).bytes());
    let said: Vec<_> = all
        .iter()
        .map(|one| told(one, Some(Channel::WhatsApp), Language::French))
        .collect();
    assert!(
        said.contains(&"[WhatsApp] un événement que le fichier ne décrit pas".to_owned()),
        "{said:?}"
    );
}

fn skype(records: &[(&str, &str, &str)]) -> Vec<Message> {
    let record = |(place, (typed, from, content)): (usize, &(&str, &str, &str))| {
        serde_json::json!({"id": place.to_string(), "displayName": null, "originalarrivaltime": format!("2023-03-27T10:00:{place:02}Z"),
            "messagetype": typed, "content": content, "from": from})
    };
    let records: Vec<_> = records.iter().enumerate().map(record).collect();
    let whole = serde_json::json!({"userId": "8:live:ben", "conversations": [{"id": "19:tulips@thread.skype", "MessageList": records}]});
    read(whole.to_string().as_bytes())
}

/// Everything that happens in a group.
fn group_of_skype() -> Vec<Message> {
    let group = "19:tulips@thread.skype";
    let ann = "<eventtime>1</eventtime><initiator>8:live:ann</initiator>";
    skype(&[
        (
            "ThreadActivity/AddMember",
            group,
            &format!(
                "<addmember>{ann}<target>8:live:ben</target><target>8:r</target><detailedtargetinfo><id>8:r</id><friendlyName>R.</friendlyName></detailedtargetinfo></addmember>"
            ),
        ),
        (
            "ThreadActivity/AddMember",
            group,
            &format!("<addmember>{ann}<target>8:live:ann</target></addmember>"),
        ),
        (
            "ThreadActivity/DeleteMember",
            group,
            &format!("<deletemember>{ann}<target>8:r</target></deletemember>"),
        ),
        (
            "ThreadActivity/DeleteMember",
            group,
            &format!("<deletemember>{ann}<target>8:live:ann</target></deletemember>"),
        ),
        (
            "ThreadActivity/TopicUpdate",
            "8:live:ann",
            &format!("<topicupdate>{ann}<value>new &amp; old</value></topicupdate>"),
        ),
        (
            "ThreadActivity/PictureUpdate",
            group,
            &format!("<pictureupdate>{ann}<value>URL@x</value></pictureupdate>"),
        ),
        (
            "ThreadActivity/RoleUpdate",
            group,
            &format!(
                "<roleupdate>{ann}<target><id>8:r</id><role>admin</role></target></roleupdate>"
            ),
        ),
        (
            "ThreadActivity/Whatever",
            group,
            "<whatever><value>7</value></whatever>",
        ),
        ("ThreadActivity/AddMember", group, "x"),
    ])
}

#[test]
fn what_happened_in_a_group_of_skype_is_told_in_words() {
    let all = group_of_skype();
    assert_eq!(
        lines(&all, Channel::Skype, Language::English),
        [
            "[Skype] 8:live:ann added 8:live:ben, R. (8:r) to the conversation",
            "[Skype] 8:live:ann joined the conversation",
            "[Skype] 8:live:ann removed 8:r from the conversation",
            "[Skype] 8:live:ann left the conversation",
            "8:live:ann: [Skype] named the conversation “new & old”",
            "[Skype] 8:live:ann changed the photo of the conversation",
            "[Skype] 8:live:ann changed the role of 8:r (admin)",
            "[Skype] an event of a sort that is not known: Whatever 7",
            "[Skype] somebody added somebody the file does not name to the conversation",
            "    x",
        ]
    );
    let french = lines(&all, Channel::Skype, Language::French);
    assert_eq!(
        french[0],
        "[Skype] 8:live:ann a ajouté 8:live:ben, R. (8:r) à la conversation"
    );
    assert_eq!(
        french[7],
        "[Skype] un événement d’une sorte inconnue\u{a0}: Whatever 7"
    );
    assert!(
        all[0].body.starts_with("<addmember>"),
        "the record as it stands"
    );
}

#[test]
fn places_and_contact_cards_of_skype_are_told() {
    let place = "<location isUserLocation=\"0\" latitude=\"43650000\" longitude=\"-79380000\" address=\"1 Main St, Toronto\">";
    let all = skype(&[
        (
            "RichText/Location",
            "8:live:ann",
            &format!("{place}</location>"),
        ),
        (
            "RichText/Location",
            "8:live:ann",
            &format!("{place}<a href=\"https://maps.example/?q=1\">The office</a></location>"),
        ),
        (
            "RichText/Contacts",
            "8:live:ann",
            "<contacts alt=\"x\"><c t=\"s\" s=\"r.ito\" f=\"R. Ito\"/><c t=\"p\" p=\"+15550100\"/></contacts>",
        ),
        ("RichText/Contacts", "8:live:ann", "<contacts/>"),
    ]);
    let said: Vec<_> = all
        .iter()
        .map(|one| told(one, Some(Channel::Skype), Language::English))
        .collect();
    assert_eq!(
        said,
        [
            "[location] geo:43.65,-79.38\n1 Main St, Toronto",
            "[location] https://maps.example/?q=1\nThe office",
            "[contact card] R. Ito (r.ito)\n[contact card] +15550100",
            "[contact card]",
        ]
    );
}

#[test]
fn a_call_of_an_android_phone_says_what_became_of_it() {
    let call = |kind: u8| {
        format!(
            "<call number=\"+15550100\" duration=\"{}\" date=\"1700000000000\" type=\"{kind}\" />",
            u8::from(kind < 3)
        )
    };
    let calls: String = (1..=7).map(call).collect();
    let xml = format!(
        "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<calls count=\"7\">{calls}</calls>"
    );
    let all = read(xml.as_bytes());
    let in_words = |language| {
        all.iter()
            .map(|one| told(one, Some(Channel::Calls), language))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        in_words(Language::English),
        [
            "[voice call, answered, 0 min 1 s]",
            "[voice call, answered, 0 min 1 s]",
            "[voice call, missed]",
            "[voice call, went to voicemail]",
            "[voice call, declined]",
            "[voice call, blocked]",
            "[voice call, answered on another device]",
        ]
    );
    assert_eq!(
        in_words(Language::French)[3..],
        [
            "[appel vocal, passé à la messagerie vocale]",
            "[appel vocal, refusé]",
            "[appel vocal, bloqué]",
            "[appel vocal, avec réponse sur un autre appareil]",
        ]
    );
}

#[test]
fn a_record_of_another_sort_is_named_in_the_language_of_the_reader() {
    let phone = phone::messages();
    let apps = [
        ("", "empty", "vide"),
        ("URLBalloonProvider", "link", "lien"),
        ("HandwritingProvider", "handwriting", "écriture à la main"),
        ("gamepigeon.ext", "game", "jeu"),
        (
            "com.example.unheard",
            "message of another app",
            "message d’une autre application",
        ),
    ];
    for (place, (app, ..)) in (0_i64..).zip(apps) {
        let row = phone.say(&format!("A{place}"), None, None, 1, 721_692_800 + place);
        phone.run(&format!(
            "update message set balloon_bundle_id = nullif('{app}', '') where ROWID = {row}"
        ));
    }
    let all = read(&phone.bytes());
    for (one, (app, english, french)) in all.iter().zip(apps) {
        assert_eq!(
            told(one, None, Language::English),
            format!("[{english}]"),
            "{app}"
        );
        assert_eq!(
            told(one, None, Language::French),
            format!("[{french}]"),
            "{app}"
        );
    }
    let whatsapp = read(&phone::Made::new(phone::WHATSAPP_PHONE).bytes());
    assert_eq!(
        told(whatsapp.last().unwrap(), None, Language::French),
        "[un message d’une sorte inconnue\u{a0}: type 77]"
    );
    let sealed = skype(&[("EndToEndEncryption/EncryptedText", "8:live:ann", "")]);
    assert_eq!(
        told(&sealed[0], None, Language::French),
        "[chiffré\u{a0}; les mots ne sont pas dans le fichier]"
    );
}

#[test]
fn seconds_are_told_where_the_file_tells_them_and_only_there() {
    let block = |text: &str| text_block(&read(text.as_bytes()), Heading::default());
    let exact = block("[27/03/2022, 21:41:35] Ann: x\r\n[27/03/2022, 21:41:50] Ben: y\r\n");
    for line in [
        "First message: 2022-03-27 21:41:35\n",
        "Last message: 2022-03-27 21:41:50\n",
        "\n2022-03-27 21:41:35 | Ann: x\n",
    ] {
        assert!(exact.contains(line), "{line}\nis not in\n{exact}");
    }
    let rough = block("27/03/2022, 21:41 - Ann: x\n");
    assert!(rough.contains("\n2022-03-27 21:41 | Ann: x\n"), "{rough}");
}
