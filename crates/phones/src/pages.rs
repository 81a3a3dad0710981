//! The pages of phones: routes, and what several handlers share.

mod apps;
mod backup;
mod custody;
mod import;
mod list;
mod off_site;
mod passcode;
mod phone;
mod place;
mod register;
mod timeline;

use base::access::Granted;
use base::slice::{Deed, Route, get, post};
use base::web::form::{Field, FormState};
use base::web::visit::Visit;
use base::{Db, Failure, Moment};

use crate::model::{Move, Phone, Place};
use crate::{deeds, permits, store};

pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/phones", "see-phones", list::show),
        post("/phones/drawer", "move-phone", list::all_in_drawer),
        get("/phones/new", "add-phones", register::ask),
        post("/phones/new", "add-phones", register::add),
        get("/phones/import", "add-phones", import::ask),
        post("/phones/import", "add-phones", import::look).taking(import::LIMIT + 64 * 1024),
        post("/phones/import/columns", "add-phones", import::choose).taking(4 * import::LIMIT),
        post("/phones/import/confirm", "add-phones", import::confirm).taking(4 * import::LIMIT),
        get("/phones/{phone}", "see-phone", phone::show),
        post("/phones/{phone}/retire", "add-phones", register::retire),
        get("/phones/{phone}/issue", "issue-phone", custody::ask_issue),
        post("/phones/{phone}/issue", "issue-phone", custody::issue),
        get("/phones/{phone}/take-back", "issue-phone", custody::ask_back),
        post("/phones/{phone}/take-back", "issue-phone", custody::take_back),
        get("/phones/{phone}/passcode", "change-passcode", passcode::ask),
        post("/phones/{phone}/passcode", "change-passcode", passcode::change),
        post("/phones/{phone}/passcode/read", "read-passcode", passcode::read),
        get("/phones/{phone}/off-site", "see-phone", off_site::show),
        post("/phones/{phone}/off-site", "ask-off-site", off_site::ask),
        post("/phones/{phone}/off-site/{request}", "answer-off-site", off_site::answer),
        post("/phones/{phone}/take-out", "take-phone-out", off_site::take),
        post("/phones/{phone}/bring-back", "move-phone", off_site::back),
        get("/phones/{phone}/drawer", "move-phone", place::ask),
        post("/phones/{phone}/drawer", "move-phone", place::drawer),
        get("/phones/{phone}/apps", "see-phone", apps::on_phone),
        post("/phones/{phone}/apps", "keep-phone", apps::say),
        get("/phones/{phone}/backup", "see-phone", backup::show),
        post("/phones/{phone}/backup", "keep-phone", backup::say),
        get("/apps", "see-apps", apps::list),
        post("/apps", "approve-apps", apps::add),
        post("/apps/ask", "ask-app", apps::ask),
        post("/apps/{app}", "approve-apps", apps::decide),
    ]
}

/// A loaded phone, and how the visitor stands to it.
pub(crate) struct Seen {
    pub phone: Phone,
    pub relations: Vec<&'static str>,
}

impl Seen {
    /// Loads the phone; [`Failure::Missing`] when there is none.
    pub async fn load(visit: &Visit, db: &mut Db, id: &str) -> Result<Self, Failure> {
        let phone = store::find(&mut *db, id).await?.ok_or(Failure::Missing)?;
        let relations = permits::to_phone(db, visit.actor()?, &phone).await?;
        Ok(Self { phone, relations })
    }

    pub fn grant(&self, visit: &Visit, permit: &'static str) -> Result<Granted, Failure> {
        visit.app.matrix.grant(permit, visit.actor()?, &self.relations)
    }

    pub fn may(&self, visit: &Visit, permit: &'static str) -> bool {
        visit.may(permit, &self.relations)
    }

    pub fn href(&self, rest: &str) -> String {
        format!("/phones/{}{rest}", self.phone.id)
    }
}

/// The deed of a move.
const fn deed_of(step: Move) -> &'static Deed {
    match step {
        Move::PutInDrawer => &deeds::PUT_IN_DRAWER,
        Move::TakenFromDrawer => &deeds::TAKEN_FROM_DRAWER,
        Move::TakenOffSite => &deeds::TAKEN_OFF_SITE,
        Move::BroughtBack => &deeds::BROUGHT_BACK,
    }
}

/// Records these moves in their order and keeps where the phone ends up.
pub(crate) async fn walk(visit: &Visit, db: &mut Db, phone: &Phone, moves: &[Move], now: Moment) -> Result<(), Failure> {
    let Some(last) = moves.last() else { return Ok(()) };
    store::place(&mut *db, phone, phone.after(*last), now).await?;
    for step in moves {
        visit.record(&mut *db, deed_of(*step), &[("phone", &phone.id)], &[]).await?;
    }
    Ok(())
}

/// One field of a form, ready to be drawn.
pub(crate) fn field(visit: &Visit, form: &FormState, name: &'static str) -> Field {
    form.field(&visit.app.words, visit.lang(), name)
}

/// What is wrong with a form, for the summary on top.
pub(crate) fn errors(visit: &Visit, form: &FormState) -> Vec<(&'static str, String)> {
    form.errors(&visit.app.words, visit.lang())
}

/// Where a phone is, as a word with its look.
pub(crate) struct Where {
    pub words: String,
    pub tone: &'static str,
    pub symbol: &'static str,
}

impl Where {
    pub fn of(visit: &Visit, phone: &Phone) -> Self {
        let (id, tone, symbol) = match phone.place {
            _ if phone.retired.is_some() => ("phones-place-retired", "", "ban"),
            Place::Shelf => ("phones-place-shelf", "soon", "alert"),
            Place::Drawer => ("phones-place-drawer", "met", "drawer"),
            Place::Holder => ("phones-place-holder", "", "user"),
            Place::OffSite => ("phones-place-off-site", "soon", "walk"),
        };
        Self { words: visit.say(id, &[]), tone, symbol }
    }
}
