duties-nav-today = Aujourd’hui
duties-nav-standing = Bilan
duties-nav-trail = Journal

duties-today-hello = Bonjour { $name }
duties-today-summary-none = Vous ne devez rien aujourd’hui.
duties-today-summary = { $late ->
    [0] { $open ->
        [one] Une chose à faire. Rien n’est en retard.
       *[other] { $open } choses à faire. Rien n’est en retard.
    }
    [one] { $open ->
        [one] Une chose à faire, et elle est en retard.
       *[other] { $open } choses à faire. Une est en retard.
    }
   *[other] { $open } choses à faire. { $late } sont en retard.
}
duties-today-asks = En attente de votre réponse
duties-today-asks-note = Quelqu’un vous a demandé quelque chose.
duties-today-late = En retard
duties-today-soon = Bientôt
duties-today-later = Plus tard
duties-today-nothing = Rien à faire
duties-today-nothing-more = Ce que vous devez apparaît ici, avec sa raison et le bouton pour le faire.
duties-today-told = Ce qu’on vous fait savoir
duties-today-told-note = Ce n’est pas à vous de le faire. La politique veut que vous le sachiez.
duties-today-done = Fait récemment
duties-today-done-note = La preuve reste au journal.

duties-due-today = à faire aujourd’hui
duties-due-tomorrow = à faire demain
duties-due-in = { $days ->
    [one] dans un jour
   *[other] dans { $days } jours
}
duties-due-in-hours = { $hours ->
    [one] dans une heure
   *[other] dans { $hours } heures
}
duties-late-days = { $days ->
    [0] en retard depuis aujourd’hui
    [one] un jour de retard
   *[other] { $days } jours de retard
}
duties-due = Échéance : { $when }
duties-was-due = Échéance passée : { $when }
duties-met-on = Fait le { $when }
duties-made-good = Fait en retard, le { $when }
duties-act = Le faire
duties-nobody = personne encore
duties-trial = À l’essai : { $clause }

duties-standing-title = Bilan
duties-standing-as-of = À la fin du
duties-standing-show = Afficher
duties-standing-now = La situation maintenant, le { $when }.
duties-standing-then = La situation à la fin du { $when }.
duties-standing-bad-day = Écrivez le jour comme 2026-11-22, pas après aujourd’hui.
duties-standing-by-clause = Par clause
duties-standing-by-person = Par personne
duties-standing-late = En retard, ou rien au journal
duties-standing-empty = Aucun devoir encore
duties-standing-empty-more = Ils apparaissent quand le manuel a des règles et que quelque chose arrive : un téléphone est remis, un message est échangé.
duties-standing-clause = Clause
duties-standing-person = Personne
duties-open = À faire
duties-overdue = En retard
duties-met = Faits
duties-missed = Manqués
duties-excused = Dispensés
duties-cli-head = Au { $when } :
duties-cli-clause = { $clause } : { $open } à faire, { $late } en retard, { $met } faits, { $missed } manqués, { $excused } dispensés
duties-cli-late = { $who } : { $what } – { $due }
duties-cli-none = Aucun devoir encore.

duties-trail-title = Journal
duties-trail-lede = Ce qui a été fait, par qui et quand. Personne ne peut le changer, et Keepwell peut le prouver.
duties-trail-count = { $count ->
    [one] Une entrée en tout.
   *[other] { $count } entrées en tout.
}
duties-trail-recorded = inscrit plus tard, le { $when }
duties-trail-empty = Rien n’est encore arrivé
duties-trail-older = Entrées plus anciennes
duties-trail-all = Tout afficher
duties-entry-title = Entrée { $number }
duties-entry-number = Numéro
duties-entry-deed = Acte
duties-entry-at = Arrivé
duties-entry-recorded = Inscrit
duties-entry-about = Au sujet de
duties-entry-more = Tout ce que le journal en dit

duties-what-if-title = Ce qui changerait
duties-what-if-lede = Si cette ébauche était publiée maintenant. Rien n’a encore changé.
duties-what-if-back = Retour à l’ébauche
duties-what-if-lines = Règles qui se lisent autrement
duties-what-if-now = Maintenant
duties-what-if-then = Dans l’ébauche
duties-what-if-changes = Devoirs qui changeraient
duties-what-if-nothing = Aucun devoir ne changerait
duties-what-if-nothing-more = Les mots diffèrent peut-être, mais personne ne devrait autre chose.
duties-what-if-appears = Nouveau
duties-what-if-vanishes = Disparu
duties-what-if-moves = Autre date
duties-what-if-late = Serait en retard
duties-what-if-who = Personne
duties-what-if-what = Devoir
duties-what-if-change = Changement

