//! Lists as people keep them, and everything that can be wrong with them.

use jiff::civil::date;

use super::*;
use crate::words::Lang;

fn told(wrong: &[Fault]) -> Vec<String> {
    wrong.iter().map(|fault| fault.said(Lang::En)).collect()
}

#[test]
fn the_same_list_is_read_from_a_spreadsheet_in_either_language_and_from_a_text_file() {
    let english = held("Phone,Who,From,To\n613-555-0123,ben,2026-03-01 08:30,\n613-555-0124,eli,2026-03-01,2026-03-15\n", Form::Csv).unwrap();
    let french = held("\u{feff}Téléphone;Qui;Du;Au\r\n613-555-0123;ben;2026-03-01 08:30;\r\n\r\n# la deuxième\r\n613-555-0124;eli;2026-03-01;2026-03-15\r\n", Form::Csv).unwrap();
    let toml = held("[[row]]\nphone = \"613-555-0123\"\nwho = \"ben\"\nfrom = 2026-03-01T08:30:00\n\n[[row]]\nphone = \"613-555-0124\"\nwho = \"eli\"\nfrom = 2026-03-01\nto = \"2026-03-15\"\n", Form::Toml).unwrap();

    assert_eq!((&english, &english), (&french, &toml));
    assert_eq!((english[0].from, english[0].to), (date(2026, 3, 1).at(8, 30, 0, 0), None));
    assert_eq!(english[1].to, Some(date(2026, 3, 16).at(0, 0, 0, 0)), "a day that something ends on is part of it");
}

#[test]
fn a_phone_lost_on_a_day_is_lost_from_the_next_day_on() {
    let losses = lost("phone,what,at,until\n613-555-0123,stolen,2026-03-09,\n613-555-0123,cancelled,2026-03-09 12:00,2026-03-20\n", Form::Csv).unwrap();
    assert_eq!((losses[0].at, losses[0].what), (date(2026, 3, 10).at(0, 0, 0, 0), Lost::Lost));
    assert_eq!((losses[1].at, losses[1].until, losses[1].what), (date(2026, 3, 9).at(12, 0, 0, 0), Some(date(2026, 3, 20).at(0, 0, 0, 0)), Lost::Cancelled));
}

#[test]
fn notes_and_promises_are_read() {
    let notes = notes("phone,kind,on,number\n613-555-0123,case note,2026-03-10,416-555-0108\n613-555-0123,courriel,2026-03-11,\n", Form::Csv).unwrap();
    assert_eq!((notes[0].kind, notes[0].number, notes[1].kind), (Need::CaseNote, E164::read("416-555-0108"), Need::ManagerEmail));
    let promises = promises("amount;promised;by;reference\n10,00 $;2026-02-10;2026-03-01;C-1\n", Form::Csv).unwrap();
    assert_eq!((promises[0].amount, promises[0].line, promises[0].reference.as_str()), (Money::cents(1_000), None, "C-1"));
}

#[test]
fn everything_wrong_is_told_at_once_with_its_place() {
    assert_eq!(
        told(&held("phone,wo,from,to\n613-555,ben,March,\n", Form::Csv).unwrap_err()),
        ["line 1: The column “who” is missing.", "line 1, column 2: “wo” is no column of this list. Do you mean “who”?"],
        "with wrong names, nothing else is told"
    );
    assert_eq!(
        told(&held("phone,who,from,to\n613-555,,March,\n", Form::Csv).unwrap_err()),
        [
            "line 2 (who): This is needed.",
            "line 2, column 1 (phone): “613-555” is not a full number, like 613-555-0123.",
            "line 2, column 3 (from): “March” is not a day or a moment, like 2026-03-09 or 2026-03-09 14:05.",
        ]
    );
    assert_eq!(told(&held("", Form::Csv).unwrap_err()), ["The list is empty. Its first line names the columns."]);
    assert_eq!(told(&held("phone,who,from\n613-555-0123,ben,2026-03-01,x\n", Form::Csv).unwrap_err()), ["line 2, column 4: “x” stands in no column. Put text that holds the sign between cells in quotation marks."]);

    let wrong = held("[[row]]\nphone = \"613-555-0123\"\nwho = \"ben\"\nfrom = \"soon\"\nuntil = \"2026-03-01\"\n", Form::Toml).unwrap_err();
    assert_eq!((wrong[0].line, wrong[0].column, wrong[1].line), (4, 8, 5));
    assert_eq!(wrong[0].said(Lang::Fr), "ligne 4, colonne 8 (from)\u{a0}: «\u{a0}soon\u{a0}» n’est pas un jour ou un moment, comme 2026-03-09 ou 2026-03-09 14:05.");
    assert!(told(&held("phone = 1\n", Form::Toml).unwrap_err())[0].contains("Write [[row]] for each line"));

    let many = format!("phone,who,from\n{}", "x,ben,2026-03-01\n".repeat(500));
    assert!(held(&many, Form::Csv).unwrap_err().len() <= 21);
}

#[test]
fn contacts_records_clients_and_words_are_read() {
    let text = "id,at,kind,number,phone,minutes,direction,answered\nc1,2026-03-03 09:02,call,613-555-0142,613-555-0123,4,out,yes\n,2026-03-03 11:47,text,Private,613-555-0123,,,\n";
    assert!(is_contacts(text) && !is_contacts("Date,Time,Number called\n"));
    let contacts = contacts(text, Form::Csv).unwrap();
    assert_eq!((contacts[0].id.as_str(), contacts[0].seconds, contacts[0].answered, contacts[0].minutes_only), ("c1", Some(240), Some(true), true));
    assert_eq!((contacts[1].id.as_str(), contacts[1].number, contacts[1].kind), ("3", None, ContactKind::Message));

    let records = records("id;le;qui;client;minutes\nn1;2026-03-03 09:15;ben;R.;5\nn2;2026-03-03;ben;R.;\n", Form::Csv).unwrap();
    assert_eq!((records[0].at, records[1].at), (RecordWhen::At(date(2026, 3, 3).at(9, 15, 0, 0)), RecordWhen::Day(date(2026, 3, 3))));
    assert_eq!((records[0].client.as_deref(), records[0].minutes), (Some("R."), Some(5)));
    assert_eq!(clients("client,number\nR.,613-555-0142\n", Form::Csv).unwrap()[0].client, "R.");
    assert_eq!(words("contact,says,record\nc1,together,n1\nc2,never,\n", Form::Csv).unwrap()[1].says, Word::Never);
    assert_eq!(told(&words("contact,says,record\nc1,together,\n", Form::Csv).unwrap_err()), ["line 2 (record): This is needed."]);
}
