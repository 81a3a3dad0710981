# Équipes, programmes, postes
people-units-title = Équipes, programmes et postes
people-teams-nav = Équipes
people-units-lede = Qui travaille avec qui, où et à quel titre.
people-units-team = Équipes
people-units-programme = Programmes et lieux
people-units-position = Postes
people-units-none-team = Aucune équipe pour l’instant
people-units-none-programme = Aucun programme ni lieu pour l’instant
people-units-none-position = Aucun poste pour l’instant
people-unit-team = Équipe
people-unit-programme = Programme ou lieu
people-unit-position = Poste
people-unit-hint-team = Des personnes qui travaillent ensemble, sous une même supervision.
people-unit-hint-programme = Un service que vous offrez, ou un lieu où l’on travaille.
people-unit-hint-position = Ce pour quoi une personne est engagée. Il dit quel téléphone le travail demande.
people-unit-count = { $count ->
    [0] personne n’en fait partie
    [one] une personne
   *[other] { $count } personnes
 }
people-unit-led-by = responsable : { $name }
people-unit-no-lead = Personne n’est responsable de cette équipe.
people-unit-new-link = Créer une équipe, un programme ou un poste
people-unit-new-title = Nouvelle équipe, nouveau programme ou nouveau poste
people-unit-kind = De quoi s’agit-il?
people-unit-name = Nom
people-unit-name-fr = Nom en français
people-unit-name-fr-hint = Laissez vide si le nom est le même.
people-unit-make = Créer
people-unit-made = C’est créé. Dites maintenant qui en fait partie.
people-unit-change = Modifier ou fermer
people-unit-changed = La modification est enregistrée.
people-unit-close = Fermer
people-unit-close-question = Fermer { $name }? Les personnes qui en font partie en sortent. Le passé reste noté.
people-unit-close-do = Oui, fermer
people-unit-closed = C’est fermé.
people-unit-closed-on = Fermé le { $day }
people-phone = Téléphone pour le travail
people-phone-hint = Seulement pour un poste.
people-phone-none = aucun téléphone nécessaire
people-phone-agency = utilise un téléphone de l’organisme
people-phone-own = doit utiliser son propre appareil
people-phone-hint-none = Le travail ne demande pas de téléphone pour les clients.
people-phone-hint-agency = L’organisme en remet un.
people-phone-hint-own = L’offre d’emploi et la description de poste doivent alors le dire.
people-own-device-title = Ce poste demande un appareil personnel
people-own-device-words = Dites-le dans chaque offre d’emploi et dans la description de poste. Les mêmes règles valent pour un téléphone personnel que pour un téléphone de l’organisme.
people-members = Qui en fait partie
people-members-none = Personne n’en fait partie ce jour-là.
people-member-since = Depuis
people-member-act = Modifier
people-part-do = Retirer
people-join = Ajouter une personne
people-join-hint = Une personne sans supervision vient sous celle de l’équipe.
people-join-do = Ajouter
people-joined-unit = La personne en fait maintenant partie.
people-left-unit = La personne n’en fait plus partie. Le passé reste noté.
people-lead = Qui est responsable de l’équipe
people-lead-choose = Responsable
people-lead-hint = Supervise toutes les personnes de l’équipe qui étaient sous la responsabilité précédente, ou sous aucune.
people-lead-nobody = Personne
people-lead-do = Enregistrer la responsabilité
people-lead-set = La responsabilité est enregistrée.

people-leads = Responsable de
people-supervises = Supervise

# À une date
people-as-of-title = Qui était qui
people-as-of-lede = Rôles, supervision, équipes, programmes et postes tels qu’ils étaient un jour donné.
people-as-of-link = Qui était qui un jour passé
people-as-of-day = Ce jour-là
people-as-of-hint = N’importe quel jour jusqu’au { $today }.
people-as-of-do = Montrer ce jour
people-as-of-shown = Voici comment c’était à la fin du { $day }
people-as-of-words = Pour modifier quelque chose, revenez à aujourd’hui.
people-as-of-today = { $count ->
    [one] Une personne est ici aujourd’hui.
   *[other] { $count } personnes sont ici aujourd’hui.
 }
people-as-of-count = { $count ->
    [one] Une personne était ici à la fin du { $day }.
   *[other] { $count } personnes étaient ici à la fin du { $day }.
 }
people-as-of-none-title = Il n’y avait personne
people-as-of-none-words = Keepwell ne connaît personne le { $day }. Choisissez un jour plus récent.
people-column-team = Équipe
people-column-programme = Programme
people-column-position = Poste
people-column-kind = Catégorie

# Catégories de personnes, et corrections
people-kind = Catégorie de personne
people-kind-hint = Ce que la personne est pour l’organisme. Les rôles disent ce qu’elle peut faire.
people-kind-full-time = Personnel à temps plein
people-kind-part-time = Personnel à temps partiel
people-kind-volunteer = Bénévole
people-kind-board = Membre du conseil
people-kind-vendor = Informatique externe
people-correct-title = Corriger ce qui est noté
people-correct-link = Corriger le nom, le courriel, la langue ou la catégorie
people-corrected = La correction est enregistrée.
people-email-move-hint = Un message part à l’ancienne et à la nouvelle adresse. Les liens envoyés avant ne fonctionnent plus.
people-refused-move = Seule la direction peut changer le courriel d’une personne qui a une phrase de passe, car ses liens y sont envoyés.
people-letter-moved-subject = Votre adresse dans Keepwell a changé
people-letter-moved-body = L’adresse de courriel sous laquelle Keepwell vous connaît a changé. Les liens envoyés avant ne fonctionnent plus. Si vous ne vous y attendiez pas, dites-le aujourd’hui à la direction.

# Non, et que faire
people-refused-circle = Cela ferait un cercle : { $way }. Choisissez une personne qui n’est pas sous celle-ci.
people-refused-apart = Dans un grand organisme, une personne ne peut pas avoir ces deux rôles : { $one ->
    [worker] intervention
    [supervisor] supervision
    [manager] gestion
    [director] direction
    [it] informatique
    [volunteer] bénévolat
    [coordinator] coordination des bénévoles
    [privacy] protection des renseignements
   *[board] conseil
 } et { $other ->
    [worker] intervention
    [supervisor] supervision
    [manager] gestion
    [director] direction
    [it] informatique
    [volunteer] bénévolat
    [coordinator] coordination des bénévoles
    [privacy] protection des renseignements
   *[board] conseil
 }. Donnez l’un des deux à une autre personne, ou mettez d’abord fin à l’autre rôle.
people-refused-name-taken = Ce nom existe déjà. Prenez un autre nom, ou utilisez celui qui existe.
people-refused-both-phones = Un poste utilise un téléphone de l’organisme ou un appareil personnel, pas les deux.

# Le journal
deed-roles-merged = a donné à { $person } deux rôles qu’un grand organisme donne à deux personnes : { $role ->
    [worker] intervention
    [supervisor] supervision
    [manager] gestion
    [director] direction
    [it] informatique
    [volunteer] bénévolat
    [coordinator] coordination des bénévoles
    [privacy] protection des renseignements
   *[board] conseil
 } et { $with ->
    [worker] intervention
    [supervisor] supervision
    [manager] gestion
    [director] direction
    [it] informatique
    [volunteer] bénévolat
    [coordinator] coordination des bénévoles
    [privacy] protection des renseignements
   *[board] conseil
 }
deed-team-made = a créé l’équipe { $team }
deed-team-changed = a changé le nom de l’équipe { $team }
deed-team-closed = a fermé l’équipe { $team }
deed-team-joined = a ajouté { $person } à l’équipe { $team }
deed-team-left = a retiré { $person } de l’équipe { $team }
deed-team-lead-began = a nommé { $person } responsable de l’équipe { $team }
deed-team-lead-ended = a mis fin à la responsabilité de { $person } dans l’équipe { $team }
deed-programme-made = a créé le programme { $programme }
deed-programme-changed = a changé le nom du programme { $programme }
deed-programme-closed = a fermé le programme { $programme }
deed-programme-joined = a ajouté { $person } au programme { $programme }
deed-programme-left = a retiré { $person } du programme { $programme }
deed-position-made = a créé le poste { $position }
deed-position-changed = a modifié le poste { $position }
deed-position-closed = a fermé le poste { $position }
deed-position-taken = a donné à { $person } le poste { $position }
deed-position-left = a mis fin au poste de { $person } : { $position }

# L’organisme
people-organisation-nav = Organisme
people-organisation-title = L’organisme
people-organisation-lede = Ce à quoi Keepwell se fie : nom et lieu, jours ouvrables, congés.
people-organisation-saved = C’est enregistré. La modification est dans le journal.
people-setup-name-fr = Son nom en français
people-setup-days = Jours et taille
people-setup-next = Continuer
people-setup-back = Retour
people-days = Jours ouvrables
people-days-hint = Les délais en jours ouvrables ne comptent que ces jours.
people-days-note = Une modification compte à partir d’aujourd’hui. Un jour qui était ouvrable le reste.
people-day-1 = lundi
people-day-2 = mardi
people-day-3 = mercredi
people-day-4 = jeudi
people-day-5 = vendredi
people-day-6 = samedi
people-day-7 = dimanche
people-holidays = Jours fériés que vous observez
people-holidays-hint = Ceux de votre province, avec le prochain congé. Décochez celui où vous travaillez.
people-off = Vos propres congés
people-off-note = Le bureau est fermé ces jours-là : ce ne sont pas des jours ouvrables.
people-off-none = Aucun congé qui vous soit propre n’est à venir.
people-off-day = Jour
people-off-name = À quelle occasion
people-off-name-hint = Par exemple : retraite du personnel, fermeture d’hiver.
people-off-add = Ajouter ce congé
people-off-end = Y travailler finalement
people-size = Petit ou grand organisme
people-size-hint = Vous pourrez changer ce choix plus tard.
people-size-note = Qui demande quelque chose ne l’approuve jamais, dans un petit organisme non plus.
people-size-small = Petit organisme
people-size-larger = Grand organisme
people-size-words-small = Une personne peut réunir n’importe quels rôles. Keepwell note quand elle réunit des rôles que deux personnes tiendraient mieux.
people-size-words-larger = Certains rôles vont à deux personnes, pour que l’une puisse vérifier l’autre : gestion et direction, informatique et les personnes qui servent ou décident, conseil et personnel.
people-merged-title = Tenus par une seule personne
people-merged-words = Un grand organisme donne ces rôles à deux personnes.
people-refused-no-day = Choisissez au moins un jour.
people-refused-past-day = Ce jour est passé. Choisissez aujourd’hui ou un jour plus tard.
people-refused-far-day = Ce jour est trop loin. Choisissez-en un d’ici un an.
people-refused-own-successor = Personne ne se supervise soi-même. Choisissez quelqu’un d’autre, ou personne.
people-changed-meanwhile = Quelqu’un d’autre a changé ceci pendant que vous écriviez. C’est maintenant « { $now } ». Regardez, puis enregistrez de nouveau.
people-refused-off-already = Ce jour est déjà un congé.
people-refused-larger = { $name } a ces deux rôles : { $one } et { $other }. Mettez d’abord fin à l’un des deux.

# Départ
people-leave-title = Départ de { $name }
people-leave-lede = Tout prend fin d’un coup le jour que vous choisissez.
people-leave-day = Dernier jour
people-leave-day-hint = Aujourd’hui : la personne est déconnectée maintenant. Plus tard : à la fin de ce jour.
people-leave-supervised = Cette personne supervise :
people-leave-successor = Qui prend la relève
people-leave-successor-hint = Sans choix, la direction répond pour ces personnes.
people-leave-ends = La personne est déconnectée partout. Ses rôles, équipes et postes prennent fin, et ses dossiers de clients sont à confier à d’autres. Ce qu’elle a fait reste dans le journal.
people-leave-planned = C’est noté. Le départ se fait à la fin de ce jour.
people-leaves-on = Part à la fin du { $day }
people-leaves-words = D’ici là, tout reste comme c’est.
people-stay-do = Finalement, la personne reste
people-stay-noted = Il est noté que la personne reste.
people-held = Encore entre ses mains
people-held-note = Réglez cela avant le dernier jour, si possible.
people-held-none = Rien que Keepwell connaisse.
deed-organisation-changed = a modifié l’organisme : { $field ->
    [name] son nom
    [province] sa province
    [zone] son fuseau horaire
    [language] sa langue
    [days] ses jours ouvrables
   *[size] sa taille
 }
deed-day-off-added = a ajouté un congé : { $day }
deed-day-off-removed = a retiré un congé : { $day }
deed-leave-planned = a noté que { $person } part à la fin du { $day }
deed-leave-cancelled = a noté que { $person } reste finalement

# Qui suis-je ici
people-here-title = Qui suis-je ici
people-here-link = Ce que je peux faire, qui voit quoi sur moi, et mon journal
people-here-lede = Ce que vos rôles vous permettent, qui peut voir quoi sur vous, et ce que dit le journal.
people-here-may = Ce que je peux faire
people-here-may-note = Fait à partir de la liste d’après laquelle Keepwell ouvre ses portes.
people-here-may-none = Vos rôles n’ouvrent rien pour tout l’organisme. Voyez plus bas ce qui est à vous.
people-here-own = Et avec ce qui est à moi : mon téléphone, mes clients, mes demandes
people-here-seen = Ce que d’autres peuvent voir sur moi
people-here-seen-note = Toute personne qui a l’un de ces rôles.
people-here-unseen = Personne ne voit votre phrase de passe, pas même l’informatique. Seules les personnes désignées pour un client voient son dossier. Le conseil voit des chiffres.
people-here-held = Ce que j’ai entre les mains
people-here-trail = Mon journal
people-here-trail-note = Ce que vous avez fait et ce que d’autres ont fait à votre sujet, le plus récent d’abord.
people-here-trail-others = Seulement ce que d’autres ont fait à mon sujet
people-here-trail-all = Tout
people-here-trail-none = Rien n’est encore noté ici.
people-here-older = Plus ancien

# Retirer un fichier
people-undo-title = Une erreur?
people-undo-words = Pendant une journée, et tant qu’aucune personne du fichier n’est entrée et que rien n’a été fait avec elle, un fichier se retire en entier.
people-import-undo-line = { $count ->
    [one] Une personne, entrée le { $at }
   *[other] { $count } personnes, entrées le { $at }
 }
people-undo-do = Retirer ce fichier
people-import-undo-question = Toutes les personnes de ce fichier sont retirées. Leurs liens ne fonctionnent plus.
people-undone = Le fichier est retiré, avec toutes les personnes qu’il avait fait entrer.
people-undo-late = Ce fichier est entré il y a plus d’une journée. Ouvrez la page de chaque personne et notez son départ.
people-undo-followed = { $count ->
    [one] Une personne de ce fichier est déjà entrée, ou quelque chose a été fait avec elle. Ouvrez plutôt sa page et notez son départ.
   *[other] { $count } personnes de ce fichier sont déjà entrées, ou quelque chose a été fait avec elles. Ouvrez plutôt leurs pages et notez leur départ.
 }
deed-person-withdrawn = a retiré { $person }, entrée par erreur
deed-people-withdrawn = a retiré un fichier de { $count ->
    [one] une personne
   *[other] { $count } personnes
 }
