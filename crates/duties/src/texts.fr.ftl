duties-nav-today = Aujourd’hui
duties-nav-standing = Bilan
duties-nav-trail = Journal

duties-today-hello = Bonjour { $name }
duties-today-summary-none = Vous n’avez rien à faire aujourd’hui.
duties-today-summary-asks = Quelque chose vous attend.
duties-today-summary-later = { $later ->
    [one] Rien à faire aujourd’hui. Une chose viendra plus tard.
   *[other] Rien à faire aujourd’hui. { $later } choses viendront plus tard.
}
duties-today-summary = { $late ->
    [0] { $open ->
        [one] Une chose à faire. Rien n’est en retard.
       *[other] { $open } choses à faire. Rien n’est en retard.
    }
    [one] { $open ->
        [one] Une chose à faire, et elle est en retard.
       *[other] { $open } choses à faire. Une est en retard.
    }
   *[other] { $open } choses à faire. En retard : { $late }.
}
duties-today-asks = En attente de vous
duties-today-late = En retard
duties-today-soon = Bientôt
duties-today-later = Plus tard
duties-today-nothing = Rien à faire
duties-today-nothing-more = Ce que vous avez à faire apparaît ici, avec la raison et le bouton pour le faire.
duties-start-people = Faire entrer des personnes
duties-start-phones = Faire entrer des téléphones
duties-start-manual = Lire la politique
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
duties-due = Échéance : { $when }
duties-was-due = Échéance passée : { $when }
duties-met-on = Fait le { $when }
duties-made-good = Fait en retard, le { $when }
duties-act = Le faire
duties-nobody = personne pour l’instant
duties-trial = À l’essai : { $clause }

duties-standing-title = Bilan
duties-standing-as-of = À la fin du
duties-standing-show = Afficher
duties-standing-now = La situation maintenant, le { $when }.
duties-standing-then = La situation à la fin du { $when }.
duties-standing-bad-day = Écrivez le jour comme 2026-11-22, pas après aujourd’hui.
duties-standing-by-clause = Par clause
duties-standing-by-person = Par personne
duties-standing-late = En retard, ou rien au journal
duties-standing-empty = Aucun devoir pour l’instant
duties-standing-empty-more = Un devoir apparaît quand le manuel a des règles et que quelque chose se passe : un téléphone est remis, un message est échangé.
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
duties-cli-none = Aucun devoir pour l’instant.

duties-trail-title = Journal
duties-trail-lede = Ce qui a été fait, par qui et quand. Personne ne peut le changer, et Keepwell peut le prouver.
duties-trail-recorded = inscrit plus tard, le { $when }
duties-trail-empty = Rien ne s’est encore passé
duties-trail-when = Quand
duties-trail-who = Qui
duties-trail-what = Ce qui a été fait
duties-trail-kind = Le geste
duties-trail-any = Tout
duties-trail-person = Qui, ou à propos de qui
duties-trail-anybody = Tout le monde
duties-trail-from = Du
duties-trail-until = Au
duties-trail-sessions = Aussi les connexions
duties-trail-all = Tout afficher
duties-trail-checkpoints = Enregistrer un point de contrôle
duties-denied-title = Accès refusés
duties-denied-lede = Qui a essayé d’ouvrir quelque chose qui ne lui revient pas, et combien de fois. Le plus souvent, c’est un vieux lien ou un doigt qui glisse. Plusieurs essais de la même personne méritent une question amicale.
duties-denied-empty = Aucun accès refusé
duties-denied-empty-words = Quand quelqu’un ouvre une page qui ne lui revient pas, cela paraît ici pendant un an.
duties-denied-last = Dernière fois
duties-denied-what = Ce qui ne lui est pas permis
duties-denied-times = Essais ce jour-là
duties-denied-search = Chercher par nom
duties-checkpoints-title = Points de contrôle
duties-checkpoints-lede = Un point de contrôle, ce sont quelques courtes lignes qui vont avec ce journal et aucun autre. Keepwell en fait un toutes les 15 minutes quand il y a du nouveau.
duties-checkpoints-save = Gardez ceci ailleurs
duties-checkpoints-save-where = Mettez le fichier sur une clé dans un tiroir, envoyez-le par courriel à une personne du conseil, ou imprimez-le. Il ne contient ni nom ni rien de privé.
duties-checkpoints-save-why = Si quelqu’un remet un jour une vieille base de données en place ou réécrit le passé, un point de contrôle gardé hors de sa portée le montre. Une fois par mois, c’est bien. Chaque semaine, c’est mieux.
duties-checkpoints-save-button = Enregistrer le plus récent
duties-checkpoints-save-this = Enregistrer
duties-checkpoints-newest = Le point de contrôle le plus récent
duties-checkpoints-all = Tous les points de contrôle
duties-checkpoints-number = Numéro
duties-checkpoints-entries = Inscriptions au journal
duties-checkpoints-made = Fait le
duties-checkpoints-file = Fichier
duties-checkpoints-older = Points de contrôle plus anciens
duties-checkpoints-none = Il n’y a pas encore de point de contrôle
duties-checkpoints-none-words = Le premier vient 15 minutes après la première inscription au journal.
duties-checkpoints-waiting = { $count ->
    [one] Une inscription attend son point de contrôle depuis trop longtemps.
   *[other] { $count } inscriptions attendent leur point de contrôle depuis trop longtemps.
}
duties-checkpoints-waiting-do = Dites-le à votre personne responsable des TI. Elle regarde les messages du serveur et lance : keepwell trail verify
duties-checkpoints-key = Vérifier sans nous
duties-checkpoints-key-words = Une personne de l’extérieur peut vérifier la signature d’un point de contrôle avec cette clé publique et tout outil qui lit les notes signées (C2SP).
duties-entry-title = Inscription { $number }
duties-entry-number = Numéro
duties-entry-deed = Acte
duties-entry-at = S’est passé
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
duties-what-if-nothing-more = Les mots diffèrent peut-être, mais personne n’aurait autre chose à faire.
duties-what-if-appears = Nouveau
duties-what-if-vanishes = Disparu
duties-what-if-moves = Autre date
duties-what-if-late = Serait en retard
duties-what-if-by-person = Par personne
duties-what-if-by-thing = Par téléphone, client ou autre chose
duties-what-if-by-clause = Par clause
duties-what-if-left-out = { $count ->
    [one] Un de plus est compté ci-dessus sans être énuméré.
   *[other] { $count } de plus sont comptés ci-dessus sans être énumérés.
}
duties-what-if-who = Personne
duties-what-if-what = Devoir
duties-what-if-change = Changement

deed-trail-exported = a enregistré le journal dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
 }, { $form })
