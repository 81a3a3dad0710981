//! The one list of settings: name, default, words. Flags, variables, keys of
//! the file, `keepwell check` and the guide are made from it.

use base::words::Lang;

/// One thing the operator may decide.
#[derive(Debug)]
pub struct Setting {
    /// As in the file: `mail_from`.
    pub name: &'static str,
    /// What is written after it: `FOLDER`.
    pub takes: &'static str,
    /// `""`: nothing, and the words say what then happens.
    pub default: &'static str,
    /// May hold a password: never shown whole.
    pub secret: bool,
    /// Also a flag of commands that only look (`trail verify`, `standing`): where things lie.
    pub place: bool,
    pub en: &'static str,
    pub fr: &'static str,
}

const NONE: Setting = Setting { name: "", takes: "", default: "", secret: false, place: false, en: "", fr: "" };

/// Every setting, fewer than 25. In the order of the guide: where things lie,
/// how people come in, letters, safety, the log.
pub const SETTINGS: &[Setting] = &[
    // Where things lie.
    Setting {
        name: "data", takes: "FOLDER", default: "data", place: true,
        en: "The folder everything lies in.",
        fr: "Le dossier où tout se trouve.",
        ..NONE
    },
    Setting {
        name: "database", takes: "URL", secret: true, place: true,
        en: "postgres://USER:PASSWORD@HOST/DATABASE. Without it: a file in the data folder.",
        fr: "postgres://NOM:MOTDEPASSE@HÔTE/BASE. Sans ce réglage : un fichier dans le dossier de données.",
        ..NONE
    },
    Setting {
        name: "key_file", takes: "FILE", place: true,
        en: "Where the master key lies. Without it: master.key in the data folder.",
        fr: "Où se trouve la clé maîtresse. Sans ce réglage : master.key dans le dossier de données.",
        ..NONE
    },
    Setting {
        name: "passphrase_file", takes: "FILE", place: true,
        en: "A file with the passphrase of the master key, if one protects it. With - it is read from the terminal. Without it: the server waits until somebody unlocks it.",
        fr: "Un fichier avec la phrase de passe de la clé maîtresse, si elle en a une. Avec -, elle est lue au terminal. Sans ce réglage : le serveur attend qu’on le déverrouille.",
        ..NONE
    },
    Setting {
        name: "storage", takes: "URL",
        en: "s3://BUCKET/PREFIX?endpoint=https://HOST&region=REGION, a store for files. Without it: the folder files in the data folder.",
        fr: "s3://COMPARTIMENT/PRÉFIXE?endpoint=https://HÔTE&region=RÉGION, un entrepôt pour les fichiers. Sans ce réglage : le dossier files dans le dossier de données.",
        ..NONE
    },
    Setting {
        name: "storage_key", takes: "NAME",
        en: "The name of the key to that store (access key ID).",
        fr: "Le nom de la clé de cet entrepôt (access key ID).",
        ..NONE
    },
    Setting {
        name: "storage_secret", takes: "SECRET", secret: true,
        en: "The secret of that key (secret access key). Better in the file or the environment than as a flag.",
        fr: "Le secret de cette clé (secret access key). Mieux dans le fichier ou l’environnement que sur la ligne de commande.",
        ..NONE
    },
    // How people come in.
    Setting {
        name: "listen", takes: "ADDRESS:PORT", default: "127.0.0.1:8750",
        en: "Where Keepwell listens.",
        fr: "Où Keepwell écoute.",
        ..NONE
    },
    Setting {
        name: "address", takes: "URL",
        en: "The address people type, e.g. https://keepwell.example.org. Without it: the one listened on.",
        fr: "L’adresse que les gens tapent, p. ex. https://keepwell.example.org. Sans ce réglage : celle où Keepwell écoute.",
        ..NONE
    },
    Setting {
        name: "certificate", takes: "FILE",
        en: "Your own certificate (PEM, with those that vouch for it). Read again when it changes.",
        fr: "Votre propre certificat (PEM, avec ceux qui s’en portent garants). Relu quand il change.",
        ..NONE
    },
    Setting {
        name: "certificate_key", takes: "FILE",
        en: "The private key of that certificate (PEM).",
        fr: "La clé privée de ce certificat (PEM).",
        ..NONE
    },
    Setting {
        name: "acme", takes: "E-MAIL",
        en: "Have a certificate made and renewed (ACME). The e-mail address is for warnings of the authority.",
        fr: "Faire établir et renouveler un certificat (ACME). L’adresse de courriel sert aux avertissements de l’autorité.",
        ..NONE
    },
    Setting {
        name: "acme_directory", takes: "URL",
        en: "Where certificates are asked for. Without it: Let’s Encrypt.",
        fr: "Où les certificats sont demandés. Sans ce réglage : Let’s Encrypt.",
        ..NONE
    },
    Setting {
        name: "acme_roots", takes: "FILE",
        en: "Who vouches for an authority of your own (PEM). Without it: the public ones.",
        fr: "Qui se porte garant de votre propre autorité (PEM). Sans ce réglage : les autorités publiques.",
        ..NONE
    },
    Setting {
        name: "proxies", takes: "ADDRESSES",
        en: "The proxies in front that encrypt, e.g. 127.0.0.1 or 10.0.0.0/8. Only they are believed about who calls.",
        fr: "Les serveurs mandataires qui chiffrent, p. ex. 127.0.0.1 ou 10.0.0.0/8. Eux seuls sont crus sur qui appelle.",
        ..NONE
    },
    Setting {
        name: "listen_plain", takes: "ADDRESS:PORT",
        en: "Where people who forget the encryption are shown the way, e.g. 0.0.0.0:80.",
        fr: "Où l’on montre le chemin à qui oublie le chiffrement, p. ex. 0.0.0.0:80.",
        ..NONE
    },
    // Letters.
    Setting {
        name: "smtp", takes: "URL", secret: true,
        en: "smtps://USER:PASSWORD@HOST, the mail server. Without it: letters become files in the folder outbox.",
        fr: "smtps://NOM:MOTDEPASSE@HÔTE, le serveur de courriel. Sans ce réglage : les lettres deviennent des fichiers dans le dossier outbox.",
        ..NONE
    },
    Setting {
        name: "mail_from", takes: "ADDRESS", default: "keepwell@localhost",
        en: "The address letters come from.",
        fr: "L’adresse d’où viennent les lettres.",
        ..NONE
    },
    // Safety.
    Setting {
        name: "recovery_key", takes: "AGE1…",
        en: "Who can open backups: the public half of the key that keepwell recovery-key new prints.",
        fr: "Qui peut ouvrir les sauvegardes : la moitié publique de la clé que keepwell recovery-key new affiche.",
        ..NONE
    },
    Setting {
        name: "backup_folder", takes: "FOLDER",
        en: "Where daily backups go, best on another disk. Without it: the folder backups in the data folder.",
        fr: "Où vont les sauvegardes quotidiennes, de préférence sur un autre disque. Sans ce réglage : le dossier backups dans le dossier de données.",
        ..NONE
    },
    Setting {
        name: "backup_keep", takes: "DAYS", default: "35",
        en: "Days that a daily backup is kept; the last three always stay.",
        fr: "Nombre de jours où une sauvegarde quotidienne est gardée ; les trois dernières restent toujours.",
        ..NONE
    },
    Setting {
        name: "backup_warn", takes: "DAYS", default: "2",
        en: "Days without a good backup after which Keepwell warns.",
        fr: "Nombre de jours sans bonne sauvegarde après lequel Keepwell avertit.",
        ..NONE
    },
    // The log.
    Setting {
        name: "log", takes: "LEVEL", default: "warn",
        en: "What is written to the log: error, warn, info or debug.",
        fr: "Ce qui est noté au journal : error, warn, info ou debug.",
        ..NONE
    },
];

impl Setting {
    /// `KEEPWELL_MAIL_FROM`.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("KEEPWELL_{}", self.name.to_uppercase())
    }

    /// `mail-from`, without the dashes before it.
    #[must_use]
    pub fn flag(&self) -> String {
        self.name.replace('_', "-")
    }
}

/// The setting of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|s| s.name == name)
}

/// The table of the guide, in Markdown.
#[must_use]
pub fn guide(lang: Lang) -> String {
    let (head, none) = match lang {
        Lang::En => ("| in keepwell.toml | in the environment | by default | what it is |", "nothing"),
        Lang::Fr => ("| dans keepwell.toml | dans l’environnement | par défaut | ce que c’est |", "rien"),
    };
    let rows = SETTINGS.iter().map(|s| {
        let default = if s.default.is_empty() { none.to_owned() } else { format!("`{}`", s.default) };
        let words = match lang {
            Lang::En => s.en,
            Lang::Fr => s.fr,
        };
        format!("| `{}` | `{}` | {default} | {words} |", s.name, s.variable())
    });
    std::iter::once(head.to_owned()).chain(std::iter::once("|---|---|---|---|".to_owned())).chain(rows).map(|l| l + "\n").collect()
}
