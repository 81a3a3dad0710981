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
duties-start-title = Par où commencer
duties-start-person = Ajouter une personne
duties-start-people = Des personnes à partir d’un fichier
duties-start-phones = Des téléphones à partir d’un fichier
duties-start-manual = Lire la politique
duties-today-offers = Vous essayez ceci
duties-today-offers-note = Dites comment cela va, quand vous voulez. Personne n’est en faute.
duties-offer-until = { $note } Jusqu’au { $day }.
duties-trial-title = Comment les règles de « { $tool } » sont suivies
duties-trial-lede = Des chiffres seulement : pas de noms, et personne n’est en faute. Ce qui est à l’essai nous apprend quelque chose.
duties-trial-now = Compté depuis que ces clauses sont à l’essai, jusqu’à maintenant.
duties-trial-then = Compté jusqu’au { $to }, jour de la décision.
duties-trial-clause = Clause à l’essai
duties-trial-kept = Suivi à temps
duties-trial-pending = Pas encore dû
duties-trial-not = Pas à temps
duties-trial-spared = Tombé
duties-trial-none = Ses clauses n’ont pas encore de règles, ou rien de ce dont elles parlent n’est arrivé.
duties-trial-back = L’essai
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
duties-no-team = Dans aucune équipe
duties-no-programme = Dans aucun programme
duties-nobody = personne pour l’instant
duties-trial = À l’essai : { $clause }

duties-standing-title = Bilan
duties-standing-as-of = À la fin du
duties-standing-show = Afficher
duties-standing-now = La situation maintenant, le { $when }.
duties-standing-then = La situation à la fin du { $when }.
duties-standing-bad-day = Écrivez le jour comme 2026-11-22, pas après aujourd’hui.
duties-standing-by-clause = Par clause
duties-standing-late = En retard, ou rien au journal
duties-standing-empty = Aucun devoir pour l’instant
duties-standing-empty-more = Un devoir apparaît quand le manuel a des règles et que quelque chose se passe : un téléphone est remis, un message est échangé.
duties-open = À faire
duties-overdue = En retard
duties-met = Faits
duties-missed = Manqués
duties-excused = Dispensés
duties-cli-head = Au { $when } :
duties-cli-clause = { $clause } : { $open } à faire, { $late } en retard, { $met ->
    [one] { $met } fait
   *[other] { $met } faits
}, { $missed ->
    [one] { $missed } manqué
   *[other] { $missed } manqués
}, { $excused ->
    [one] { $excused } dispensé
   *[other] { $excused } dispensés
}
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
duties-trail-left = { $name } (hors de l’organisme)
duties-trail-unknown = Personne que Keepwell connaisse
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
duties-entry-deed = Le geste
duties-entry-at = S’est passé
duties-entry-recorded = Inscrit
duties-entry-about = Au sujet de
duties-entry-more = Tout ce que le journal en dit

duties-what-if-title = Ce qui changerait
duties-what-if-lede = Si cette ébauche était publiée maintenant. Rien n’a encore changé.
duties-what-if-back = Retour à l’ébauche
duties-what-if-lines = Règles qui se liraient ou engageraient autrement
duties-what-if-now = Maintenant
duties-what-if-then = Dans l’ébauche
duties-what-if-changes = Devoirs qui changeraient
duties-what-if-accept = Si vous choisissez que les gens acceptent de nouveau l’édition, toutes les personnes à qui elle s’adresse auront cela à faire aussi.
duties-what-if-on-trial = { $count ->
    [0] Rien n’est à faire sous cette règle. Dès lors, elle est à l’essai : elle ne compte contre personne.
    [one] Un devoir ouvert serait à l’essai : il ne compterait contre personne et pourrait attendre.
   *[other] { $count } devoirs ouverts seraient à l’essai : ils ne compteraient contre personne et pourraient attendre.
 }
duties-what-if-counts = { $count ->
    [0] Rien n’est à faire sous cette règle. Dès lors, elle compte.
    [one] Un devoir ouvert est à l’essai maintenant et compterait dès lors.
   *[other] { $count } devoirs ouverts sont à l’essai maintenant et compteraient dès lors.
 }
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

duties-today-trial = À l’essai
duties-today-trial-note = Nous les essayons. Personne n’est en retard ni en faute : le faire, ou non, nous apprend quelque chose.
duties-today-put-off = Remis à plus tard
duties-was-planned = Prévu pour { $when }
duties-trial-word = À l’essai
duties-save = Enregistrer
duties-saved = C’est enregistré.

duties-why-began = Cela a commencé ainsi : { $sentence } ({ $when }).
duties-why-miss = Cela suit une chose qui n’a pas été faite à temps.
duties-why-every = La politique le demande une fois par période de { $span }, à compter de ce moment.
duties-why-every-since = La politique le demande une fois par période de { $span }. Cette règle a commencé le { $day } : la première fois se compte à partir de ce jour.
duties-why-once = La politique le demande une fois par { $span } du calendrier.
duties-why-within = La politique donne { $span } pour la suite.
duties-why-before = La politique demande d’abord autre chose, et le journal doit le montrer.
duties-why-before-fresh = La politique demande d’abord autre chose, pas plus de { $span } avant.
duties-why-only = Ce n’est pas sur la liste dont nous avons convenu.
duties-why-look = La politique demande qu’une personne vérifie le tout de temps en temps.
duties-why-standing = Depuis, ce n’est pas comme la politique le demande.
duties-why-unknown = Rien n’est encore inscrit à ce sujet.
duties-why-rests-until = Une exception s’applique pour l’instant. Après elle, ce sera à faire pour le { $day }.
duties-why-rests = Une exception s’applique, donc il n’y a pas encore de date.
duties-why-met = C’est fait à temps.
duties-why-met-afterwards = C’est fait à temps, et inscrit après coup.
duties-why-made-good = Ce n’était pas fait à temps. C’est corrigé depuis le { $when }.
duties-why-late = Rien au journal ne montre que c’était fait à temps.
duties-why-late-trial = Rien au journal ne le montre encore. C’est un essai, personne n’est en faute.
duties-near-too-early = Une chose semblable est inscrite, mais d’avant.
duties-near-too-late = Une chose semblable est inscrite, mais d’après.
duties-near-expired = Une chose semblable est inscrite, mais trop ancienne.
duties-near-by-another = Une autre personne l’a fait.
duties-near-used-up = Ce qui est inscrit avait déjà servi.
duties-near-revoked = Ce qui était inscrit a été retiré.
duties-near-written-after = Ce n’est inscrit qu’après coup.
duties-near-written-late = C’est inscrit trop tard pour compter.
duties-excuse-exception = Ce n’est pas dû : une exception s’appliquait.
duties-excuse-gone = Ce n’est plus dû : l’objet n’est plus là ou ne compte plus.
duties-excuse-rule = Ce n’est plus dû : la règle a été retirée.
duties-excuse-short = Ce n’est pas dû : il restait trop peu de temps dans la période.

duties-put-off-title = Remettre à plus tard
duties-put-off-lede = Cela s’efface de votre page jusque-là. C’est toujours à faire, et cela compte toujours.
duties-put-off-tomorrow = Jusqu’à demain
duties-put-off-week = Pour une semaine
duties-put-off-now = Afficher de nouveau
duties-put-off-until = affiché de nouveau { $when }
duties-put-off-done = Remis à plus tard.
duties-put-off-back = C’est de retour sur votre page.
duties-put-off-never = Ce que l’organisme exige ne se remet pas à plus tard. Faites-le, ou demandez une exception.

duties-elsewhere-made = classée ailleurs
duties-elsewhere-title = C’est fait ailleurs
duties-elsewhere-lede = Si vous l’avez fait sur papier ou dans un autre programme, dites quand et où. Cela compte comme preuve.
duties-elsewhere-day = Quel jour était-ce fait ?
duties-elsewhere-note = Où, et comment peut-on le voir ?
duties-elsewhere-note-hint = Par exemple : signé sur papier, dans le cartable à l’accueil. Ne nommez pas de client.
duties-elsewhere-button = Dire que c’est fait
duties-elsewhere-done = C’est inscrit. Merci.
duties-elsewhere-bad-day = Choisissez le jour où c’était fait, comme 2026-11-22.
duties-elsewhere-not-yet = Ce jour n’est pas encore venu. Choisissez le jour où c’était fait.
duties-elsewhere-too-early = C’est avant que ce soit demandé. Choisissez le jour où c’était fait ensuite.
duties-elsewhere-no-note = Écrivez où c’était fait, pour qu’on puisse le trouver.
duties-elsewhere-long-note = C’est plus de 500 lettres. Dites-le plus court.
duties-elsewhere-not-here = Cela ne se fait que dans Keepwell. La direction choisit où autre chose compte.
duties-elsewhere-choose-title = Fait ailleurs
duties-elsewhere-choose-title-note = Pour quelles règles un mot et un jour suffisent comme preuve.
duties-elsewhere-choose-lede = Certaines choses se font sur papier ou dans un autre programme. Choisissez pour quelles règles il suffit que la personne dise quand et où.
duties-elsewhere-choose = Cela compte pour

duties-exceptions-title = Exceptions
duties-exceptions-title-note = Qui ou quoi est dispensé, jusqu’à quand, et qui l’a dit.
duties-exceptions-lede = Qui ou quoi est dispensé d’une règle pour un temps. La personne à qui cela épargne un devoir ne dit jamais oui elle-même.
duties-exceptions-search = Trouver une exception
duties-exceptions-none = Aucune exception
duties-exceptions-none-more = Chaque personne peut en demander une à la page d’un devoir. Elle a une raison et un dernier jour.
duties-exception-title = Exception
duties-exception-lede = Si vous ne pouvez pas le faire pour un temps et qu’il y a une bonne raison, demandez. Une autre personne décide.
duties-exception-ask-link = Demander une exception
duties-exception-ask-title = Demander une exception
duties-exception-duty = Le devoir
duties-exception-for = Qui ou quoi est dispensé
duties-exception-spares = Épargne un devoir à
duties-exception-until = Dernier jour
duties-exception-until-hint = Un an au plus. Ce qui était dû d’ici là est dû à la fin.
duties-exception-reason = Pourquoi
duties-exception-reason-hint = Une ou deux phrases. Ne nommez pas de client.
duties-exception-private = Garder la raison privée
duties-exception-private-hint = Vous seul, ceux à qui cela épargne un devoir et la personne qui répond peuvent la lire. Pour la santé ou la famille, par exemple.
duties-exception-private-word = La raison est privée.
duties-exception-private-note = Privé : seuls la personne qui demande, ceux à qui cela épargne un devoir et la personne qui répond peuvent la lire.
duties-exception-asked-by = Demandée par
duties-exception-asked = Demandée
duties-exception-answered-by = Réponse de
duties-exception-ended-by = Terminée par
duties-exception-ask = Demander
duties-exception-give = Accorder l’exception
duties-exception-at-once = Vous pouvez en décider, car cela ne vous épargne rien. Elle s’applique aussitôt, à votre nom.
duties-exception-others = Votre supervision, la gestion ou la direction décide. Vous recevrez un courriel.
duties-exception-some = Ce qui vous épargne un devoir à vous, quelqu’un d’autre le décide. Le reste vaut aussitôt, à votre nom.
duties-exception-would-spare = Épargne un devoir à : { $names }
duties-exception-would-spare-more = Épargne un devoir à : { $names } et { $count } de plus
duties-exception-late = C’est déjà en retard, et cela le reste. Une exception dispense de ce qui arrive à échéance jusqu’à son dernier jour.
duties-exception-line = { $who }, jusqu’au { $until }. Demandée par { $asker }.
duties-exception-yes = Dire oui
duties-exception-no = Dire non
duties-exception-drop = Reprendre la demande
duties-exception-end = Y mettre fin
duties-exception-waits = Attend une réponse
duties-exception-in-force = S’applique
duties-exception-over = Terminée
duties-exception-refused = Refusée
duties-exception-dropped = Reprise
duties-exception-given = L’exception s’applique dès maintenant.
duties-exception-sent = C’est demandé. Vous recevrez un courriel avec la réponse.
duties-exception-written = C’est inscrit.
duties-exception-no-subject = Choisissez qui ou quoi est dispensé.
duties-exception-bad-day = Choisissez le dernier jour, aujourd’hui ou plus tard.
duties-exception-too-long = C’est plus d’un an. Ce qui doit durer plus longtemps est un changement de la règle.
duties-exception-no-reason = Dites pourquoi, en une phrase.
duties-exception-long-reason = C’est plus de 1000 lettres. Dites-le plus court.
duties-exception-already = Il y a déjà une exception pour cela, ou une demande.
duties-ask-exception = { $person } demande une exception
duties-ask-answer = Répondre
duties-mail-exception-asked-subject = Une demande d’exception
duties-mail-exception-asked = Bonjour { $name },

    une personne demande une exception à une règle. Vous pouvez répondre ici :
duties-mail-exception-given-subject = Une exception pour vous
duties-mail-exception-given = Bonjour { $name },

    une exception qui vous épargne un devoir s’applique dès maintenant. Jusqu’à quand, vous le voyez ici :
duties-mail-exception-answered-subject = Votre demande a une réponse
duties-mail-exception-answered = Bonjour { $name },

    l’exception que vous avez demandée a une réponse. Vous la voyez ici :
duties-mail-exception-ended-subject = Une exception est terminée
duties-mail-exception-ended = Bonjour { $name },

    une exception qui vous épargnait un devoir est terminée. Vous la voyez ici :

duties-by-clause = Clause
duties-by-person = Personne
duties-by-team = Équipe
duties-by-programme = Programme
duties-by-phone = Téléphone
duties-standing-by = Compter par
duties-standing-name = Nom
duties-standing-search = Trouver une ligne
duties-standing-counted = En chiffres
duties-standing-late-all = Voir tout ce qui est en retard
duties-standing-more = Aussi
duties-trend-title = Les huit dernières semaines
duties-trend-note = Combien de devoirs étaient en retard à la fin de chaque semaine.
duties-trend-day = Semaine jusqu’au
duties-list-title = Devoirs
duties-list-search = Trouver un devoir
duties-list-any = Tous
duties-list-what = Quoi
duties-list-who = Qui
duties-list-clause = Clause
duties-list-about = Au sujet de
duties-list-due = Échéance
duties-list-state = État
duties-list-told = À prévenir
duties-list-days-late = Jours de retard
duties-list-rule = Règle
duties-list-id = Identifiant
duties-board-print = Imprimer, ou enregistrer en PDF
duties-board-title = Chiffres pour le conseil
duties-board-title-note = Des chiffres qui ne désignent personne, à imprimer.
duties-board-note = Les nombres de 1 à 4 ne sont pas distingués, et les totaux sont faits de ce qui est affiché, pour qu’aucun chiffre ne désigne une personne.
duties-board-between = { $least } à { $most }

deed-standing-exported = a enregistré le bilan dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
 }, { $form })
deed-duties-exported = a enregistré une liste de devoirs dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
 }, { $form })
deed-exceptions-exported = a enregistré la liste des exceptions dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
 }, { $form })
deed-duty-done-elsewhere = a dit que c’était fait ailleurs : { $rule }
deed-elsewhere-allowed = a décidé que « fait ailleurs » compte pour : { $rule }
deed-elsewhere-barred = a décidé que « fait ailleurs » ne compte plus pour : { $rule }
deed-duty-put-off = a remis au { $until } : { $rule }
deed-duty-taken-up = a repris : { $rule }
deed-exception-asked = a demandé une exception jusqu’au { $until } : { $rule }
deed-exception-granted = a accordé une exception jusqu’au { $until } : { $rule }
deed-exception-refused = a refusé une exception : { $rule }
deed-exception-dropped = a repris une demande d’exception : { $rule }
deed-exception-ended = a mis fin à une exception : { $rule }

duties-reminders-title = Rappels et calendrier
duties-reminders-lede = Vous recevez un seul courriel le matin quand quelque chose est dû, et seulement alors. Il ne nomme ni personne, ni client, ni téléphone.
duties-reminders-days = Quels jours?
duties-reminders-days-note = Choisissez les jours où vous travaillez. Les jours fériés, on n’écrit à personne.
duties-reminders-none = Aucun jour n’est choisi : aucun courriel ne vient. Ce qui est dû reste sur la page Aujourd’hui.
duties-reminders-choose = M’écrire le
duties-reminders-usual = Comme notre bureau
duties-weekday-1 = lundi
duties-weekday-2 = mardi
duties-weekday-3 = mercredi
duties-weekday-4 = jeudi
duties-weekday-5 = vendredi
duties-weekday-6 = samedi
duties-weekday-7 = dimanche
duties-calendar-title = Dans votre calendrier
duties-calendar-note = Votre programme de calendrier peut montrer ce qui est dû et quand. Il lit une adresse que vous seul avez. Elle dit la clause et le jour, rien d’autre.
duties-calendar-name = Keepwell : à faire
duties-calendar-due = À faire : { $clause }
duties-calendar-late = En retard : { $clause }
duties-calendar-make = Créer une adresse
duties-calendar-again = Créer une nouvelle adresse
duties-calendar-end = Y mettre fin
duties-calendar-ended = L’adresse n’ouvre plus rien.
duties-calendar-since = Il y a une adresse, créée le
duties-calendar-made-title = Voici votre adresse
duties-calendar-made-words = Elle n’est affichée que maintenant. Dans votre programme de calendrier, choisissez « s’abonner » ou « ajouter par URL » et collez-la. Qui l’a peut la lire : gardez-la pour vous.
duties-calendar-address = Adresse
duties-mail-digest-subject = { $late ->
    [0] { $count ->
        [0] Quelque chose vous attend
        [one] Une chose à faire
       *[other] { $count } choses à faire
    }
   *[other] { $count ->
        [one] Une chose à faire, et elle est en retard
       *[other] { $count } choses à faire, en retard : { $late }
    }
}
duties-mail-digest = { $lines }
duties-mail-digest-late = En retard :
duties-mail-digest-today = À faire aujourd’hui :
duties-mail-digest-soon = À faire bientôt :
duties-mail-digest-told = En retard chez une autre personne, et vous devez le savoir :
duties-mail-digest-line = - { $clause } ({ $count })
duties-mail-digest-asks = { $count ->
    [one] Une demande attend votre réponse.
   *[other] { $count } demandes attendent votre réponse.
}

deed-reminders-changed = a changé les rappels de { $person }
deed-reminders-changed-self = a choisi ses jours de rappel
deed-reminder-sent = a envoyé un rappel à { $person }
deed-calendar-feed-made = a donné une adresse au calendrier de { $person }
deed-calendar-feed-made-self = a donné une adresse à son calendrier
deed-calendar-feed-ended = a mis fin à l’adresse du calendrier de { $person }
deed-calendar-feed-ended-self = a mis fin à l’adresse de son calendrier
duties-held-then-due = Dispensé jusqu’au { $when }, puis à faire pour le { $due }
duties-held-until = Dispensé jusqu’au { $when }
duties-basis = Compté à partir de { $entries } inscriptions, selon les jours de { $zone } ; fuseaux horaires, version { $tzdb }.
