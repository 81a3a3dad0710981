//! `keepwell plan try`: reads a plan and runs its own worked examples.

use std::path::{Path, PathBuf};

use base::Failure;
use telecom::plan::Tried;
use telecom::rate::working;
use telecom::words::{Lang, money};

use super::{Outcome, say};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Plan {
    /// Run the worked examples of a plan
    Try(Try),
    /// Print the sample plan, to begin a plan of one's own with
    Sample(Sample),
}

/// Print the sample plan
#[derive(Debug, clap::Args)]
pub(crate) struct Sample {
    /// The language of the words at its head: en or fr
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
}

/// What the notes in the sample say in a few words, for those who read French.
const FRENCH_HEAD: &str = "# Forfait d’exemple. Les notes qui suivent sont en anglais; le guide explique chaque mot en français\n\
    # («\u{a0}Un profil pour un autre fournisseur\u{a0}», partie «\u{a0}Le forfait\u{a0}»). En bref\u{a0}: l’argent s’écrit entre guillemets droits,\n\
    # avec un point (\"0.10\"); les secondes, les messages et les kilo-octets sont des nombres entiers. Ce que personne ne\n\
    # vous a dit reste ouvert\u{a0}: un prix peut être \"unknown\". Un changement de prix est un nouveau fichier.\n#";

/// Exit codes: 0 every example holds; 1 one does not; 3 the plan cannot be read, and it is said which line is wrong.
#[derive(Debug, clap::Args)]
pub(crate) struct Try {
    /// A plan, as TOML
    plan: PathBuf,
    /// en or fr
    #[arg(long, value_enum, default_value = "en")]
    lang: LangArg,
}

/// A language on the command line.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum LangArg {
    En,
    Fr,
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::En => Self::En,
            LangArg::Fr => Self::Fr,
        }
    }
}

/// A plan out of a file.
pub(super) fn read(path: &Path, lang: Lang) -> Result<telecom::plan::Plan, Failure> {
    let what = if lang == Lang::En { "reading the plan" } else { "lecture du forfait" };
    let text = super::bill::text_of(path, what, lang)?;
    telecom::plan::Plan::read(&text).map_err(|faults| {
        let all: Vec<String> = faults.iter().map(|fault| format!("\n  {}, {}", path.display(), fault.said(lang))).collect();
        Failure::broken(what, all.concat())
    })
}

impl Plan {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        match self {
            Self::Try(command) => command.run(),
            Self::Sample(sample) => {
                if Lang::from(sample.lang) == Lang::Fr {
                    say(FRENCH_HEAD);
                }
                say(telecom::plan::SAMPLE.trim_end());
                Ok(Outcome::Done)
            }
        }
    }
}

impl Try {
    fn run(&self) -> Result<Outcome, Failure> {
        let lang = self.lang.into();
        let plan = read(&self.plan, lang)?;
        let tried = plan.try_examples();
        let mut last = "";
        for one in &tried {
            if one.example != last {
                say(&one.example);
                last = &one.example;
            }
            say(&told(&plan, one, lang));
        }
        let wrong = tried.iter().filter(|t| !t.holds()).count();
        let all = tried.len();
        let rows = |number| telecom::words::things(number, lang, ("row", "rows"), ("ligne", "lignes"));
        say(&match (all, wrong, lang) {
            (0, _, Lang::En) => "The plan can be read. It has no examples: add some, so that others see what it means.".to_owned(),
            (0, _, Lang::Fr) => "Le forfait est lisible. Il n’a pas d’exemples\u{a0}: ajoutez-en pour montrer ce qu’il veut dire.".to_owned(),
            (1, 0, Lang::En) => "The row is what the plan says.".to_owned(),
            (1, 0, Lang::Fr) => "La ligne est telle que le forfait le dit.".to_owned(),
            (_, 0, Lang::En) => format!("All {} are what the plan says.", rows(all)),
            (_, 0, Lang::Fr) => format!("Les {} sont telles que le forfait le dit.", rows(all)),
            (_, _, Lang::En) => format!("Not what the plan says: {wrong} of {}.", rows(all)),
            (_, _, Lang::Fr) => format!("Autrement que le forfait le dit\u{a0}: {wrong} sur {}.", rows(all)),
        });
        Ok(if wrong == 0 { Outcome::Done } else { Outcome::No })
    }
}

fn told(plan: &telecom::plan::Plan, one: &Tried, lang: Lang) -> String {
    let (number, charged, is) = (one.row, money(one.charged, lang), one.is.word());
    let rule = one.rule.as_deref().unwrap_or("-");
    let sum = working(plan, &one.as_row, &one.rated, lang);
    let said = match (one.holds(), lang) {
        (true, _) => String::new(),
        (false, Lang::En) => format!("   ✗ the example says {}{}", one.said, one.said_rule.as_ref().map(|r| format!(" by {r}")).unwrap_or_default()),
        (false, Lang::Fr) => format!("   ✗ l’exemple dit {}{}", one.said, one.said_rule.as_ref().map(|r| format!(" par {r}")).unwrap_or_default()),
    };
    format!("  {number}. {charged}  {is} ({rule}): {sum}{said}")
}
