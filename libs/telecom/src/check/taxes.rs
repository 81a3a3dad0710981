//! B24: taxes, by the table of the province and the day.

use super::finding::{Check, Evidence, Finding, Severity, both};
use super::look::Look;
use crate::bill::{Kind, Row};
use crate::money::Money;
use crate::plan::tax::{self, Line};
use crate::words::{Lang, money};

/// What is taxed, in the three ways it may be rounded.
struct Base {
    all: Money,
    by_line: Vec<Money>,
    by_row: Vec<Money>,
    /// What is not taxable: fees the plan says so of.
    free: Money,
}

/// B24.
pub(super) fn taxes(look: &Look<'_>) -> Vec<Finding> {
    let (Some(rule), Some(day)) = (&look.plan.tax, look.bill.bill_date.or(look.period().map(|p| p.last))) else { return Vec::new() };
    let lines = tax::on(&rule.lines, &rule.province, day);
    let base = base(look);
    let printed: Vec<(usize, &Row)> = look.fees().filter(|(_, row)| row.kind == Kind::Tax).collect();
    let inside: Money = look.bill.rows.iter().filter_map(|row| row.charges.tax).sum();
    if printed.is_empty() && inside.is_zero() {
        let what = both!(|_l| "The bill as it was read shows no tax.", "La facture telle que lue ne montre aucune taxe.");
        let close = both!(|_l| "Look whether the tax is on a page that was not read.", "Voyez si la taxe est sur une page qui n’a pas été lue.");
        return vec![Finding::new(Check::B24, Severity::Info, what).clause("tax").close(close)];
    }
    if printed.is_empty() {
        return inside_rows(look, &lines, &base, inside).into_iter().collect();
    }
    let mut found: Vec<Finding> = lines.iter().filter_map(|line| one(look, line, &lines, &base, &printed)).collect();
    found.extend(strange(&lines, &printed));
    found
}

fn taxable(look: &Look<'_>, row: &Row) -> bool {
    let words = row.description.as_deref().unwrap_or_default();
    row.kind == Kind::Usage || look.plan.fee(words).is_none_or(|fee| fee.taxable)
}

fn base(look: &Look<'_>) -> Base {
    let mut base = Base { all: Money::ZERO, by_line: Vec::new(), by_row: Vec::new(), free: Money::ZERO };
    let mut lines: std::collections::BTreeMap<_, Money> = std::collections::BTreeMap::new();
    for row in look.bill.rows.iter().filter(|row| row.kind != Kind::Tax) {
        let Some(amount) = row.charges.amount().filter(|a| !a.is_zero()) else { continue };
        if taxable(look, row) {
            base.all += amount;
            *lines.entry(row.line).or_default() += amount;
            base.by_row.push(amount);
        } else {
            base.free += amount;
        }
    }
    base.by_line = lines.into_values().collect();
    base
}

impl Base {
    /// What the tax may be: rounded on the bill, on each phone, on each row.
    fn ways(&self, line: &Line) -> [Money; 3] {
        let each = |parts: &[Money]| parts.iter().map(|part| line.rate.of(*part)).sum();
        [line.rate.of(self.all), each(&self.by_line), each(&self.by_row)]
    }
}

fn near(a: Money, b: Money, tolerance: Money) -> bool {
    (a - b).abs() <= tolerance
}

fn one(look: &Look<'_>, line: &Line, lines: &[&Line], base: &Base, printed: &[(usize, &Row)]) -> Option<Finding> {
    let tolerance = look.plan.tax.as_ref().map(|t| t.tolerance).unwrap_or_default();
    let rows: Vec<usize> = printed.iter().filter(|(_, row)| tax::named(row.description.as_deref().unwrap_or(&row.raw), &line.code)).map(|(at, _)| *at).collect();
    let billed = look.cost(&rows);
    let ways = base.ways(line);
    if ways.iter().any(|way| near(*way, billed, tolerance)) {
        return None;
    }
    let [right, ..] = ways;
    let (code, rate) = (line.code.clone(), line.rate);
    let sum = both!(|l| "{base} × {rate} % = {right}; billed: {billed}", "{base} × {rate}\u{a0}% = {right}; facturé\u{a0}: {billed}"; base = money(base.all, l), right = money(right, l), billed = money(billed, l));
    let why = why(look, line, lines, base, billed, tolerance);
    let what = both!(|l| "{code}: {billed} billed, and {rate} % of the taxable {base} is {right}.{why}", "{code}\u{a0}: {billed} facturés, et {rate}\u{a0}% des {base} taxables font {right}.{why}"; billed = money(billed, l), base = money(base.all, l), right = money(right, l), why = why.in_lang(l));
    let close = both!(|_l| "Ask the carrier which rate and which amounts it taxed.", "Demandez au fournisseur quel taux et quels montants il a taxés.");
    let severity = if billed > right { Severity::Error } else { Severity::Explain };
    Some(Finding::new(Check::B24, severity, what).rows(rows).clause("tax").also(Evidence::TaxTable).stake(billed - right).sum(sum).close(close))
}

/// The likeliest reason, when one explains the amount.
fn why(look: &Look<'_>, line: &Line, lines: &[&Line], base: &Base, billed: Money, tolerance: Money) -> crate::words::Said {
    let others: Money = lines.iter().filter(|l| l.code != line.code).map(|l| l.rate.of(base.all)).sum();
    let credits: Money = look.bill.rows.iter().filter(|r| r.kind == Kind::Credit).filter_map(|r| r.charges.amount()).sum();
    if !others.is_zero() && near(line.rate.of(base.all + others), billed, tolerance) {
        return both!(|_l| " It seems that tax was charged on tax.", " Il semble que la taxe ait été calculée sur une autre taxe.");
    }
    if !base.free.is_zero() && near(line.rate.of(base.all + base.free), billed, tolerance) {
        return both!(|_l| " It seems that fees without tax were taxed.", " Il semble que des frais non taxables aient été taxés.");
    }
    if !credits.is_zero() && near(line.rate.of(base.all - credits), billed, tolerance) {
        return both!(|_l| " It seems that the credits were not taken off first.", " Il semble que les crédits n’aient pas été déduits d’abord.");
    }
    let elsewhere = ["5", "6", "7", "8", "9.975", "13", "14", "15"].into_iter().filter(|r| *r != line.rate.to_string()).find(|rate| {
        let share = Money::parse(rate).map(|r| base.all.share(r.as_micros(), 100_000_000));
        share.is_ok_and(|share| near(share, billed, tolerance)) && !billed.is_zero()
    });
    match elsewhere {
        Some(rate) => both!(|_l| " It fits a rate of {rate} %, of another province or another day.", " Cela correspond à un taux de {rate}\u{a0}%, d’une autre province ou d’une autre date."),
        None => crate::words::Said::default(),
    }
}

/// A tax the province does not have.
fn strange(lines: &[&Line], printed: &[(usize, &Row)]) -> Vec<Finding> {
    let words = |row: &Row| row.description.as_deref().unwrap_or(&row.raw).trim().to_owned();
    let unknown = printed.iter().filter(|(_, row)| !lines.iter().any(|l| tax::named(&words(row), &l.code)) && row.charges.amount().is_some_and(|a| !a.is_zero()));
    unknown.map(|(at, row)| {
        let (name, amount) = (words(row), row.charges.amount().unwrap_or_default());
        let what = both!(|l| "“{name}” ({amount}) is no tax of this province on that day.", "«\u{a0}{name}\u{a0}» ({amount}) n’est pas une taxe de cette province à cette date."; amount = money(amount, l));
        let close = both!(|_l| "Ask the carrier what it is.", "Demandez au fournisseur ce que c’est.");
        Finding::new(Check::B24, Severity::Error, what).rows([*at]).clause("tax").also(Evidence::TaxTable).stake(amount).close(close)
    })
    .collect()
}

/// Taxes printed on the rows only: all of them together.
fn inside_rows(look: &Look<'_>, lines: &[&Line], base: &Base, billed: Money) -> Option<Finding> {
    let tolerance = look.plan.tax.as_ref().map(|t| t.tolerance).unwrap_or_default();
    let ways: Vec<[Money; 3]> = lines.iter().map(|line| base.ways(line)).collect();
    let sums = [0, 1, 2].map(|way| ways.iter().filter_map(|w| w.get(way).copied()).sum::<Money>());
    let [right, ..] = sums;
    if sums.iter().any(|sum| near(*sum, billed, tolerance)) {
        return None;
    }
    let rates = |_: Lang| lines.iter().map(|l| format!("{} {}", l.code, l.rate)).collect::<Vec<_>>().join(" + ");
    let what = both!(|l| "The taxes on the rows add up to {billed}, and {rates} of {base} make {right}.", "Les taxes des lignes font {billed}, et {rates} sur {base} font {right}."; billed = money(billed, l), rates = rates(l), base = money(base.all, l), right = money(right, l));
    let close = both!(|_l| "Ask the carrier which rate and which amounts it taxed.", "Demandez au fournisseur quel taux et quels montants il a taxés.");
    let severity = if billed > right { Severity::Error } else { Severity::Explain };
    Some(Finding::new(Check::B24, severity, what).clause("tax").also(Evidence::TaxTable).stake(billed - right).close(close))
}
