//! The scene of the walk: one of each thing that a route can name, and who stands
//! in which relation to it.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST};
use base::world::{Answer, World};

/// Who comes by, with their roles. Eli held the phone and knew the client before.
pub const VISITORS: &[(&str, &[&str])] = &[
    ("ana", &["director", "supervisor"]),
    ("ben", &["worker"]),
    ("cleo", &["manager"]),
    ("dara", &["board"]),
    ("eli", &["worker"]),
    ("fern", &["coordinator"]),
    ("gus", &["volunteer"]),
    ("ivy", &["it"]),
];

/// The scenes: 0, Ben is the one it is about; 1, whoever may decide is the one it is about.
pub const VARIANTS: usize = 2;

/// An id that nothing has.
pub const NOTHING: &str = "no-such-thing";

/// States of an account that lets nobody in.
pub const OUT_OF_ORDER: &[&str] = &["of somebody who left", "signed out elsewhere", "idle for a week", "never opened", "forged"];

/// A world with one of each thing.
pub struct Stage {
    pub world: World,
    variant: usize,
    things: BTreeMap<&'static str, String>,
}

fn last_part(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

/// `/phones/{phone}` → `/phones/no-such-thing`.
pub fn nothing(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { NOTHING } else { part }).collect::<Vec<_>>().join("/")
}

impl Stage {
    pub async fn set(variant: usize) -> Self {
        let slices = server::slices().into_iter().filter(|s| s.name != "base").collect();
        let world = World::new(slices).await;
        people::world::cast(&world).await;
        let mut tx = world.app.db.begin().await.unwrap();
        manual::install_starter(&world.app, &mut tx, Some("ana"), world.app.now()).await.unwrap();
        tx.commit().await.unwrap();
        let mut stage = Self { world, variant, things: BTreeMap::new() };
        stage.phones().await;
        stage.clients().await;
        stage.house().await;
        stage.duties().await;
        stage.rest();
        stage
    }

    fn keep(&mut self, name: &'static str, id: impl Into<String>) {
        self.things.insert(name, id.into());
    }

    async fn does(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.world.post(who, path, fields).await;
        assert_eq!(answer.status.as_u16(), 303, "{who} {path}: {}", answer.words());
        answer.location
    }

    /// Whoever an app was asked by, and a person's page is about: Ben, or one who may decide.
    fn one(&self) -> &'static str {
        if self.variant == 0 { "ben" } else { "cleo" }
    }

    async fn phones(&mut self) {
        let fields = [("label", "PH-014"), ("number", "416-555-0114"), ("platform", "android"), ("carrier", "Northline"), ("drawer", "yes")];
        let phone = self.does("cleo", "/phones/new", &fields).await;
        // Eli had it before.
        self.does("cleo", &format!("{phone}/issue"), &[("person", "eli"), ("kit", "charger")]).await;
        self.does("cleo", &format!("{phone}/take-back"), &[("kit", "charger")]).await;
        self.does("cleo", &format!("{phone}/issue"), &[("person", "ben"), ("kit", "charger")]).await;
        self.does("ben", &format!("{phone}/passcode"), &[("passcode", "730164"), ("again", "730164")]).await;
        self.does("ben", &format!("{phone}/off-site"), &[("reason", "Library"), ("when", "2026-11-23T17:00")]).await;
        let page = self.world.get("ana", &format!("{phone}/off-site")).await.body;
        let action = format!("action=\"{phone}/off-site/");
        let request = page.split_once(&action).and_then(|(_, rest)| rest.split('"').next()).expect("a request waits").to_owned();
        self.keep("request", request);
        self.keep("phone", last_part(&phone));
        self.does(self.one(), "/apps/ask", &[("name", "Signal"), ("why", "Two families asked for it")]).await;
        let page = self.world.get("ana", "/apps").await.body;
        let app = page.split("action=\"/apps/").nth(1).and_then(|rest| rest.split('"').next()).expect("an app waits").to_owned();
        self.keep("app", app);
    }

    async fn clients(&mut self) {
        let client = self.does("ben", "/clients/new", &[("name", "Rahel Tesfaye"), ("called", "R."), ("contact", "Text after four")]).await;
        for person in ["eli", "gus"] {
            self.does("ben", &format!("{client}/workers"), &[("person", person)]).await;
        }
        self.does("ben", &format!("{client}/workers/end"), &[("person", "eli")]).await;
        let id = last_part(&client);
        let chat = b"2026-11-12, 10:00 - Ben Ito: sentence one\n2026-11-12, 10:01 - R.: sentence two\n";
        let path = self.upload(&id, chat).await;
        let conversation = self.does("ben", &format!("{path}/file"), &[]).await;
        // One more waits to be filed.
        let chat = b"2026-11-13, 10:00 - Ben Ito: sentence three\n2026-11-13, 10:01 - R.: sentence four\n";
        let path = self.upload(&id, chat).await;
        self.keep("client", id);
        self.keep("conversation", last_part(&conversation));
        self.keep("upload", last_part(&path));
    }

    async fn upload(&self, client: &str, chat: &[u8]) -> String {
        let answer = self.world.upload("ben", "/conversations/new", &[("client", client)], ("file", "WhatsApp Chat with R.txt", chat)).await;
        assert!(answer.location.starts_with("/uploads/"), "{}", answer.words());
        self.world.run_jobs().await;
        self.does("ben", &format!("{}/answers", answer.location), &[("you", "0"), ("client", client)]).await;
        self.world.run_jobs().await;
        answer.location
    }

    /// A team, a file of people, a letter, a checkpoint and a job.
    async fn house(&mut self) {
        self.does("ana", "/manual/technology/draft", &[]).await;
        let trial = [("tool", "Video calls"), ("purpose", "See people"), ("ends_on", "2027-01-31"), ("clause", "technology:insecure"), ("ready_note", "Later")];
        let practice = self.does("ana", "/manual/practices/new", &trial).await;
        self.keep("practice", last_part(&practice));
        let team = self.does("ana", "/teams/new", &[("kind", "team"), ("name", "Evenings"), ("phone", "none")]).await;
        self.keep("unit", last_part(&team));
        // A file of people takes two forms to come in: here the door is tried, not what lies behind it.
        self.keep("file", NOTHING);
        self.world.run_jobs().await;
        let mut db = self.world.app.db.read().await.unwrap();
        let letters = base::mail::list(&mut db, 1).await.unwrap();
        let jobs = base::jobs::list(&mut db, self.world.app.now(), 1).await.unwrap();
        drop(db);
        self.keep("letter", letters.first().expect("a letter").id.clone());
        let sealed = base::trail::seal::now(&self.world.app).await.unwrap().expect("something new in the trail");
        self.keep("size", sealed.size.to_string());
        self.keep("job", jobs.first().map_or_else(|| NOTHING.to_owned(), |job| job.id.clone()));
    }

    /// Ben's next passcode, and the exception he asks for.
    async fn duties(&mut self) {
        let rows = duties::standing_rows(&self.world.app, base::words::Lang::En, self.world.app.now()).await.unwrap();
        let duty = rows.into_iter().find(|r| r.rule == "passcode-age" && r.state == "open").expect("Ben owes a passcode").duty;
        let subject = format!("phone:{}", self.things["phone"]);
        self.does("ben", &format!("/duties/{duty}/exception"), &[("subject", &subject), ("until", "2026-12-31"), ("reason", "Ill")]).await;
        let list = self.world.get("ana", "/exceptions").await.body;
        let exception = list.split("href=\"/exceptions/").nth(1).and_then(|rest| rest.split('"').next()).expect("an exception waits").to_owned();
        self.keep("duty", duty);
        self.keep("exception", exception);
    }

    fn rest(&mut self) {
        self.keep("person", if self.variant == 0 { "ben" } else { "ana" });
        self.keep("document", "technology");
        self.keep("clause", "passcode-age");
        self.keep("seq", "1");
    }

    /// The address of a route in this scene.
    pub fn address(&self, path: &str) -> String {
        let part = |part: &str| match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
            Some(name) => self.things.get(name).unwrap_or_else(|| panic!("nothing in the scene is a {name}: set one up in rows/stage.rs")).clone(),
            None => part.to_owned(),
        };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    /// What a good form says there; empty where nothing must be said to be let in.
    pub fn fields(plate: &str) -> &'static [(&'static str, &'static str)] {
        match plate {
            "POST /people/{person}/roles" => &[("role", "volunteer")],
            "POST /people/{person}/roles/end" => &[("role", "worker")],
            "POST /teams/{unit}/join" => &[("person", "eli")],
            _ => &[],
        }
    }

    /// In which relations a visitor stands to what the route names: the truth, by hand.
    pub fn relations(&self, plate: &str, who: &str) -> Vec<&'static str> {
        let path = plate.split_once(' ').map_or(plate, |(_, path)| path);
        let first = path.split('/').find_map(|part| part.strip_prefix('{')?.strip_suffix('}')).unwrap_or_default();
        let mut all: Vec<&str> = Vec::new();
        match first {
            "phone" => {
                all.extend((who == "ben").then_some("holder"));
                all.extend((who == "ana").then_some("supervisor"));
                all.extend((who == "ben" && path.contains("{request}")).then_some("asker"));
            }
            "app" => all.extend((who == self.one()).then_some("asker")),
            "client" | "conversation" => {
                all.extend(["ben", "gus"].contains(&who).then_some("assigned"));
                all.extend((who == "ben" && first == "conversation").then_some("filer"));
            }
            "duty" => {
                all.extend((who == "ben").then_some("responsible"));
                all.extend((who == "cleo").then_some("told"));
            }
            "exception" => all.extend((who == "ben").then_some(["asker", "spared"]).into_iter().flatten()),
            "upload" => all.extend((who == "ben").then_some("uploader")),
            "person" => {
                let person = &self.things["person"];
                all.extend((who == person).then_some("self"));
                all.extend((["ana", "cleo", "dara", "ivy"].contains(&person.as_str()) && who != person && who != "ana").then_some("above"));
                all.extend((person == "ben" && who == "ana").then_some("supervisor"));
            }
            _ => {}
        }
        // Filing asks for both: it is one's own upload, and one's own client.
        all.extend((path == "/uploads/{upload}/file" && who == "ben").then_some("assigned"));
        all.extend((who == "gus").then_some("volunteer"));
        all
    }

    /// The deeds since then.
    pub async fn changes_since(&self, before: usize) -> Vec<String> {
        self.world.deeds().await.into_iter().skip(before).collect()
    }

    /// How often anybody was turned away by this permit.
    pub async fn denied(&self, permit: &str) -> i64 {
        let mut db = self.world.app.db.read().await.unwrap();
        let all = base::denied::list(&mut db, i64::MAX).await.unwrap();
        all.iter().filter(|line| line.permit == permit).map(|line| line.times).sum()
    }

    /// Ben's account gets out of order; the cookie his browser still has.
    pub async fn put_out_of_order(&self, state: &str) -> String {
        let token = self.world.token("ben").await;
        match state {
            "of somebody who left" => {
                self.does("ana", "/people/ben/left", &[]).await;
            }
            "signed out elsewhere" => {
                let mut tx = self.world.app.db.begin().await.unwrap();
                base::web::session::end_all(&mut tx, "ben").await.unwrap();
                tx.commit().await.unwrap();
            }
            "idle for a week" => self.world.pass(7 * base::Moment::DAY),
            "never opened" => return String::new(),
            "forged" => return "keepwell=forged".to_owned(),
            other => panic!("no state {other}"),
        }
        format!("keepwell={token}")
    }

    /// A request with a cookie as it is, and the form token that goes with it.
    pub async fn knock_with(&self, cookie: &str, method: &str, path: &str) -> Answer {
        let session = cookie.strip_prefix("keepwell=").map(base::web::session::hash);
        let token = base::web::session::form_token(&self.world.app, session.as_deref()).unwrap();
        let body = format!("{}={}", base::web::form::TOKEN_FIELD, base::web::form::encode(&token));
        let body = if method == "GET" { Body::empty() } else { Body::from(body) };
        let host = self.world.app.config.address.trim_start_matches("http://").to_owned();
        let request = Request::builder().method(method).uri(path).header(HOST, host).header(COOKIE, format!("{cookie}; kw_lang=en"));
        self.world.send(request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(body).unwrap()).await
    }
}
