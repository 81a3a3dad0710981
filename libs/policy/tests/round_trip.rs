//! Any rule of the vocabulary, written down in either language, reads back the same.
#![cfg(test)]

mod common;

use std::sync::LazyLock;

use common::house;
use jiff::civil::Date;
use policy::{
    Acts, Each, Form, Lang, Modifiers, Name, Period, Rule, Span, Trigger, Unit, Vocabulary,
    explain, parse,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

static WORDS: LazyLock<Vocabulary> = LazyLock::new(house);

fn one_of(names: &'static [&'static str]) -> impl Strategy<Value = Name> {
    select(names).prop_map(Name::from)
}

fn span() -> impl Strategy<Value = Span> {
    let units = vec![
        Unit::Minutes,
        Unit::Hours,
        Unit::Days,
        Unit::WorkingDays,
        Unit::Weeks,
        Unit::Months,
        Unit::Years,
    ];
    (prop_oneof![1_u32..5, 1_u32..=10_000], select(units))
        .prop_map(|(count, unit)| Span { count, unit })
}

fn role(actor: bool) -> impl Strategy<Value = Name> {
    let all: &'static [&'static str] = &[
        "manager",
        "director",
        "it",
        "worker",
        "supervisor",
        "same-worker",
    ];
    one_of(if actor { all } else { &all[..5] })
}

fn acts(kinds: &'static [&'static str], actor: bool) -> impl Strategy<Value = Acts> {
    (vec(one_of(kinds), 1..3), option::of(role(actor))).prop_map(|(done, by)| Acts { done, by })
}

fn phone() -> impl Strategy<Value = Each> {
    option::of(one_of(&["in-service", "not-in-use", "need"])).prop_map(|state| Each {
        subject: "phone".into(),
        state,
    })
}

const OF_PHONE: &[&str] = &[
    "passcode.changed",
    "manager.informed",
    "offsite.permitted",
    "phone.put-in-drawer",
];

fn form() -> impl Strategy<Value = Form> {
    let periods = vec![Period::Week, Period::Month, Period::Quarter, Period::Year];
    let triggers: &[&str] = &[
        "passcode.changed",
        "phone.taken-off-site",
        "custody.began",
        "app.installed",
    ];
    prop_oneof![
        (span(), acts(OF_PHONE, false), phone()).prop_map(|(span, acts, each)| Form::Every {
            span,
            acts,
            each
        }),
        (select(periods), acts(OF_PHONE, false), phone())
            .prop_map(|(period, acts, each)| Form::Once { period, acts, each }),
        (
            span(),
            one_of(triggers),
            acts(OF_PHONE, true),
            option::of(one_of(&["passcode-age", "r2", "x"]))
        )
            .prop_map(|(span, of, acts, miss)| Form::Within {
                span,
                of: miss.map_or(Trigger::Deed(of), Trigger::Miss),
                acts
            }),
        (
            one_of(triggers),
            acts(OF_PHONE, true),
            option::of(span()),
            any::<bool>()
        )
            .prop_map(|(what, acts, valid, once)| Form::Before {
                what,
                acts,
                one_use: once && valid.is_some(),
                valid
            }),
        phone().prop_map(|each| Form::Only {
            set: "approved-apps".into(),
            relation: "apps".into(),
            each
        }),
        (
            any::<bool>(),
            one_of(&["drawer", "passcode", "cloud-backup"]),
            phone()
        )
            .prop_map(|(always, state, each)| Form::Standing {
                always,
                state,
                each
            }),
    ]
}

fn date() -> impl Strategy<Value = Date> {
    (2020_i16..2100, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn rule() -> impl Strategy<Value = Rule> {
    let said = (
        option::of(role(false)),
        vec(role(false), 0..3),
        option::of(span()),
        option::of(span()),
        option::of(date()),
        any::<bool>(),
        any::<[bool; 4]>(),
        [option::of(span()), option::of(span()), option::of(span())],
        option::of(1_u32..=100),
    );
    (form(), said).prop_map(
        |(form, (responsible, mut inform, warn, grace, first_by, except, how, spans, part))| {
            let [fixed, carry, each, first] = how;
            let [recorded, stale, checked] = spans;
            let acts = form.acts().is_some();
            let renewal = matches!(form, Form::Every { .. } | Form::Once { .. });
            let lasting = matches!(form, Form::Only { .. } | Form::Standing { .. });
            let before = matches!(form, Form::Before { .. });
            inform.sort();
            inform.dedup();
            let modifiers = Modifiers {
                responsible,
                inform,
                warn: warn.filter(|_| !before),
                grace: grace.filter(|_| lasting),
                first_by: first_by.filter(|_| renewal),
                except: if except {
                    vec!["need".into()]
                } else {
                    Vec::new()
                },
                fixed: fixed && matches!(form, Form::Every { .. }),
                carry: carry && matches!(form, Form::Every { .. }),
                each: each && matches!(form, Form::Within { .. }) && form.trigger().is_some(),
                first: first && before,
                recorded: recorded.filter(|_| acts),
                stale: stale.filter(|_| matches!(form, Form::Standing { .. })),
                checked: checked.filter(|_| matches!(form, Form::Only { .. })),
                part: part.filter(|_| matches!(form, Form::Once { .. })),
            };
            Rule { form, modifiers }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rule_written_down_reads_back_the_same(rule in rule()) {
        for lang in Lang::BOTH {
            let line = rule.text(lang, &WORDS);
            let read = parse(&line, lang, &WORDS);
            prop_assert_eq!(read.as_ref(), Ok(&rule), "{}", line);
            prop_assert!(!explain(&rule, lang, &WORDS).contains("  "));
        }
    }

    #[test]
    fn no_line_however_odd_stops_the_reader(line in "\\PC{0,60}", start in select(vec!["every 3 months: ", "tous les 3 mois : ", "within ", "only ", ""])) {
        for lang in Lang::BOTH {
            if let Err(complaint) = parse(&format!("{start}{line}"), lang, &WORDS) {
                prop_assert!(complaint.column() >= 1);
                prop_assert!(!complaint.message(Lang::Fr).is_empty());
            }
        }
    }
}
