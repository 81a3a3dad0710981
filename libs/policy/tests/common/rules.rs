//! The starter rules of a house like Keepwell's.

/// The starter rules: id, English line, French line.
pub const RULES: &[(&str, &str, &str)] = &[
    (
        "passcode-age",
        "every 3 months: passcode changed, for each phone in service; responsible: the worker; inform the manager; warn 7 days before",
        "tous les 3 mois : code changé, pour chaque téléphone en service; responsable : la personne attitrée; informer la gestion; avertir 7 jours avant",
    ),
    (
        "passcode-told",
        "within 1 working day of a passcode change: manager informed by the same worker",
        "dans 1 jour ouvrable suivant un changement de code : gestion informée par la même personne",
    ),
    (
        "off-site",
        "before a phone is taken off site: permission by the supervisor (valid 24 hours, one use); inform the supervisor",
        "avant la sortie d'un téléphone : permission donnée par la supervision (valable 24 heures, un usage); informer la supervision",
    ),
    (
        "drawer",
        "always locked drawer storage on each phone not in use; grace 30 minutes",
        "toujours le rangement sous clé sur chaque téléphone inutilisé; tolérance 30 minutes",
    ),
    (
        "approved-apps",
        "only approved apps on each phone; inform the manager",
        "seulement des applis approuvées sur chaque téléphone; informer la gestion",
    ),
    (
        "no-cloud-backup",
        "never WhatsApp cloud backup on each phone in service",
        "jamais la sauvegarde infonuagique WhatsApp sur chaque téléphone en service",
    ),
    (
        "conversation-filed",
        "within 2 working days of a text conversation with a client: conversation filed by the same worker; inform the supervisor; warn 1 working day before",
        "dans les 2 jours ouvrables suivant un échange de messages avec un client : conversation classée par la même personne; informer la supervision; avertir 1 jour ouvrable avant",
    ),
    (
        "phone-copy-deleted",
        "within 1 working day of a conversation filing: phone copy deleted by the same worker",
        "dans 1 jour ouvrable suivant le classement d’une conversation : copie supprimée du téléphone par la même personne",
    ),
    (
        "acknowledged",
        "within 5 working days of a phone issue: rules acknowledged by the worker",
        "dans les 5 jours ouvrables suivant la remise d'un téléphone : règles lues et acceptées par la personne attitrée",
    ),
    (
        "app-request",
        "before an app is installed: app approved by the manager",
        "avant l'installation d'une appli : appli approuvée par la gestion",
    ),
    (
        "policy-review",
        "once each calendar year: policy reviewed, for each policy; responsible: the director; warn 1 month before",
        "une fois par année civile : politique révisée, pour chaque politique; responsable : la direction; avertir 1 mois avant",
    ),
];
