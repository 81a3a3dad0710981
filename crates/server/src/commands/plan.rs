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
    Sample,
}

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
    let text = std::fs::read_to_string(path).map_err(|e| Failure::broken(what, format!("{}: {e}", path.display())))?;
    telecom::plan::Plan::read(&text).map_err(|faults| {
        let all: Vec<String> = faults.iter().map(|fault| format!("\n  {}: {fault}", path.display())).collect();
        Failure::broken(what, all.concat())
    })
}

impl Plan {
    pub(crate) fn run(&self) -> Result<Outcome, Failure> {
        match self {
            Self::Try(command) => command.run(),
            Self::Sample => {
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
        say(&match (all, wrong, lang) {
            (0, _, Lang::En) => "The plan can be read. It has no examples: add some, so that others see what it means.".to_owned(),
            (0, _, Lang::Fr) => "Le forfait est lisible. Il n’a pas d’exemples\u{a0}: ajoutez-en pour montrer ce qu’il veut dire.".to_owned(),
            (_, 0, Lang::En) => format!("All {all} rows are what the plan says."),
            (_, 0, Lang::Fr) => format!("Les {all} lignes sont telles que le forfait le dit."),
            (_, _, Lang::En) => format!("{wrong} of {all} rows are not what the plan says."),
            (_, _, Lang::Fr) => format!("{wrong} lignes sur {all} ne sont pas telles que le forfait le dit."),
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
