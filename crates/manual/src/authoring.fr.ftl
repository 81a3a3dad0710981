# Écrire le manuel : plan, clauses, règles à partir de listes, relecture, éditions, acceptation, suggestions.

# Nouveaux documents et plan
manual-new-title = Nouveau document
manual-new-lede = Donnez-lui un nom dans les deux langues. Vous ajouterez ensuite des sections et des clauses. Personne ne le voit avant sa publication.
manual-new-begin = Commencer à écrire
manual-flash-document-added = Le document est là. Ajoutez sa première section.
manual-begun-documents = En cours d’écriture, pas encore publiés
manual-outline-title = Plan
manual-outline-link = Ajouter, déplacer ou retirer des parties
manual-outline-lede = Ce que contient cette politique, et dans quel ordre. Une clause garde son identifiant pour toujours, pour que les traces et les liens restent vrais.
manual-name-document = Changer le titre et l’ouverture
manual-name-section = Changer le titre et l’ouverture de cette section
manual-intro-en = Texte d’ouverture en anglais
manual-intro-fr = Texte d’ouverture en français
manual-up = Monter
manual-down = Descendre
manual-take-out = Enlever
manual-arrange = Déplacer ou retirer
manual-revive = La demander de nouveau
manual-retire = Retirer
manual-put-in = Vers une autre section
manual-put = La mettre là
manual-section-empty = Pas encore de clause ici.
manual-add-clause = Ajouter une clause
manual-add-section = Ajouter une section
manual-no-sections = Rien n’est encore écrit
manual-no-sections-words = Ajoutez une section, puis des clauses.
manual-flash-outline = Enregistré dans l’ébauche.
manual-flash-clause-added = La clause est là, à l’essai. Écrivez son texte.
manual-flash-rule-added = La règle est ajoutée à la clause de l’ébauche.
manual-stage-retired = Retirée
manual-stage-retired-hint = N’est plus demandée à personne.
manual-retired = { $count ->
    [one] Une clause est retirée
   *[other] { $count } clauses sont retirées
}
manual-broken = Règle à corriger
manual-unfinished = Texte manquant

# Une clause
manual-preview = Ce que les gens liront
manual-preview-hint = Suit ce que vous tapez. Rien n’est enregistré pour autant.
manual-preview-now = Montrer ce que les gens liront
manual-build-rule = Enregistrer, et faire une règle à partir de listes
manual-build-rule-hint = Pour qui ne veut pas écrire de règles.
manual-facts = Pour qui, quelle force, décidé par qui
manual-audience = Pour qui est-ce?
manual-audience-hint = Les lecteurs peuvent cacher ce qui n’est pas pour eux.
manual-audience-everyone = Tout le monde
manual-audience-staff = Le personnel
manual-audience-phone-holders = Qui a un téléphone
manual-audience-supervisors = Supervision
manual-audience-managers = Gestion
manual-audience-directors = Direction
manual-audience-it = Informatique
manual-audience-coordinators = Coordination des bénévoles
manual-audience-volunteers = Bénévoles
manual-audience-board = Conseil d’administration
manual-audience-clients = Clients et public
manual-audience-programme = Programme : { $name }
manual-for = Pour
manual-for-me = Montrer seulement ce qui est pour moi
manual-for-me-shown = { $count ->
    [0] Toute cette politique est pour vous.
    [one] Une partie qui n’est pas pour vous est cachée.
   *[other] { $count } parties qui ne sont pas pour vous sont cachées.
}
manual-for-all = Tout montrer
manual-sources-hint = Des identifiants comme S-039, séparés par un espace.
manual-sources-unfit = Un identifiant a des lettres, des chiffres et des traits d’union, comme S-039.
manual-decision = Qui a décidé de sa force
manual-decision-words = C’est ici que vous décidez ce qui est une option, une recommandation ou une exigence. Écrivez qui a décidé, quand et pourquoi, pour que les gens puissent demander.
manual-decided-by = Qui a décidé
manual-decided-by-hint = Un rôle ou une réunion, comme « les gestionnaires de programme ».
manual-decided-on = Quand
manual-decided-why = Pourquoi
manual-counsel = A-t-on consulté un avocat?
manual-counsel-hint = Par exemple : « Oui, en mai. Pas d’objection. » Laissez vide si personne n’a été consulté.
manual-law = Loi sur laquelle elle repose
manual-law-hint = La loi ou le règlement, s’il y en a un.
manual-day-unfit = Écrivez un jour comme 2026-11-22.
manual-question = { $count ->
    [0] Questions pour les lecteurs
   *[other] Questions pour les lecteurs ({ $count })
}
manual-question-n = Question { $number }
manual-question-more = Une question de plus
manual-question-several = Une question vide n’est pas gardée : videz ses champs pour l’enlever. Après l’enregistrement, il y a de la place pour une autre.
manual-question-words = Si vous voulez, posez des questions avant l’acceptation. On peut réessayer jusqu’à la bonne réponse, et les essais ne sont pas gardés.
manual-ask-en = Question en anglais
manual-ask-fr = Question en français
manual-choices-en = Réponses en anglais
manual-choices-fr = Réponses en français
manual-choices-hint = Une par ligne, dans le même ordre dans les deux langues.
manual-right = Numéro de la bonne réponse
manual-right-hint = 1 est la première ligne.
manual-question-unfit = Posez la question dans les deux langues, sur une seule ligne.
manual-choices-unfit = Donnez au moins deux réponses, autant en anglais qu’en français.
manual-right-unfit = Dites quelle réponse est la bonne, par son numéro.

# Une règle à partir de listes
manual-build-title = Faire une règle
manual-build-lede = De quelle sorte de règle s’agit-il?
manual-back-to-clause = Retour à la clause
manual-form-every = Encore et encore
manual-form-every-hint = Un code est changé tous les 3 mois.
manual-form-once = Une fois par semaine, mois, trimestre ou année
manual-form-once-hint = Une politique est révisée une fois par année civile.
manual-form-within = Peu après un événement
manual-form-within-hint = Une conversation est classée dans les 2 jours ouvrables.
manual-form-before = Avant un événement
manual-form-before-hint = La supervision dit oui avant qu’un téléphone sorte.
manual-form-only = Seulement ce qui est permis
manual-form-only-hint = Seulement des applis approuvées sur chaque téléphone.
manual-form-always = Toujours ainsi
manual-form-always-hint = Un code sur chaque téléphone, toujours.
manual-form-never = Jamais ainsi
manual-form-never-hint = Pas de sauvegarde infonuagique, jamais.
manual-build-n = Combien
manual-build-unit = de quoi
manual-build-period = Dans chaque période civile
manual-build-noun = Après quoi?
manual-build-before = Avant quoi?
manual-build-done = Que faut-il faire?
manual-build-and = Et aussi
manual-build-by = Par qui?
manual-build-valid = Bon pour combien de temps
manual-build-one-use = Ne compte qu’une fois
manual-build-subject = Pour chaque
manual-build-scope = Tant que c’est
manual-build-set = Seulement ceci
manual-build-relation = Où cela se trouve-t-il?
manual-build-state = Que faut-il toujours, ou jamais?
manual-build-more = Si vous voulez
manual-build-responsible = Qui en répond?
manual-build-inform = Qui est averti?
manual-build-warn = Avertir avant : combien
manual-build-grace = Laisser passer : combien
manual-build-first-by = La première fois, au plus tard
manual-build-except = Sauf tant que
manual-build-nothing = Rien
manual-build-anybody = N’importe qui
manual-build-usual = La personne habituelle
manual-build-nobody = Personne
manual-build-always = Toujours
manual-build-show = Montrer la règle
manual-build-other = Une autre sorte de règle
manual-build-made = Voici la règle
manual-build-add = L’ajouter à la clause
manual-build-full = Cette clause a déjà six règles. Enlevez-en une d’abord, ou faites une nouvelle clause.
manual-build-unread = « { $line } » ne se lit pas encore. { $why }
manual-unit-minutes = minutes
manual-unit-hours = heures
manual-unit-days = jours
manual-unit-working-days = jours ouvrables
manual-unit-weeks = semaines
manual-unit-months = mois
manual-unit-years = ans
manual-period-week = semaine
manual-period-month = mois
manual-period-quarter = trimestre
manual-period-year = année

# Relecture et publication
manual-send-title = Faire relire
manual-send-words = Personne n’écrit dans l’ébauche pendant la relecture. Les personnes qui peuvent la modifier la voient sur leur page Aujourd’hui. Vous pouvez la reprendre à tout moment.
manual-send = Envoyer en relecture
manual-flash-sent = L’ébauche attend d’être lue.
manual-flash-taken-back = Vous pouvez de nouveau écrire dans l’ébauche.
manual-in-review = Cette ébauche est en relecture
manual-in-review-words = Envoyée le { $when } par { $name }. Personne n’y écrit tant que quelqu’un ne la reprend pas.
manual-in-review-locked = Reprenez-la d’abord pour l’écrire. Le bouton est sur la page de l’ébauche.
manual-flash-in-review = L’ébauche est en relecture. Reprenez-la d’abord pour l’écrire.
manual-look = Qu’en pensez-vous?
manual-look-hint = Laissez vide si tout va bien.
manual-looked = Je l’ai lue
manual-looked-by = Lue par { $name }
manual-flash-looked = Merci. Il est inscrit que vous avez lu l’ébauche.
manual-take-back = La reprendre pour l’écrire
manual-kind = Quelle est l’ampleur du changement?
manual-kind-material = On la lit et on l’accepte de nouveau
manual-kind-material-hint = Qui l’avait acceptée ne voit que ce qui a changé depuis.
manual-kind-minor = Petit : personne n’a à l’accepter de nouveau
manual-kind-minor-hint = Une faute, un mot plus clair, un nouveau lien.
manual-small-but = Plus que des mots a changé dans cette ébauche : { $clauses }. Les personnes qui avaient accepté la politique n’en seraient pas averties. Choisissez l’autre réponse, ou dites que c’est petit quand même.
manual-small-sure = C’est petit quand même. Personne n’a à l’accepter de nouveau.
manual-heavy-clause = « { $clause } » ({ $what })
manual-heavy-new = une nouvelle partie
manual-heavy-rule = ses règles
manual-heavy-strength = sa force
manual-heavy-stage = à l’essai ou acceptée
manual-begins = Commence le
manual-begins-hint = Laissez vide pour commencer maintenant.
manual-begins-bad = Choisissez aujourd’hui ou un jour à venir.
manual-flash-published-later = La nouvelle édition est publiée. Elle commence le jour dit.
manual-coming = Publiée, commence plus tard
manual-next-edition = L’édition { $number } commence le { $day }.
manual-part-intro = Texte d’ouverture
manual-part-section = Section
manual-part-audience = Pour qui
manual-part-decision = Qui a décidé
manual-part-question = Question
manual-part-place = Section où elle se trouve
manual-part-words = Les mots que nous employons
manual-part-order = Ordre
manual-part-learned = Appris avec
manual-part-only-fr = Seul son français a changé
manual-part-only-en = Seul son anglais a changé
manual-part-only-blanks = Seuls des espaces ont changé
manual-right-one = la bonne réponse

# Qui a accepté
manual-changed-since = Changée depuis que vous l’avez acceptée
manual-see-since = Voir ce qui a changé, et accepter
manual-since-you = { $count ->
    [0] Rien de visible n’a changé dans cette langue
    [one] Une partie a changé depuis votre accord
   *[other] { $count } parties ont changé depuis votre accord
}
manual-since-you-words = Vous avez accepté l’édition { $number }. On montre ici seulement ce qui a changé depuis.
manual-questions-words = Répondez d’abord. Vous pouvez réessayer autant que vous voulez.
manual-question-part = C’est écrit ici :
manual-answer-again = Ce n’est pas cela. Relisez cette partie, et choisissez une autre réponse.
manual-answered-meanwhile = Quelqu’un a répondu à cette suggestion entre-temps. Vous voyez sa réponse ci-dessous.
manual-answer-not-kept = Vos mots n’ont pas été envoyés :
manual-several = En accepter plusieurs à la fois
manual-several-words = Lisez-les d’abord. Puis cochez celles que vous avez lues.
manual-agree-several = J’ai lu les politiques cochées, et je les accepte.
manual-accept-several = Je les accepte
manual-flash-none-ticked = Cochez ce que vous avez lu, et la case qui dit que vous l’acceptez.
manual-flash-questions-first = Celle-ci a une question, à répondre d’abord.
manual-accepted-title = Qui l’a acceptée
manual-accepted-link = Qui l’a acceptée
manual-agreed-yes = Acceptée
manual-agreed-before = Changée depuis leur accord
manual-agreed-never = Pas encore acceptée
manual-who-accepted = Édition { $number } : toutes les personnes présentes
manual-write-down = Inscrire leur accord
manual-write-down-words = Pour les personnes qui ont signé sur papier ou qui vous l’ont dit. Cochez-les ci-dessus. Votre nom est gardé à côté du leur.
manual-how = Comment ont-elles accepté?
manual-how-paper = Elles ont signé sur papier
manual-how-behalf = Elles me l’ont dit
manual-in-language = Elles l’ont lue en
manual-remark = Remarque
manual-remark-hint = Où est le papier, ou pourquoi elles n’ont pas pu le faire.
manual-nobody-ticked = Cochez au moins une personne.
manual-flash-written-down = C’est inscrit.
manual-past = Tout ce qui a été accepté
manual-past-note = Gardé pour toujours. L’empreinte est celle du fichier exporté : tout le monde peut vérifier de quel texte il s’agit.
manual-past-none = Personne ne l’a encore acceptée.
manual-past-accepted = { $name } a accepté l’édition { $number } ({ $lang })
manual-past-paper = Sur papier; inscrit par { $name }
manual-past-behalf = De vive voix; inscrit par { $name }
manual-text-hash = Empreinte du texte
manual-learned-in = Appris avec :

# Suggestions
manual-suggest = Suggérer un changement
manual-suggest-words = Qu’est-ce qui rendrait cette partie meilleure? Ne nommez aucun client.
manual-suggest-send = Envoyer la suggestion
manual-suggestions-title = Suggestions
manual-no-suggestions = Pas encore de suggestion
manual-no-suggestions-words = Sous chaque partie de la politique, un bouton permet de suggérer un changement. Chaque personne reçoit une réponse.
manual-answer = Votre réponse
manual-answered-by = { $name }, { $when }
manual-answer-needed = Écrivez une réponse, puis choisissez ce qui en advient.
manual-outcome-open = Attend une réponse
manual-outcome-taken = On le fait
manual-outcome-later = Plus tard
manual-outcome-not = Pas maintenant
manual-flash-no-words = Écrivez d’abord votre suggestion.
manual-flash-suggested = Merci. Vous trouverez la réponse ici.
manual-flash-answered = La réponse est là, à lire.

# Ce qui attend sur la page Aujourd’hui
manual-ask-again = La politique a changé depuis que vous l’avez acceptée
manual-ask-look = Une ébauche de la politique attend d’être lue
manual-ask-answer = { $count ->
    [one] Une suggestion pour la politique attend une réponse
   *[other] { $count } suggestions pour la politique attendent une réponse
}
manual-ask-answer-now = Répondre
manual-ask-answered = { $count ->
    [one] Votre suggestion a une réponse
   *[other] { $count } de vos suggestions ont une réponse
}
manual-ask-answered-now = La lire

# Refus
manual-refusal-begins-before = Une édition déjà publiée commence plus tard que ce jour. Choisissez ce jour-là ou un jour suivant.
manual-refusal-in-review = L’ébauche est en relecture. Reprenez-la d’abord pour l’écrire.
manual-refusal-section-not-empty = Cette section a des clauses. Déplacez-les d’abord vers une autre section.
manual-refusal-clause-was-published = Cette clause a été publiée, donc son identifiant est connu. Retirez-la : elle ne demande alors plus rien à personne.
manual-refusal-no-such-part = Cette partie n’est plus là. Regardez de nouveau.
manual-refusal-no-title = Donnez-lui un titre.
manual-refusal-no-text = « { $clause } » n’a pas de texte dans une des deux langues. Écrivez-le d’abord.

# Problèmes d’un fichier
manual-format-question = La question « { $id } » a besoin de ask, d’au moins deux choices, et de right : le numéro du bon choix.
manual-format-questions = Cette clause a { $en } questions en anglais, { $fr } en français.
manual-format-other-choices = La question « { $id } » a d’autres choix, ou un autre bon choix, dans l’autre fichier.
manual-format-columns = La liste a { $en } colonnes en anglais, { $fr } en français.

# Ce que dit le journal
deed-draft-sent-for-review = a envoyé l’ébauche de { $document } en relecture
deed-draft-taken-back = a repris l’ébauche de { $document } pour l’écrire
deed-draft-read = a lu l’ébauche de { $document }
deed-outline-changed = a changé le plan de l’ébauche de { $document }
deed-suggestion-made = a suggéré un changement à { $document }
deed-suggestion-answered = a répondu à une suggestion pour { $document }
deed-acknowledgement-asked = a demandé à { $person } de lire et d’accepter { $document }
do-acknowledgement-asked = Demander d’accepter les règles

# Fichiers
manual-check-differs = La règle « { $rule } » ne demande pas la même chose dans les deux langues. Elles diffèrent par : { $what }.
manual-import-taken = L’identifiant « { $id } » sert dans un autre document. Les identifiants de sections, de clauses et de règles servent une seule fois.
manual-import-draft-there = Il y a déjà une ébauche de « { $document } ». Publiez-la ou mettez-la de côté, ou dites --replace pour mettre ces mots à la place.
deed-manual-imported = a apporté une ébauche de { $document } à partir de fichiers

# Registres : des listes à parcourir ou à emporter dans un fichier
manual-register-open = En liste, ou dans un fichier
manual-register-any = Tout
manual-register-search = Chercher dans cette liste
manual-register-acknowledgements = Qui a accepté quoi
manual-register-person = Personne
manual-register-document = Document
manual-register-edition = Édition
manual-register-when = Quand
manual-register-language = Langue
manual-register-how = De quelle façon
manual-register-how-self = Ici, en personne
manual-register-how-paper = Sur papier
manual-register-how-behalf = De vive voix
manual-register-by = Inscrit par
manual-register-clause = Clause
manual-register-clauses = Clauses
manual-register-suggestion = Suggestion
manual-register-suggestions-lede = Ce que les lecteurs ont proposé, et ce qu’on leur a répondu.
manual-register-outcome = La suite donnée
manual-register-answer = Réponse
manual-register-answered-by = Réponse de
manual-register-answered-at = Réponse du
manual-register-cause = Genre de changement
manual-register-about = Sujet
manual-register-result = Ce qui en est sorti
manual-register-state = État
manual-register-opened-by = Ouvert par
manual-register-closed-by = Fermé par
manual-register-closed-at = Fermé le
manual-register-statement = Fait
manual-register-learnings = Ce que les essais ont appris
manual-register-learnings-lede = Chaque note de chaque essai, sans nom : ce n’est la faute de personne.
manual-register-kind = Comment ça s’est passé
manual-register-learned = Dans leurs mots
manual-register-trial-outcome = L’essai
manual-register-decision = Pourquoi cette décision
deed-acknowledgements-exported = a enregistré la liste des acceptations dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
})
deed-suggestions-exported = a enregistré les suggestions dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
})
deed-reviews-exported = a enregistré les examens dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
})

# Courriels
manual-mail-suggested-subject = Quelqu’un propose un changement à la politique
manual-mail-suggested = Bonjour { $name },

    quelqu’un a proposé un changement à la politique. Vous pouvez le lire et y répondre ici :
manual-mail-answered-subject = Votre suggestion a une réponse
manual-mail-answered = Bonjour { $name },

    votre suggestion pour la politique a reçu une réponse. Vous pouvez la lire ici :
manual-mail-trial-subject = Vous participez à un essai
manual-mail-trial = Bonjour { $name },

    vous participez à l’essai d’un nouvel outil ou d’une façon de travailler. Vous pouvez dire ici comment cela va, aussi souvent que vous voulez :
manual-mail-review-subject = Quelque chose a changé : relire la politique
manual-mail-review = Bonjour { $name },

    quelque chose a changé dont la politique parle peut-être. Vous voyez ici les clauses à relire :

manual-pair = { $first } : { $second }

# Les détails d’une inscription du journal
detail-called-cause = Pourquoi
detail-called-how = Comment
detail-called-outcome = Réponse
detail-called-number = Édition
detail-called-clauses = Clauses
detail-called-until = Jusqu’au
detail-called-begins = En vigueur à partir du
detail-called-review-by = À vérifier de nouveau avant le
detail-cause-new-service = Nouveau service
detail-cause-service-ended = Service terminé
detail-cause-new-app = Nouvelle appli
detail-cause-app-retired = Appli qui n’est plus approuvée
detail-cause-plan-changed = Forfait changé
detail-cause-way-of-working = Autre façon de travailler
detail-cause-fact-expired = Fait à vérifier de nouveau
detail-cause-other = Autre chose
detail-how-self = De sa main, dans Keepwell
detail-how-paper = Signé sur papier
detail-how-behalf = Dit de vive voix
detail-outcome-taken = On le fait
detail-outcome-later = Plus tard
detail-outcome-not = Pas maintenant
