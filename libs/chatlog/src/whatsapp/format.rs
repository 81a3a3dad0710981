//! WhatsApp's text among the forms of file that are read.

use super::order::{Evidence, OrderDecision};
use super::{Platform, Reader, Survey, survey_at_once, survey_content};
use crate::channel::{Channel, Guess, Settle, Sure};
use crate::item::{Conversation, Notice, Owner, Participant};
use crate::out::{Answers, Format, Head, Out, Source};
use crate::whatsapp::{Chat, Choices, Outside};
use crate::{Entry, Language};
use std::io;

/// The text that phones export, and what is copied from WhatsApp Web.
#[derive(Debug)]
pub(crate) struct Text;

impl Format for Text {
    fn channel(&self) -> Channel {
        Channel::WhatsApp
    }

    fn recognise(&self, head: &Head<'_>) -> Option<Guess> {
        let crate::Sniff::WhatsApp { platform } = crate::sniff(head.bytes) else {
            return None;
        };
        let survey = super::survey(io::Cursor::new(head.bytes)).ok()?;
        let order = survey.segments.first().map(|segment| &segment.order);
        let decided = match order {
            Some(OrderDecision::Decided {
                order,
                evidence: Evidence::YearFirst | Evidence::OnlyPossible { .. },
            }) => Some(*order),
            _ => None,
        };
        let mut settle = vec![Settle::Owner, Settle::Zone];
        if decided.is_none() {
            settle.insert(0, Settle::DateOrder);
        }
        let (platform, variant) = match platform {
            Platform::Iphone => ("iphone", "text"),
            Platform::Android => ("android", "text"),
            Platform::Web => ("web", "copied"),
            Platform::Old => ("phone", "text-old"),
        };
        let sure = match survey.totals.messages {
            0 => return None,
            1 if survey.totals.problems > 0 => Sure::Maybe,
            _ => Sure::Likely,
        };
        Some(Guess {
            channel: Channel::WhatsApp,
            platform: Some(platform.to_owned()),
            variant: variant.to_owned(),
            order: decided,
            sure,
            settle,
        })
    }

    fn read(
        &self,
        source: &mut dyn Source,
        _guess: &Guess,
        answers: &Answers,
        out: &mut Out<'_>,
    ) -> io::Result<()> {
        let outside = Outside {
            archive_time: answers.outside.archive_time.or(source.modified()),
            ..answers.outside
        };
        let once = survey_at_once(source.open()?, &outside)?;
        let survey = match once {
            Ok(survey) => survey,
            Err(layout) => survey_content(source.open()?, &layout, &outside)?,
        };
        out.conversation(conversation(&survey, &answers.choices, out.layer()))?;
        for (segment, part) in survey.segments.iter().enumerate() {
            out.notice(Notice::DateOrder {
                layer: out.layer(),
                segment,
                decision: part.order.clone(),
            })?;
        }
        for warning in &survey.warnings {
            out.notice(Notice::WhatsApp(*warning))?;
        }
        let (mut entries, mut broken) = (0_u64, 0_u64);
        for entry in Reader::new(source.open()?, &survey, &answers.choices) {
            let entry = entry?;
            entries += 1;
            broken += u64::from(match &entry {
                Entry::Message(message) => message.original.is_some(),
                Entry::Problem(problem) => problem.original.is_some(),
            });
            out.numbered(entry)?;
        }
        if broken * 100 > entries {
            out.notice(other_letters(broken))?;
        }
        Ok(())
    }
}

/// So many entries are not UTF-8 that it is no accident.
fn other_letters(broken: u64) -> Notice {
    const HAVE: [(&str, &str); 2] = [
        ("message has", "messages have"),
        ("message a", "messages ont"),
    ];
    Notice::Other {
        en: format!(
            "{} letters that cannot be read: a program saved the file in another way than the phone. Is there the file as the phone made it?",
            Language::English.count(broken, HAVE)
        ),
        fr: format!(
            "{} des lettres illisibles\u{a0}: un programme a enregistré le fichier autrement que le téléphone. Avez-vous le fichier tel que le téléphone l’a fait\u{a0}?",
            Language::French.count(broken, HAVE)
        ),
    }
}

fn conversation(survey: &Survey, choices: &Choices, layer: usize) -> Conversation {
    let people = survey.senders.iter().filter(|s| !s.is_only_system());
    let owner = |name: &String| match (&choices.owner, &survey.likely_owner) {
        (Some(owner), _) if owner == name => Owner::Declared,
        (Some(_), _) => Owner::No,
        (None, Some(likely)) if likely == name => Owner::Likely,
        _ => Owner::Unknown,
    };
    Conversation {
        id: format!("layer-{layer}"),
        title: None,
        group: match survey.chat {
            Chat::Group => Some(true),
            Chat::OneToOne => Some(false),
            Chat::Unknown => None,
        },
        participants: people
            .map(|sender| Participant {
                name: Some(sender.name.clone()),
                ids: Vec::new(),
                owner: owner(&sender.name),
            })
            .collect(),
    }
}
