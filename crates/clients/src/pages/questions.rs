//! The few things a file cannot tell: which of these is you, which client, how its dates are read.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use base::web::form::{Field, FormState, Typed};
use base::web::visit::{Visit, to};
use base::words::day_in_words;
use base::{Day, Db, Failure, Moment, Said};
use chatlog::whatsapp::{DateOrder, DateReading, OrderDecision, Warning};

use super::{client_for, clients, upload_for, uploads};
use crate::acts::{self, Answers};
use crate::jobs::Chosen;
use crate::model::{Refusal, State, Upload};
use crate::reader::{Look, Thread, When};
use crate::show;
use crate::store;
use crate::store::uploads::Kept;

/// So many stretches of one file may ask for their order; further ones keep their dates as printed.
const ORDERS: [&str; 4] = ["order-0", "order-1", "order-2", "order-3"];
/// The answer of somebody who wrote nothing in this chat.
const NOBODY: &str = "-";

/// Value, words and hint of a choice.
type Choice = (String, String, String);

/// The questions, with what was answered so far.
pub(super) struct Questions {
    pub errors: Vec<(&'static str, String)>,
    pub you: Field,
    /// Nobody, where the file itself says what its owner wrote.
    pub senders: Vec<Choice>,
    pub thread: Field,
    pub threads: Vec<(String, String)>,
    pub client: Field,
    pub clients: Vec<(String, String)>,
    pub orders: Vec<OrderQuestion>,
    pub phone: Field,
    pub phones: Vec<(String, String)>,
    /// For whoever has no client yet.
    pub may_open: bool,
}

/// How the dates of one stretch may be read.
pub(super) struct OrderQuestion {
    pub field: Field,
    pub printed: String,
    pub readings: Vec<Choice>,
}

/// The questions about an upload.
pub(super) async fn of(visit: &Visit, db: &mut Db, upload: &Upload, look: &Look, form: FormState) -> Result<Questions, Failure> {
    let actor = visit.actor()?;
    let senders = senders(visit, look);
    let given: Option<Chosen> = store::uploads::kept(&visit.app, db, upload, Kept::Answers).await?;
    let form = if form.is_fine() { suggested(upload, &actor.name, look, given.as_ref()) } else { form };
    let faces = clients::faces(visit, db, &actor.id).await?;
    let phones = phones(db, &actor.id).await?;
    let field = |name| form.field(&visit.app.words, visit.lang(), name);
    Ok(Questions {
        errors: form.errors(&visit.app.words, visit.lang()),
        you: field("you"),
        senders: if look.owner_known { Vec::new() } else { senders },
        thread: field("thread"),
        threads: threads(visit, look, &acts::filed_threads(&visit.app, db, &upload.id).await?),
        client: field("client"),
        clients: faces.iter().map(|face| (face.id.clone(), face.shown().to_owned())).collect(),
        orders: orders(visit, look).into_iter().map(|(name, printed, readings)| OrderQuestion { field: field(name), printed, readings }).collect(),
        phone: field("phone"),
        phones: if phones.len() > 1 { phones } else { Vec::new() },
        may_open: visit.may("open-client", &[]),
    })
}

/// What was answered before, or can be guessed, stands chosen; the person still says yes to it.
fn suggested(upload: &Upload, name: &str, look: &Look, given: Option<&Chosen>) -> FormState {
    let same = |sender: &str| sender.trim().to_lowercase() == name.trim().to_lowercase();
    let place = |wanted: &dyn Fn(&str) -> bool| look.survey.senders.iter().position(|sender| wanted(&sender.name)).map(|place| place.to_string());
    let you = match given.map(|given| given.choices.owner.as_deref()) {
        Some(Some(owner)) => place(&|sender| sender == owner),
        Some(None) => Some(NOBODY.to_owned()),
        None => place(&same),
    };
    let thread = given.and_then(|given| given.thread.as_ref()).and_then(|id| look.threads.iter().position(|thread| thread.id == *id));
    let [you, thread] = [you, thread.map(|place| place.to_string())].map(Option::unwrap_or_default);
    let client = upload.client.clone().unwrap_or_default();
    let mut values = vec![("you", you.as_str()), ("thread", &thread), ("client", &client), ("phone", upload.phone.as_deref().unwrap_or(""))];
    values.extend(given.map(|given| orders_given(look, given)).unwrap_or_default());
    FormState::showing(&values)
}

/// The orders of day and month that were chosen before, by form field.
fn orders_given(look: &Look, given: &Chosen) -> Vec<(&'static str, &'static str)> {
    let chosen = |place: usize| given.choices.orders.get(&place).map(|order| order_id(*order));
    if look.order.is_some() {
        return ORDERS.first().and_then(|name| Some((*name, chosen(0)?))).into_iter().collect();
    }
    look.survey.to_ask().zip(ORDERS).filter_map(|((place, _), name)| Some((name, chosen(place)?))).collect()
}

/// Everybody who wrote; the app itself is left out.
fn senders(visit: &Visit, look: &Look) -> Vec<Choice> {
    let wrote = look.survey.senders.iter().enumerate().filter(|(_, sender)| !sender.is_only_system());
    let choice = |(place, sender): (usize, &chatlog::whatsapp::Sender)| {
        let count = sender.messages.to_string();
        let id = if sender.doubtful { "clients-sender-doubtful" } else { "clients-messages" };
        (place.to_string(), sender.name.clone(), visit.say(id, &[("count", &count)]))
    };
    let nobody = (NOBODY.to_owned(), visit.say("clients-sender-nobody", &[]), String::new());
    wrote.map(choice).chain([nobody]).collect()
}

/// The conversations of a file that has several: with whom, from when to when, and whether it was filed before.
fn threads(visit: &Visit, look: &Look, filed: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let choice = |(place, thread): (usize, &Thread)| {
        let count = thread.messages.to_string();
        let days = days(visit, thread);
        let id = if days.is_empty() { "clients-thread-undated" } else { "clients-thread" };
        // Two of one name are told apart by number or address.
        let twin = look.threads.iter().any(|other| other.id != thread.id && other.title == thread.title) && thread.title != thread.id;
        let who = if twin { format!("{} ({})", thread.title, thread.id) } else { thread.title.clone() };
        let mut words = visit.say(id, &[("who", &who), ("days", &days), ("count", &count)]);
        if let Some(code) = filed.get(&thread.id) {
            words = visit.say("clients-thread-filed", &[("thread", &words), ("code", code)]);
        }
        (place.to_string(), words)
    };
    if look.threads.len() > 1 { look.threads.iter().enumerate().map(choice).collect() } else { Vec::new() }
}

/// From when to when, by the organisation's clock; empty where the file does not say it.
fn days(visit: &Visit, thread: &Thread) -> String {
    let zone = visit.app.zone();
    let moment = |when: When| match when {
        When::Point(at) => Some(Moment(at.as_millisecond())),
        When::Wall(civil) => civil.to_zoned(zone.clone()).ok().map(|at| Moment(at.timestamp().as_millisecond())),
    };
    match (thread.first.and_then(moment), thread.last.and_then(moment)) {
        (Some(first), Some(last)) => clients::period(visit, Some(first), Some(last)),
        _ => String::new(),
    }
}

/// The stretches whose order must be asked: form field, first date as printed, possible readings.
fn orders(visit: &Visit, look: &Look) -> Vec<(&'static str, String, Vec<Choice>)> {
    let ask = |((_, segment), name): ((usize, &chatlog::whatsapp::Segment), &'static str)| {
        let OrderDecision::Ask { readings, .. } = &segment.order else { return None };
        let printed = segment.first.as_ref().map(|wall| wall.text.clone()).unwrap_or_default();
        Some((name, printed, readings.iter().map(|reading| choice(visit, reading)).collect()))
    };
    if let Some(OrderDecision::Ask { readings, .. }) = &look.order {
        return ORDERS.first().map(|name| (*name, look.printed.clone(), readings.iter().map(|reading| choice(visit, reading)).collect())).into_iter().collect();
    }
    look.survey.to_ask().zip(ORDERS).filter_map(ask).collect()
}

/// A reading: from which day to which the chat would run.
fn choice(visit: &Visit, reading: &DateReading) -> Choice {
    let day = |civil: Option<jiff::civil::DateTime>| civil.map_or_else(|| "?".to_owned(), |c| day_in_words(visit.lang(), Day(c.date())));
    let words = visit.say("clients-period", &[("first", &day(reading.first)), ("last", &day(reading.last))]);
    let id = order_id(reading.order);
    (id.to_owned(), words, visit.say(&format!("clients-order-{id}"), &[]))
}

const fn order_id(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayMonthYear => "dmy",
        DateOrder::MonthDayYear => "mdy",
        DateOrder::YearMonthDay => "ymd",
    }
}

/// The phones somebody holds now, with what they are called.
async fn phones(db: &mut Db, person: &str) -> Result<Vec<(String, String)>, Failure> {
    let held = phones::held_by(db, person).await?;
    Ok(held.into_iter().map(|phone| (phone.id, phone.label)).collect())
}

/// The limit at which the app stopped, 0 when it did not.
pub(super) fn truncated(look: &Look) -> u64 {
    let limit = |warning: &Warning| match warning {
        Warning::Truncated { limit } => Some(*limit),
        _ => None,
    };
    look.survey.warnings.iter().find_map(limit).unwrap_or(0)
}

/// What else a reader of this file should be told.
pub(super) fn warnings(visit: &Visit, look: &Look) -> Vec<String> {
    let say = |id: &str, n: String| Some(visit.say(id, &[("count", &n)]));
    let warning = |warning: &Warning| match warning {
        Warning::Truncated { .. } => None,
        Warning::Glued { segments } => say("clients-warning-glued", segments.to_string()),
        Warning::ToldAgain { .. } => Some(warning.words(show::language(visit.lang()))),
        Warning::LookAlikes { lines } => say("clients-warning-look-alikes", lines.to_string()),
        Warning::MixedOrders { .. } => say("clients-warning-mixed-orders", String::new()),
        Warning::TooManyNames => say("clients-warning-too-many-names", String::new()),
        Warning::OpenEnd => say("clients-warning-open-end", String::new()),
    };
    let told = look.notices.iter().map(|notice| notice.words(show::language(visit.lang())));
    look.survey.warnings.iter().filter_map(warning).chain(told).collect()
}

pub(super) async fn answer(visit: Visit, Path(id): Path<String>, Typed(mut form): Typed) -> Result<Response, Failure> {
    let mut db = visit.read().await?;
    let (upload, _) = upload_for(&visit, &mut db, &id).await?;
    if upload.state != State::Asking {
        return Err(Refusal::NotThatFar.into());
    }
    let look: Look = store::uploads::kept(&visit.app, &mut db, &upload, Kept::Survey).await?.unwrap_or_default();
    let answers = answers(&visit, &mut db, &id, &look, &mut form).await?;
    drop(db);
    let Some(answers) = answers else { return uploads::upload_page(&visit, &id, form).await };
    acts::answer(&visit.app, visit.actor()?, &id, &answers).await?;
    Ok(to(&format!("/uploads/{id}")))
}

/// The form as answers; `None` when something is missing, said beside its field.
async fn answers(visit: &Visit, db: &mut Db, upload: &str, look: &Look, form: &mut FormState) -> Result<Option<Answers>, Failure> {
    let mut answers = Answers::default();
    match you(look, form.text("you")) {
        _ if look.owner_known => {}
        Some(owner) => answers.owner = owner,
        None => form.wrong("you", Refusal::ChooseYou.said()),
    }
    let client = form.text("client").to_owned();
    match client_for(visit, db, "see-client", &client).await {
        Ok((client, _)) => answers.client = client.id,
        Err(Failure::Missing | Failure::Forbidden) => form.wrong("client", Refusal::ChooseClient.said()),
        Err(failure) => return Err(failure),
    }
    answers.orders = chosen_orders(look, form);
    if look.threads.len() > 1 {
        match form.text("thread").parse().ok().and_then(|place: usize| look.threads.get(place)) {
            Some(thread) => match acts::filed_threads(&visit.app, db, upload).await?.remove(&thread.id) {
                Some(code) => form.wrong("thread", Said::plain("clients-refusal-thread-filed").with("code", code)),
                None => answers.thread = Some(thread.id.clone()),
            },
            None => form.wrong("thread", Refusal::ChooseThread.said()),
        }
    }
    let phones = phones(db, &visit.actor()?.id).await?;
    let chosen = form.text("phone").to_owned();
    answers.phone = match phones.as_slice() {
        [] => None,
        [(only, _)] => Some(only.clone()),
        several if several.iter().any(|(id, _)| *id == chosen) => Some(chosen),
        _ => {
            form.wrong("phone", Refusal::ChoosePhone.said());
            None
        }
    };
    Ok(form.is_fine().then_some(answers))
}

/// Which sender: `Some(None)` for "none of these", `None` when nothing was chosen.
fn you(look: &Look, chosen: &str) -> Option<Option<String>> {
    if chosen == NOBODY {
        return Some(None);
    }
    let place: usize = chosen.parse().ok()?;
    look.survey.senders.get(place).map(|sender| Some(sender.name.clone()))
}

fn chosen_orders(look: &Look, form: &mut FormState) -> BTreeMap<usize, DateOrder> {
    let mut chosen = BTreeMap::new();
    if let (Some(OrderDecision::Ask { readings, .. }), [name, ..]) = (&look.order, ORDERS) {
        match readings.iter().find(|reading| order_id(reading.order) == form.text(name)) {
            Some(reading) => drop(chosen.insert(0, reading.order)),
            None => form.wrong(name, Refusal::ChooseOrder.said()),
        }
    }
    for ((place, segment), name) in look.survey.to_ask().zip(ORDERS) {
        let OrderDecision::Ask { readings, .. } = &segment.order else { continue };
        match readings.iter().find(|reading| order_id(reading.order) == form.text(name)) {
            Some(reading) => {
                chosen.insert(place, reading.order);
            }
            None => form.wrong(name, Refusal::ChooseOrder.said()),
        }
    }
    chosen
}
