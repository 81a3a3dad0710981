//! What a search finds among phones and apps: what the lists would show this person.

use base::search::{Found, MOST, Sought};
use base::{Actor, App, Db, Failure};

use crate::permits::sight;
use crate::{model, store};

/// Phones by label, number or holder; approved apps by name.
pub async fn phones(db: &mut Db, app: &App, actor: &Actor, sought: &Sought) -> Result<Vec<Found>, Failure> {
    let mut found = Vec::new();
    if app.matrix.would_grant("see-phones", actor, &[]) {
        let phones = store::sought(&mut *db, sought, sight(actor)).await?;
        let holders: Vec<String> = phones.iter().filter_map(|p| p.holder().map(str::to_owned)).collect();
        let names = people::names(&mut *db, &holders).await?;
        let holder = |phone: &model::Phone| phone.holder().and_then(|h| names.get(h)).cloned().unwrap_or_default();
        let fits = |phone: &&model::Phone| sought.fits_number(phone.number.dialled()) || sought.fits(&format!("{} {}", phone.label.as_str(), holder(phone)));
        found.extend(phones.iter().filter(fits).take(MOST).map(|phone| Found {
            kind: "phones-title",
            icon: "phone",
            title: phone.label.as_str().to_owned(),
            words: [phone.number.shown(), holder(phone)].into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" · "),
            href: format!("/phones/{}", phone.id),
        }));
    }
    if app.matrix.would_grant("see-apps", actor, &[]) {
        let apps = store::apps::list(db).await?;
        let approved = apps.into_iter().filter(|a| a.status == model::AppStatus::Approved && sought.fits(&a.name)).take(MOST);
        found.extend(approved.map(|a| Found { kind: "phones-apps-link", icon: "apps", title: a.name, words: String::new(), href: "/apps".to_owned() }));
    }
    Ok(found)
}
