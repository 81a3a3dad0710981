//! Numbers as bills print them, and the tables against libphonenumber.

use proptest::prelude::*;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberType};

use super::*;

fn class(text: &str) -> Class {
    Number::read(text).class()
}

#[test]
fn one_number_in_many_spellings_is_one_number() {
    let spellings = [
        "613-555-0123", "(613) 555-0123", "6135550123", "16135550123", "+16135550123", "+1 (613) 555-0123", "1-613-555-0123", "613.555.0123", "011 1 613 555 0123",
        "\u{200e}+1 613\u{a0}555\u{2011}0123", "６１３ー５５５ー０１２３".replace('ー', "-").as_str(), "٦١٣-٥٥٥-٠١٢٣", "۶۱۳ ۵۵۵ ۰۱۲۳", "६१३ ५५५ ०१२३", "613-555-0123 ext. 22", "613 555-0123 poste 22", "613-555-0123x22",
    ]
    .map(str::to_owned);

    for spelling in spellings {
        assert_eq!(Number::read(&spelling).e164().map(E164::digits), Some(16_135_550_123), "{spelling}");
    }
}

#[test]
fn what_a_number_alone_tells() {
    assert_eq!(class("800-555-0199"), Class::TollFree);
    assert_eq!(class("1-900-555-0100"), Class::Premium);
    assert_eq!(class("613-976-0100"), Class::Premium);
    assert_eq!(class("310-1234"), Class::ThreeTen);
    assert_eq!(Number::read("310-1234").to_string(), "310-1234");
    assert_eq!(Number::read("310-1234").is_canadian(), Some(true));
    assert_eq!(Number::read("310-555-1234").country(), Some(Country::UNITED_STATES));
    assert_eq!(class("911"), Class::Emergency);
    assert_eq!(class("988"), Class::Crisis);
    assert_eq!(class("211"), Class::Community);
    assert_eq!(class("411"), Class::Directory);
    assert_eq!(class("*98"), Class::Star);
    assert_eq!(class("12345"), Class::TextService);
    assert_eq!(Number::read("012345").to_string(), "012345");
    assert_eq!(class("600-555-0123"), Class::NoPlace);
    assert_eq!(class("787-555-0123"), Class::Territory);
    assert_eq!(class("+33142685300"), Class::Foreign);
    assert_eq!(Number::read("011 33 1 42 68 53 00").to_string(), "+33 142685300");
    assert_eq!(Number::read("+39 06 698 12345").to_string(), "+39 0669812345");
    assert_eq!(class("+8816 1234 5678"), Class::Worldwide);
    assert_eq!(Number::read("613-555-0123").province(), Some(Province("ON")));
    assert_eq!(Number::read("273-555-0123").is_canadian(), Some(true));
}

#[test]
fn what_is_not_known_stays_not_known() {
    for text in ["", "   ", "GOOGLE", "INCOMING", "ENTRANT", "555-0123", "1-800-FLOWERS", "613-155-0123", "113-555-0123", "+0 613 555 0123", "+1 613 555", "6135550123613555012361355501", "613-555-0123;616", "++16135550123", "€"] {
        assert_eq!(Number::read(text), Number::Unknown, "{text}");
    }
    for text in ["Unavailable", "RESTRICTED", "Private number", "Numéro inconnu", "Privé", " anonymous "] {
        assert_eq!(Number::read(text), Number::Withheld, "{text}");
    }
    // An area code that came after the table is not foreign: it is not known.
    let new = Number::read("222-555-0123");
    assert_eq!((new.class(), new.country(), new.is_canadian()), (Class::NewArea, None, None));
    assert_eq!(Number::read("800-555-0199").is_canadian(), None);
    assert_eq!(Number::read("911").is_canadian(), None);
    assert_eq!(Number::read("876-555-0199").is_canadian(), Some(false));
}

#[test]
fn a_number_nobody_knows_shows_its_last_four_digits() {
    assert_eq!(Number::read("613-555-0123").hidden(), "…0123");
    assert_eq!(Number::read("800-555-0199").hidden(), "800-555-0199");
    assert_eq!(Number::read("911").hidden(), "911");
}

/// A valid number of that area code, as libphonenumber sees it: its region and type.
fn oracle(area: u32, exchanges: impl Iterator<Item = u32>) -> Option<(String, PhoneNumberType)> {
    for exchange in exchanges {
        let number: Result<PhoneNumber, _> = format!("+1{area}{exchange}2345").parse();
        if let Some(number) = number.ok().filter(PhoneNumber::is_valid) {
            let region = number.get_region_code().map(|r| r.as_region_str().to_string());
            return region.map(|r| (r, number.get_type()));
        }
    }
    None
}

#[test]
fn the_table_says_what_libphonenumber_says_for_all_800_area_codes() {
    let mut known = 0;
    for area in 200..1000 {
        let number = Number::read(&format!("{area}2342345"));
        let sample = [234, 555, 987, 310, 400, 728, 200, 600, 461, 772, 264, 268];
        let theirs = oracle(area, sample.into_iter()).or_else(|| if number.class() == Class::NewArea { None } else { oracle(area, 200..1000) });
        let ours = number.country().map(|c| c.code().to_owned());

        match (number.class(), theirs) {
            (Class::NewArea, None) => continue,
            (Class::TollFree, Some((_, kind))) => assert_eq!(kind, PhoneNumberType::TollFree, "{area}"),
            (Class::Premium, Some((_, kind))) => assert_eq!(kind, PhoneNumberType::PremiumRate, "{area}"),
            (Class::Personal, Some((_, kind))) => assert_eq!(kind, PhoneNumberType::PersonalNumber, "{area}"),
            (Class::NoPlace, Some((region, kind))) => assert!(region == "CA" && kind != PhoneNumberType::FixedLineOrMobile, "{area}"),
            (Class::Place | Class::Territory, Some((region, _))) => assert_eq!(ours, Some(region), "{area}"),
            (ours, theirs) => panic!("{area}: we say {ours:?}, they say {theirs:?}"),
        }
        known += 1;
    }
    let canadian = (200..1000u16).filter(|a| nanp::country(*a) == Some(Country::CANADA) && nanp::class(*a, 234) == Class::Place);
    let (count, provinces) = canadian.fold((0, 0), |(n, p), a| (n + 1, p + usize::from(nanp::province(a).is_some())));

    assert_eq!((count, provinces), (56, 56));
    assert_eq!(known, 469);
}

#[test]
fn the_country_codes_are_those_of_libphonenumber() {
    let given: Vec<usize> = PHONE_NUMBER_UTIL.get_supported_calling_codes().filter_map(|c| usize::try_from(c).ok()).collect();
    for code in 2..1000 {
        let theirs = given.contains(&code).then(|| PHONE_NUMBER_UTIL.get_region_for_country_code(i32::try_from(code).unwrap()).unwrap().as_region_str().to_string());
        assert_eq!(world::of_code(code), theirs, "+{code}");
    }
}

proptest! {
    #[test]
    fn any_text_at_all_is_read_without_a_panic(text in ".{0,40}") {
        let number = Number::read(&text);
        let _ = (number.class(), number.country(), number.province(), number.hidden(), number.to_string());
    }

    #[test]
    fn what_we_write_is_what_we_read(digits in 10_000_000u64..1_000_000_000_000_000) {
        let number = Number::read(&format!("+{digits}"));
        if let Some(full) = number.e164() {
            prop_assert_eq!(full.digits(), digits);
            prop_assert_eq!(Number::read(&number.to_string()), number);
            prop_assert_eq!(Number::read(&full.to_string()), number);
        }
    }

    #[test]
    fn the_quick_way_and_the_patient_way_agree(text in "[-+*#0-9 .()]{0,20}") {
        prop_assert_eq!(Number::read(&text), Number::read(&format!("{text}\u{200e}")));
    }
}
