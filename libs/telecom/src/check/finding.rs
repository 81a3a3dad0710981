//! What a check finds: rows, evidence, arithmetic, the amount at stake, and what would close it.

use crate::money::Money;
use crate::number::E164;
use crate::words::{Lang, Said};

/// The same sentence in both languages; after the semicolon, values made for each of them.
macro_rules! both {
    (|$lang:ident| $en:literal, $fr:literal $(; $($name:ident = $value:expr),* $(,)?)?) => {
        crate::words::Said::both(|$lang: crate::words::Lang| {
            $($(let $name = $value;)*)?
            match $lang {
                crate::words::Lang::En => crate::words::text(format_args!($en)),
                crate::words::Lang::Fr => crate::words::text(format_args!($fr)),
            }
        })
    };
}
pub(crate) use both;

/// As `both`, made when somebody reads it: for what is found row by row, a hundred thousand times on a large bill.
macro_rules! later {
    (|$lang:ident| $en:literal, $fr:literal $(; $($name:ident = $value:expr),* $(,)?)?) => {
        crate::words::Said::later(move |$lang: crate::words::Lang| {
            $($(let $name = $value;)*)?
            match $lang {
                crate::words::Lang::En => crate::words::text(format_args!($en)),
                crate::words::Lang::Fr => crate::words::text(format_args!($fr)),
            }
        })
    };
}
pub(super) use later;

/// A finding of one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which check.
    pub check: Check,
    /// How much it matters.
    pub severity: Severity,
    /// Positions in [`crate::Bill::rows`], in order.
    pub rows: Vec<u32>,
    /// The phone it is about, when it is about one.
    pub line: Option<E164>,
    /// The id of the plan's rule, fee or pool it rests on.
    pub clause: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// The amount in question; nothing when no money is.
    pub stake: Money,
    /// What was found, in a sentence or two.
    pub what: Said,
    /// The arithmetic; empty when there is none.
    pub sum: Said,
    /// What would close it.
    pub close: Said,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Against the organisation's own rule.
    Policy,
    /// May be right, and must be explained.
    Explain,
    /// The money is wrong.
    Error,
}

impl Severity {
    /// A stable word: `error`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Policy => "policy",
            Self::Explain => "explain",
            Self::Error => "error",
        }
    }

    /// The word a person reads.
    #[must_use]
    pub const fn said(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Info, Lang::En) => "good to know",
            (Self::Info, Lang::Fr) => "bon à savoir",
            (Self::Policy, Lang::En) => "our own rule",
            (Self::Policy, Lang::Fr) => "notre propre règle",
            (Self::Explain, Lang::En) => "to be explained",
            (Self::Explain, Lang::Fr) => "à expliquer",
            (Self::Error, Lang::En) => "wrong",
            (Self::Error, Lang::Fr) => "erroné",
        }
    }
}

/// What a finding rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The bill's own rows.
    Rows,
    /// What the reader of the file could not read.
    Reading,
    /// The totals the bill prints.
    Totals,
    /// The plan.
    Plan,
    /// Where the numbers were issued: no proof of where anybody was.
    Numbers,
    /// An earlier bill.
    Earlier,
    /// The organisation's list of phones and known numbers.
    Register,
    /// Who had which phone.
    Assignments,
    /// The report of a loss.
    Losses,
    /// Case notes and letters.
    Notes,
    /// The bill prints no place: the plan's word for such rows was taken.
    PlaceAssumed,
    /// The bill prints no place at all.
    NoPlace,
    /// The bill prints minutes only: a minute more or less is possible.
    MinutesOnly,
    /// The table of taxes.
    TaxTable,
}

impl Evidence {
    /// The words for it.
    #[must_use]
    pub const fn said(self, lang: Lang) -> &'static str {
        let (en, fr) = match self {
            Self::Rows => ("the rows of the bill", "les lignes de la facture"),
            Self::Reading => ("how the file was read", "la lecture du fichier"),
            Self::Totals => ("the totals the bill prints", "les totaux imprimés sur la facture"),
            Self::Plan => ("the plan", "le forfait"),
            Self::Numbers => ("where the numbers were issued, which is not where people are", "l’origine des numéros, qui ne dit pas où sont les gens"),
            Self::Earlier => ("earlier bills", "les factures précédentes"),
            Self::Register => ("our list of phones and known numbers", "notre liste de téléphones et de numéros connus"),
            Self::Assignments => ("who had which phone", "qui avait quel téléphone"),
            Self::Losses => ("the report of the loss", "le signalement de la perte"),
            Self::Notes => ("case notes and letters to the manager", "les notes de dossier et les courriels à la personne gestionnaire"),
            Self::PlaceAssumed => ("the bill prints no place; the phone is taken to have been at home, as the plan says", "la facture n’indique pas de lieu; on suppose que le téléphone était au pays, comme le dit le forfait"),
            Self::NoPlace => ("the bill prints no place", "la facture n’indique pas de lieu"),
            Self::MinutesOnly => ("the bill prints minutes without seconds", "la facture indique les minutes sans les secondes"),
            Self::TaxTable => ("the table of taxes by province and day", "la table des taxes par province et par date"),
        };
        match lang {
            Lang::En => en,
            Lang::Fr => fr,
        }
    }
}

macro_rules! checks {
    ($($id:ident $en:literal $fr:literal,)*) => {
        /// The checks, in the order of the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Check {
            $(#[doc = $en] $id,)*
        }

        impl Check {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$id,)*];

            /// `B07`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$id => stringify!($id),)* }
            }

            /// What it asks, in a few words.
            #[must_use]
            pub const fn said(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$id, Lang::En) => $en, (Self::$id, Lang::Fr) => $fr,)* }
            }
        }
    };
}

checks! {
    B01 "The rows add up to the totals" "Les lignes donnent les totaux",
    B02 "The period follows the last one" "La période suit la précédente",
    B03 "The phones are those we know" "Les téléphones sont ceux que nous connaissons",
    B04 "A phone is not used" "Un téléphone ne sert pas",
    B05 "The price of the plan" "Le prix du forfait",
    B06 "Something nobody ordered" "Un article que personne n’a commandé",
    B07 "The price of a call, a message or data" "Le prix d’un appel, d’un message ou de données",
    B08 "Two prices for one thing" "Deux prix pour la même chose",
    B09 "How minutes are counted" "Le calcul des minutes",
    B10 "The same call twice" "Le même appel deux fois",
    B11 "Calls that cannot both be" "Des appels impossibles ensemble",
    B12 "Local or long distance" "Local ou interurbain",
    B13 "Calls and texts abroad" "Appels et textos à l’étranger",
    B14 "Services that cost extra" "Services surtaxés",
    B15 "Away from home" "En itinérance",
    B16 "Shared data" "Données partagées",
    B17 "Data that was paid for, and much data" "Données payées à l’usage et usage élevé",
    B18 "Used after it was lost or cancelled" "Utilisé après la perte ou l’annulation",
    B19 "Used when nobody had it, or at night" "Utilisé sans responsable ou la nuit",
    B20 "Numbers nobody knows" "Numéros inconnus",
    B21 "Texts with numbers that are not Canadian" "Textos avec des numéros non canadiens",
    B22 "An extra charge without a note" "Frais supplémentaires sans note",
    B23 "Parts of a month, and credits" "Portions de mois et crédits",
    B24 "Taxes" "Taxes",
    B25 "What changed" "Ce qui a changé",
    B26 "Another plan would cost less" "Un autre forfait coûterait moins",
    B27 "The time to question it" "Le délai pour contester",
}

impl Finding {
    pub(super) fn new(check: Check, severity: Severity, what: Said) -> Self {
        Self {
            check,
            severity,
            rows: Vec::new(),
            line: None,
            clause: None,
            evidence: vec![Evidence::Rows],
            stake: Money::ZERO,
            what,
            sum: Said::default(),
            close: Said::default(),
        }
    }

    pub(super) fn rows(mut self, rows: impl IntoIterator<Item = usize>) -> Self {
        self.rows = rows.into_iter().filter_map(|at| u32::try_from(at).ok()).collect();
        self.rows.sort_unstable();
        self
    }

    pub(super) fn line(mut self, line: Option<E164>) -> Self {
        self.line = line;
        self
    }

    pub(super) fn clause(mut self, id: impl Into<String>) -> Self {
        self.clause = Some(id.into());
        self.also(Evidence::Plan)
    }

    pub(super) fn also(mut self, evidence: Evidence) -> Self {
        if !self.evidence.contains(&evidence) {
            self.evidence.push(evidence);
        }
        self
    }

    pub(super) fn also_if(self, asked: bool, evidence: Evidence) -> Self {
        if asked { self.also(evidence) } else { self }
    }

    pub(super) fn stake(mut self, stake: Money) -> Self {
        self.stake = stake.abs();
        self
    }

    pub(super) fn sum(mut self, sum: Said) -> Self {
        self.sum = sum;
        self
    }

    pub(super) fn close(mut self, close: Said) -> Self {
        self.close = close;
        self
    }
}
