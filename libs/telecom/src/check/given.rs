//! What checks are made with: the bill, the plan, and what the organisation knows.
//!
//! Plain values, made by the caller: this library keeps nothing. `None` is "not
//! known here", which is not the same as an empty list.

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use super::Missing;
use crate::bill::Bill;
use crate::money::Money;
use crate::number::E164;
use crate::plan::{Need, Plan};

/// Everything checks may look at.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// The bill.
    pub bill: &'a Bill,
    /// The plan of its day.
    pub plan: &'a Plan,
    /// Earlier bills of the same account, the oldest first.
    pub earlier: &'a [Bill],
    /// Phones and numbers the organisation knows.
    pub register: Option<&'a Register>,
    /// Who had which phone.
    pub assignments: Option<&'a [Assignment]>,
    /// What was lost, stolen or cancelled.
    pub losses: Option<&'a [Loss]>,
    /// What was written down about charges.
    pub notes: Option<&'a [Note]>,
    /// Credits a carrier promised.
    pub promises: &'a [Promise],
    /// Plans to compare with.
    pub other_plans: &'a [Plan],
    /// Today, for what runs out.
    pub today: Option<Date>,
}

impl<'a> Given<'a> {
    /// The bill and its plan, and nothing else known.
    #[must_use]
    pub const fn new(bill: &'a Bill, plan: &'a Plan) -> Self {
        Self { bill, plan, earlier: &[], register: None, assignments: None, losses: None, notes: None, promises: &[], other_plans: &[], today: None }
    }

    pub(super) fn has(&self, what: Missing) -> bool {
        match what {
            Missing::RightTotals | Missing::PlanOfBill => true,
            Missing::Earlier => !self.earlier.is_empty(),
            Missing::History => self.earlier.len() >= 2,
            Missing::Register => self.register.is_some(),
            Missing::Assignments => self.assignments.is_some(),
            Missing::Losses => self.losses.is_some(),
            Missing::Notes => self.notes.is_some(),
            Missing::TaxRule => self.plan.tax.is_some(),
            Missing::OtherPlans => !self.other_plans.is_empty(),
            Missing::Today => self.today.is_some(),
        }
    }
}

/// Phones of the organisation, and numbers of people it knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// Its own phones that should be on the bill.
    pub lines: BTreeSet<E164>,
    /// Clients, partners, staff: numbers somebody wrote down.
    pub known: BTreeSet<E164>,
}

/// One person had one phone from one moment (in it) to another (not in it), by the bill's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The phone.
    pub line: E164,
    /// The person's id.
    pub who: String,
    /// From.
    pub from: DateTime,
    /// To; none while it goes on.
    pub to: Option<DateTime>,
}

impl Assignment {
    /// Whether it holds at that moment.
    #[must_use]
    pub fn at(&self, moment: DateTime) -> bool {
        self.from <= moment && self.to.is_none_or(|to| moment < to)
    }
}

/// What happened to a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Lost or stolen.
    Lost,
    /// The contract was ended.
    Cancelled,
}

/// A phone that should not be used or charged from a moment on, by the bill's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The phone.
    pub line: E164,
    /// What happened.
    pub what: Lost,
    /// From when on it counts: when it was reported, or the next day where no hour was said.
    pub at: DateTime,
    /// The day that was reported, where no hour was.
    pub day: Option<Date>,
    /// When it was found again or renewed.
    pub until: Option<DateTime>,
}

/// Something written down about a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The phone.
    pub line: E164,
    /// A case note or a letter to the manager.
    pub kind: Need,
    /// The day it was written.
    pub on: Date,
    /// The number it speaks of, when it names one.
    pub number: Option<E164>,
}

/// A credit a carrier promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The phone; none for the account.
    pub line: Option<E164>,
    /// How much, as a positive amount.
    pub amount: Money,
    /// The day it was promised.
    pub on: Date,
    /// The first bill on or after this day should have it.
    pub by: Date,
    /// The carrier's reference.
    pub reference: String,
}
