//! Who may do what: the actor, the access matrix, and permits.
//!
//! The matrix is one file, `access.toml`. The server opens doors by it, the
//! tests walk it, the guide prints it. A permit names **roles** that may act
//! anywhere and **relations** that may act on the row they stand in relation to
//! (its holder, its assigned worker). The proof that somebody may is
//! [`Granted`]; only [`Matrix::grant`] makes one, from the relations of the
//! loaded row, and functions that can hurt a person ask for it. A permit with
//! `step_up` also asks for a fresh proof of who one is.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::failure::Failure;
use crate::slice::{OPEN_TO_ALL, Route, SIGNED_IN};
use crate::words::Lang;

/// The matrix as committed at the root of the project.
pub const ACCESS_TOML: &str = include_str!("../../../access.toml");

/// Every role a person can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Worker,
    Supervisor,
    Manager,
    Director,
    It,
    Volunteer,
    Coordinator,
    Board,
    /// Answers for how personal information is treated (PIPEDA, principle 1; Québec's Act, s. 3.1).
    Privacy,
}

impl Role {
    pub const ALL: [Self; 9] =
        [Self::Worker, Self::Supervisor, Self::Manager, Self::Director, Self::It, Self::Volunteer, Self::Coordinator, Self::Board, Self::Privacy];

    /// The id in CSV files, in the trail and in the matrix.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Worker => "worker",
            Self::Supervisor => "supervisor",
            Self::Manager => "manager",
            Self::Director => "director",
            Self::It => "it",
            Self::Volunteer => "volunteer",
            Self::Coordinator => "coordinator",
            Self::Board => "board",
            Self::Privacy => "privacy",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.id() == text.trim().to_lowercase())
    }
}

/// The person a request speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub id: String,
    pub name: String,
    pub roles: BTreeSet<Role>,
    pub lang: Lang,
}

impl Actor {
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// One line of the matrix.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permit {
    /// What it lets one do, for the guide.
    pub en: String,
    pub fr: String,
    /// Where it comes from (clause ids).
    #[serde(default)]
    pub clauses: Vec<String>,
    #[serde(default)]
    pub roles: Vec<Role>,
    #[serde(default)]
    pub relations: Vec<String>,
    /// Relations that bar: whoever asks never approves the same thing.
    #[serde(default)]
    pub never: Vec<String>,
    /// Answer 404 instead of 403: not even its existence is told.
    #[serde(default)]
    pub hides: bool,
    /// Ask again who it is when the last proof is older than [`crate::web::session::PROOF`] (ASVS 7.5.3).
    #[serde(default)]
    pub step_up: bool,
    /// The doors this permit opens: `GET /phones/{id}`.
    #[serde(default)]
    pub routes: Vec<String>,
}

/// The doors of one slice that need no permit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unlocked {
    #[serde(default)]
    pub to_all: Vec<String>,
    #[serde(default)]
    pub signed_in: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    permit: BTreeMap<String, Permit>,
    #[serde(default)]
    open: BTreeMap<String, Unlocked>,
}

/// The access matrix.
#[derive(Debug, Clone)]
pub struct Matrix {
    pub permit: BTreeMap<String, Permit>,
    /// `GET /phones/{id}` → permit.
    pub route: BTreeMap<String, String>,
}

/// What the door says before any row is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Open,
    /// Only a relation to the row can let this person in: the handler asks [`Matrix::grant`].
    AsksTheRow,
    Shut,
}

/// The proof that this actor may do this, here. Only [`Matrix::grant`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    permit: &'static str,
    actor: String,
}

impl Granted {
    #[must_use]
    pub const fn permit(&self) -> &'static str {
        self.permit
    }

    /// The person it was granted to.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.actor
    }
}

impl Matrix {
    /// Reads the matrix.
    ///
    /// # Errors
    /// When the text is not a matrix, or a route stands in it twice.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let file: File = toml::from_str(text).map_err(|e| Failure::broken("reading access.toml", e))?;
        let unlocked = file.open.values().flat_map(|open| {
            let all = open.to_all.iter().map(|plate| (plate.clone(), OPEN_TO_ALL.to_owned()));
            all.chain(open.signed_in.iter().map(|plate| (plate.clone(), SIGNED_IN.to_owned())))
        });
        let locked = file.permit.iter().flat_map(|(name, permit)| permit.routes.iter().map(|plate| (plate.clone(), name.clone())));
        let mut route = BTreeMap::new();
        for (plate, permit) in unlocked.chain(locked) {
            if let Some(other) = route.insert(plate.clone(), permit.clone()) {
                return Err(Failure::broken("reading access.toml", format!("{plate} stands under {other} and under {permit}")));
            }
        }
        Ok(Self { permit: file.permit, route })
    }

    /// Refuses a route that the matrix does not have, or has otherwise.
    ///
    /// # Errors
    /// Names the first disagreement.
    pub fn agrees_with<'a>(&self, routes: impl IntoIterator<Item = &'a Route>) -> Result<(), Failure> {
        let mut served = BTreeSet::new();
        for route in routes {
            let plate = route.plate();
            if self.route.get(&plate).map(String::as_str) != Some(route.permit) {
                let said = self.route.get(&plate).map_or("nothing", String::as_str);
                return Err(Failure::broken("comparing routes with access.toml", format!("{plate} is served with {}, the matrix says {said}", route.permit)));
            }
            served.insert(plate);
        }
        Ok(())
    }

    /// May this person come to the door?
    #[must_use]
    pub fn door(&self, permit: &str, actor: Option<&Actor>) -> Door {
        match (permit, actor) {
            (OPEN_TO_ALL, _) | (SIGNED_IN, Some(_)) => Door::Open,
            (_, None) => Door::Shut,
            (name, Some(actor)) => self.permit.get(name).map_or(Door::Shut, |permit| {
                if permit.roles.iter().any(|r| actor.is(*r)) {
                    if permit.never.is_empty() { Door::Open } else { Door::AsksTheRow }
                } else if permit.relations.is_empty() {
                    Door::Shut
                } else {
                    Door::AsksTheRow
                }
            }),
        }
    }

    /// Whether this permit asks for a fresh proof of who one is.
    #[must_use]
    pub fn steps_up(&self, permit: &str) -> bool {
        self.permit.get(permit).is_some_and(|p| p.step_up)
    }

    /// What shutting a door looks like: 404 where existence is a secret.
    #[must_use]
    pub fn shut(&self, permit: &str) -> Failure {
        if self.permit.get(permit).is_some_and(|p| p.hides) { Failure::Missing } else { Failure::Forbidden }
    }

    /// Grants `permit` to `actor`, given the relations in which they stand to the
    /// loaded row (`holder`, `assigned-worker`, `asker` …).
    ///
    /// # Errors
    /// [`Failure::Forbidden`], or [`Failure::Missing`] where existence is a secret.
    pub fn grant(&self, permit: &'static str, actor: &Actor, relations: &[&str]) -> Result<Granted, Failure> {
        let line = self.permit.get(permit).ok_or_else(|| Failure::broken("granting a permit", permit))?;
        let barred = line.never.iter().any(|n| relations.contains(&n.as_str()));
        let allowed = line.roles.iter().any(|r| actor.is(*r)) || line.relations.iter().any(|r| relations.contains(&r.as_str()));
        if allowed && !barred {
            Ok(Granted { permit, actor: actor.id.clone() })
        } else if line.hides && !barred {
            Err(Failure::Missing)
        } else {
            Err(Failure::Forbidden)
        }
    }

    /// Whether [`Matrix::grant`] would; for showing or hiding a button.
    #[must_use]
    pub fn would_grant(&self, permit: &'static str, actor: &Actor, relations: &[&str]) -> bool {
        self.grant(permit, actor, relations).is_ok()
    }
}
