# Téléphones : ce que disent les pages, les courriels et le journal.

phones-nav = Téléphones
phones-title = Téléphones
phones-lede = Qui a quel téléphone, et où il est.
phones-all = Tous les téléphones
phones-new = Ajouter un téléphone
phones-import = Faire entrer à partir d’un fichier
phones-apps-link = Applis approuvées
phones-search = Chercher un téléphone : son étiquette, son numéro ou la personne qui l’a
phones-where-any = N’importe où
phones-free = Libres
phones-act-drawer-many = Ceux-ci sont dans le tiroir
phones-drawer-many-question = Chacun de ces téléphones est maintenant dans le tiroir fermé à clé.
phones-all-in-drawer = Les téléphones sont dans le tiroir.
phones-none-chosen = Aucun téléphone n’est choisi. Cochez d’abord les cases.
phones-empty = Aucun téléphone pour le moment
phones-empty-add = Ajoutez le premier, ou faites-en entrer plusieurs à partir d’un fichier.
phones-empty-no-manager = C’est la gestion qui les ajoute, et personne n’a encore ce rôle. Donnez-le à quelqu’un, sous Personnes; dans un petit organisme, cela peut être vous.
phones-empty-ask = Un téléphone qu’on vous remet apparaît ici. C’est la gestion qui les remet.
phones-not-now = Plus tard
phones-choose = Choisissez
phones-nobody = personne
phones-never = jamais

# Ce qu’est un téléphone
phones-label = Étiquette
phones-label-hint = Ce que dit l’autocollant du téléphone, par exemple PH-014.
phones-number = Numéro
phones-number-hint = Par exemple 416-555-0114.
phones-platform = Sorte de téléphone
phones-ios = iPhone
phones-android = Android
phones-carrier = Compagnie de téléphone
phones-holder = Entre les mains de
phones-where = Où il est
phones-passcode-changed-head = Code changé
phones-apps-checked = Applis vérifiées
phones-backup-head = Sauvegarde infonuagique WhatsApp
phones-added-day = En service depuis
phones-retired-day = Hors service depuis
phones-in-drawer-now = Il est maintenant dans le tiroir fermé à clé
phones-in-drawer-now-hint = Un téléphone que personne n’utilise reste dans le tiroir fermé à clé.
phones-add = Ajouter ce téléphone
phones-added = Le téléphone est dans la liste.
phones-place-shelf = Pas sous clé
phones-place-drawer = Dans le tiroir
phones-place-holder = Avec la personne qui l’a
phones-place-off-site = Sorti
phones-place-retired = Hors service

# Un téléphone
phones-lede-held = { $person } a ce téléphone.
phones-lede-free = Personne n’a ce téléphone en ce moment.
phones-held-since = { $person }, depuis le { $day }
phones-this-phone = Ce téléphone
phones-acts = Ce que vous pouvez faire maintenant
phones-told = Ce qui s’est passé
phones-act-issue = Le remettre
phones-act-take-back = Le reprendre
phones-act-passcode = Changer le code
phones-act-drawer = Le ranger dans le tiroir
phones-act-from-drawer = Le prendre dans le tiroir
phones-act-off-site = Le sortir
phones-act-off-site-see = Les sorties
phones-act-back = Il est revenu avec moi
phones-act-back-drawer = Il est revenu, dans le tiroir
phones-act-apps = Ses applis
phones-act-backup = Sauvegarde WhatsApp
phones-read-passcode = Voir le code
phones-earlier-holder = Une personne qui a eu ce téléphone avant peut connaître son code
phones-earlier-holder-words = Changez-le sur le téléphone, puis écrivez le nouveau ici.
phones-retire = Retirer du service
phones-retire-question = Retirer ce téléphone du service pour de bon? Son histoire reste.
phones-retire-yes = Oui, le retirer du service
phones-retired = Le téléphone est hors service. Son histoire reste.

# À partir d’un fichier
phones-import-title = Faire entrer des téléphones à partir d’un fichier
phones-import-lede = Vous voyez d’abord chaque ligne. Rien n’est inscrit avant que vous le disiez. Ensuite, toutes les lignes sont prises, ou aucune.
phones-import-help = La première ligne nomme les colonnes, dans n’importe quel ordre. Keepwell devine laquelle est laquelle, et vous pouvez corriger. Le fournisseur peut rester vide.
phones-import-sample = étiquette,numéro,plateforme,fournisseur,ajouté
    PH-014,416-555-0114,android,Northline,2025-09-15
    PH-017,416-555-0117,ios,,2026-02-02
phones-import-more = La plateforme est ios ou android. Le jour d’ajout s’écrit année-mois-jour.
phones-import-fine = { $count ->
    [one] Toutes les lignes sont bonnes. Un téléphone.
   *[other] Toutes les lignes sont bonnes. { $count } téléphones.
 }
phones-import-note = Rien n’est encore écrit. Chaque téléphone commence dans le tiroir fermé à clé, à partir de son jour.
phones-import-nothing = Il n’y a rien à faire entrer.
phones-import-here = { $count ->
    [one] Une ligne concerne un téléphone déjà ici.
   *[other] { $count } lignes concernent des téléphones déjà ici.
 }
phones-import-confirm = { $count ->
    [one] Faire entrer ce téléphone
   *[other] Faire entrer les { $count } téléphones
}
phones-imported = Les téléphones sont dans la liste, chacun dans le tiroir.
phones-row-too-many = Il y a plus de cases que de colonnes. Y a-t-il une virgule dans une case? Mettez cette case entre guillemets.
phones-row-day = Ce jour n’existe pas. Écrivez année-mois-jour, par exemple 2026-06-08.
phones-row-future = Ce jour n’est pas encore venu. Écrivez le jour où le téléphone est arrivé.
phones-row-label-here = Un téléphone avec cette étiquette est déjà dans Keepwell.
phones-row-label-twice = La ligne { $line } a la même étiquette. Chaque téléphone a la sienne.
phones-row-number-here = Un téléphone avec ce numéro est déjà dans Keepwell.
phones-row-number-twice = La ligne { $line } a le même numéro. Chaque téléphone a le sien.

# Remettre, reprendre
phones-issue-title = Remettre { $phone }
phones-issue-lede = À partir de maintenant, cette personne répond du téléphone.
phones-issue-person = Qui le reçoit
phones-kit = Ce que vous remettez avec le téléphone
phones-kit-hint = Décochez ce qui manque.
phones-kit-back = Ce qui est revenu avec le téléphone
phones-kit-back-hint = Décochez ce qui n’est pas revenu.
phones-kit-charger = Chargeur
phones-kit-headphones = Écouteurs
phones-kit-adaptor = Adaptateur pour écouteurs
phones-kit-case = Étui
phones-issued = Le téléphone est remis.
phones-held-by = { $person } a encore ce téléphone
phones-take-back-title = Reprendre { $phone }
phones-take-back-lede = Des mains de { $person }. À partir de maintenant, personne ne l’a.
phones-take-back-off-site = Ce téléphone est sorti. Le reprendre dit aussi qu’il est revenu.
phones-taken-back = Le téléphone est repris. Il est dans le tiroir.
phones-taken-back-drawer = Le téléphone est repris. Mettez-le maintenant dans le tiroir fermé à clé, et dites-le ici.

# Le code
phones-passcode-title = Changer le code de { $phone }
phones-passcode-lede = Changez-le d’abord sur le téléphone. Puis écrivez le nouveau ici.
phones-passcode-how = Sur le téléphone
phones-passcode-how-ios = Ouvrez Réglages, puis Face ID et code ou Touch ID et code, puis Changer le code.
phones-passcode-how-android = Ouvrez Paramètres, puis Sécurité ou Écran de verrouillage, puis Verrouillage de l’écran.
phones-passcode-new = Nouveau code
phones-passcode-again = Nouveau code, encore une fois
phones-passcode-hint = Six chiffres ou plus, ou huit lettres ou plus. Pas une date de naissance, pas 123456, pas l’ancien.
phones-passcode-sealed = Il est mis sous scellé. Seules la personne qui a le téléphone et la gestion peuvent l’ouvrir. La gestion apprend par courriel qu’il a changé. Le courriel ne dit jamais le code.
phones-passcode-save = Enregistrer le nouveau code
phones-passcode-changed = Le nouveau code est sous scellé. La gestion en est avertie.
phones-passcode-changed-nobody = Le nouveau code est sous scellé. Il n’y a personne à la gestion à avertir : demandez à la direction d’en nommer une.
phones-passcode-now = Le code actuel
phones-passcode-now-note = Le journal note que vous l’avez regardé.
phones-reveal-title = Le code de { $phone }
phones-reveal-lede = Il s’affiche cette seule fois. Quand vous quittez cette page, il disparaît.
phones-reveal-is = Code
phones-reveal-noted = Le journal note que vous l’avez regardé
phones-reveal-noted-words = Ce n’est pas un reproche. C’est ainsi que nous pouvons promettre que personne ne regarde en cachette.
phones-reveal-done = C’est fait

# Hors du bureau
phones-off-site-title = Sortir { $phone }
phones-off-site-lede = Un téléphone quitte le bureau pour une rencontre avec un client, quand la personne qui vous supervise a dit oui.
phones-permission-given = La personne qui a le téléphone a la permission
phones-permission-good = Vous avez la permission
phones-permission-until = Elle vaut pour une sortie, jusqu’au { $moment }.
phones-take-out = Je le sors maintenant
phones-taken-out = Le téléphone est sorti, avec permission. Dites ici quand il est revenu.
phones-taken-out-unasked = Le téléphone est sorti. Aucune permission n’était inscrite. Demandez-la maintenant, pour que la personne qui vous supervise puisse inscrire ce qu’elle a dit.
phones-go-unasked = Partir sans réponse
phones-go-unasked-title = Aucune permission n’est inscrite
phones-go-unasked-words = Il vaut mieux demander d’abord. Mais cela arrive : la sécurité d’un client passe avant tout. Dites que vous sortez le téléphone, pour que nous sachions où il est. On verra qu’il n’y avait pas encore de permission.
phones-take-out-unasked = Je le sors quand même
phones-bring-back = Il est revenu
phones-brought-back = Le téléphone est revenu. Quand personne ne l’utilise, mettez-le dans le tiroir fermé à clé.
phones-ask = Demander à la personne qui vous supervise
phones-ask-after = Demander après coup
phones-ask-note = Ne nommez pas le client.
phones-ask-when = Quand vous partez
phones-ask-when-hint = Un oui vaut 24 heures. Demandez donc le jour même.
phones-ask-why = À quoi sert la rencontre
phones-ask-why-hint = Par exemple : visite du soir dans une famille.
phones-ask-send = Demander
phones-asked = La personne qui vous supervise est avertie par courriel. Elle voit la demande sur sa page Aujourd’hui.
phones-asked-nobody = Votre demande est inscrite. Mais personne ne vous supervise dans Keepwell : dites-le à la direction.
phones-request = La demande
phones-request-who = Qui demande
phones-request-when = Quand
phones-request-why = Motif
phones-request-asked = Demandé le
phones-request-wait = La personne qui vous supervise répond. Personne ne dit oui à sa propre demande.
phones-request-waits = Attend une réponse
phones-request-permitted = Oui
phones-request-used = Oui, et c’est fait
phones-request-refused = Non
phones-request-dropped = Plus besoin de réponse
phones-request-word = Avec la réponse : { $word }
phones-requests-past = Demandes passées
phones-answer-yes = Oui, une sortie
phones-answer-no = Non
phones-answer-word = Un mot avec la réponse
phones-answer-word-hint = Personne d’autre que vous et la personne qui demande ne peut le lire.
phones-answer-said = Vous avez déjà répondu? Quand
phones-answer-said-hint = Seulement si vous avez déjà répondu, par exemple au téléphone.
phones-answer-good-for = Un oui vaut pour une seule sortie et pendant 24 heures.
phones-answer-lapses = Cette sortie est dans plus de 24 heures
phones-answer-lapses-words = Un oui donné maintenant ne vaudrait plus à ce moment-là. Répondez le jour même.
phones-permitted = Vous avez dit oui. La personne qui demande en est avertie.
phones-refused = Vous avez dit non. La personne qui demande en est avertie.

# Le tiroir
phones-drawer-title = { $phone } et le tiroir
phones-drawer-lede = Un téléphone que personne n’utilise reste dans le tiroir fermé à clé, au bureau.
phones-drawer-put = Il est dans le tiroir fermé à clé
phones-drawer-take = Je le prends dans le tiroir
phones-drawer-from-off-site = Ce téléphone est sorti. Le mettre dans le tiroir dit aussi qu’il est revenu.
phones-put-in-drawer = Le téléphone est dans le tiroir.
phones-taken-from-drawer = Le téléphone n’est plus dans le tiroir.

# Les applis
phones-apps-title = Applis approuvées
phones-apps-lede = Seules ces applis sont sur nos téléphones.
phones-apps-empty = Aucune appli n’est encore approuvée
phones-apps-empty-words = La gestion met les premières sur la liste.
phones-apps-approved = La liste
phones-apps-others = Pas sur la liste
phones-apps-waiting = En attente d’une réponse
phones-app = Appli
phones-app-state = Notre réponse
phones-app-act = Changer
phones-app-approved = Approuvée
phones-app-asked = Attend une réponse
phones-app-seen = Personne ne l’a demandée
phones-app-refused = Non approuvée
phones-app-withdrawn = Retirée de la liste
phones-app-name = Nom de l’appli
phones-app-add = Approuver une autre appli
phones-app-add-note = Elle est tout de suite sur la liste.
phones-app-approve = Approuver
phones-app-refuse = Dire non
phones-app-withdraw = Retirer { $app } de la liste
phones-app-withdraw-question = { $count ->
    [0] Aucun téléphone n’a { $app }.
    [one] Un téléphone a { $app }. La personne qui le détient devra l’enlever.
   *[other] { $count } téléphones ont { $app }. Les personnes qui les détiennent devront l’enlever.
 } Les clauses qui la nomment seront à revoir.
phones-app-withdraw-yes = Oui, la retirer
phones-app-ask = Demander une autre appli
phones-app-ask-note = Les idées nouvelles sont bienvenues. Attendez la réponse avant de l’installer.
phones-app-why = À quoi elle sert
phones-app-why-hint = Qui aiderait-elle? Vous n’avez pas à parler de votre santé. Ne nommez pas de client.
phones-app-ask-send = Demander
phones-app-asked-by = { $person } la demande.
phones-app-wait = Une autre personne répond. Personne ne dit oui à sa propre demande.
phones-app-asked-said = Votre demande est inscrite. La gestion la voit sur sa page Aujourd’hui.
phones-app-approved-said = L’appli est sur la liste.
phones-app-refused-said = Vous avez dit non. L’appli n’est pas sur la liste.
phones-app-withdrawn-said = L’appli n’est plus sur la liste. Les personnes qui l’ont sur un téléphone devront l’enlever.
phones-apps-on-title = Applis sur { $phone }
phones-apps-checked-on = Liste comparée au téléphone le { $day }.
phones-apps-never = Personne n’a encore comparé cette liste au téléphone.
phones-apps-there = Ce qui est sur le téléphone
phones-apps-none = Aucune appli n’est inscrite
phones-apps-none-words = Inscrivez les applis que vous utilisez au travail. Ce qui est venu avec le téléphone n’a pas besoin d’être ici.
phones-apps-all-there-is = C’est tout ce qu’il y a
phones-apps-checked-said = C’est inscrit : il n’y a rien d’autre.
phones-app-came = Une appli est arrivée sur le téléphone
phones-app-came-note = Inscrivez ce qui s’y trouve, même si ce n’est pas sur la liste.
phones-app-approved-one = Une appli approuvée
phones-app-other = Ou une autre appli
phones-app-other-hint = N’est-elle pas sur la liste? Demandez-la d’abord, si vous le pouvez.
phones-app-installed-say = Elle est sur le téléphone
phones-app-installed = L’appli est inscrite.
phones-app-installed-unapproved = L’appli est inscrite. Elle n’est pas sur la liste : enlevez-la, ou demandez-la.
phones-app-removed-say = Elle n’y est plus
phones-app-removed = L’appli n’est plus sur le téléphone.

# La sauvegarde infonuagique de WhatsApp
phones-backup-title = Sauvegarde WhatsApp sur { $phone }
phones-backup-lede = Une sauvegarde infonuagique est une deuxième copie de ce que les clients ont écrit, à un endroit qui n’est pas à nous. Elle reste arrêtée.
phones-backup-unknown = Personne n’a encore regardé
phones-backup-on = En marche, vue le { $day }
phones-backup-off = Arrêtée, vue le { $day }
phones-backup-where = Où regarder
phones-backup-how-ios = Dans WhatsApp : Réglages, Discussions, Sauvegarde des discussions. La sauvegarde automatique est arrêtée. Regardez aussi le téléphone : Réglages, votre nom, iCloud. WhatsApp y est désactivé.
phones-backup-how-android = Dans WhatsApp : Paramètres, Discussions, Sauvegarde des discussions. Les sauvegardes automatiques sont désactivées.
phones-backup-switch-off = Arrêtez-la sur le téléphone, puis dites-le ici.
phones-backup-is-off = J’ai regardé : elle est arrêtée
phones-backup-is-on = J’ai regardé : elle est en marche
phones-backup-off-now = Je l’ai arrêtée
phones-backup-said-off = C’est inscrit : la sauvegarde est arrêtée.
phones-backup-said-on = Merci d’avoir regardé. Arrêtez-la maintenant, et dites-le ici.

# Aujourd’hui
phones-ask-out = { $phone } est sorti, avec vous.
phones-ask-may-go = La personne qui vous supervise a dit oui : vous pouvez sortir { $phone }.
phones-ask-trip = { $person } demande à sortir { $phone }.
phones-ask-app = { $person } demande l’appli { $app }.
phones-ask-answer = Répondre

# Courriels
phones-mail-passcode-subject = Un code a changé
phones-mail-passcode-body = Le code d’un des téléphones a changé. Il est sous scellé dans Keepwell. Ouvrez le lien pour voir de quel téléphone il s’agit. Vous n’avez rien d’autre à faire.
phones-mail-ask-subject = Une personne demande à sortir un téléphone
phones-mail-ask-body = Une demande de sortie d’un téléphone attend votre oui ou votre non.
phones-mail-answer-subject = Il y a une réponse à votre demande de sortie
phones-mail-answer-body = Il y a une réponse à votre demande de sortie d’un téléphone. Regardez-la avant de partir.

# Quand la maison dit non
phones-no-label = Une étiquette a de 1 à 24 lettres. Écrivez ce que dit l’autocollant.
phones-no-number = Ce n’est pas un numéro que nous connaissons. Écrivez dix chiffres, comme 416-555-0114. Le numéro d’un autre pays commence par +.
phones-no-platform = Dites quelle sorte de téléphone c’est : ios ou android.
phones-no-carrier = C’est trop long pour le nom d’une compagnie de téléphone. Au plus 60 lettres.
phones-no-still-held = Un téléphone ne passe jamais de main en main. Reprenez-le d’abord, puis remettez-le.
phones-no-not-held = Personne n’a ce téléphone. Remettez-le d’abord à quelqu’un.
phones-no-nobody-chosen = Choisissez qui reçoit le téléphone.
phones-no-retired = Ce téléphone est hors service. Ajoutez-le de nouveau s’il est revenu.
phones-no-in-drawer-already = Ce téléphone est déjà dans le tiroir. Il n’y a rien d’autre à faire.
phones-no-not-in-drawer = Ce téléphone n’est pas dans le tiroir. Regardez sa page pour voir où il est.
phones-no-off-site-already = Ce téléphone est déjà sorti. Dites d’abord qu’il est revenu.
phones-no-not-off-site = Ce téléphone n’est pas sorti. Il n’y a rien d’autre à faire.
phones-no-short-passcode = Il faut six chiffres ou plus, ou huit lettres ou plus, sans espace au début ni à la fin.
phones-no-long-passcode = Il faut 64 lettres au plus.
phones-no-easy-passcode = Ce code se devine vite. Choisissez des chiffres qui ne se répètent pas et ne se suivent pas.
phones-no-same-passcode = C’est l’ancien code, ou presque. Choisissez-en un autre.
phones-no-passcodes-differ = Les deux ne sont pas pareils. Écrivez encore une fois le nouveau code.
phones-no-passcode = Aucun code n’est inscrit pour ce téléphone. Changez-le sur le téléphone, puis écrivez-le ici.
phones-no-asked-already = Une demande pour ce téléphone attend déjà. Attendez la réponse.
phones-no-reason = Dites-le en quelques mots : au plus 300 lettres.
phones-no-time = Choisissez un jour et une heure, au plus une semaine à l’avance.
phones-no-said-at = Choisissez quand vous l’avez dit : pas dans l’avenir, et il y a au plus trois jours.
phones-no-answered = Cette demande a déjà sa réponse. Regardez sa page.
phones-no-own-request = Personne ne dit oui à sa propre demande. Une autre personne doit répondre.
phones-no-app-name = Choisissez une appli, ou écrivez son nom : de 1 à 40 lettres.
phones-no-installed-already = Cette appli est déjà inscrite pour ce téléphone.
phones-no-not-installed = Cette appli n’est pas inscrite pour ce téléphone. Regardez de nouveau la liste.
phones-no-approved-already = Cette appli est déjà approuvée. Vous pouvez l’utiliser.
phones-no-not-approved = Cette appli n’est pas sur la liste. Il n’y a rien à retirer.
phones-no-app-asked-already = Une personne a déjà demandé cette appli. Attendez la réponse.
phones-no-not-asked = Personne ne demande cette appli en ce moment. Regardez de nouveau la liste.

# Le journal : le nom de la personne vient avant
deed-phone-added = a mis { $phone } dans la liste des téléphones
deed-phone-retired = a retiré { $phone } du service
deed-phones-imported = a fait entrer { $count ->
    [one] un téléphone
   *[other] { $count } téléphones
} à partir d’un fichier
deed-phones-exported = a enregistré la liste des téléphones dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
 }, { $form })
deed-custody-began = a remis { $phone } à { $person }
deed-custody-began-self = a pris { $phone } en main
deed-custody-ended-self = a rendu { $phone }
deed-custody-ended = a repris { $phone } des mains de { $person }
deed-passcode-changed = a changé le code de { $phone }
deed-passcode-read = a regardé le code de { $phone }
deed-manager-informed = a fait savoir à la gestion que le code de { $phone } a changé
deed-offsite-requested = a demandé à sortir { $phone }
deed-offsite-permitted = a dit oui à la sortie de { $phone }
deed-offsite-refused = a dit non à la sortie de { $phone }
deed-phone-taken-off-site = a sorti { $phone }
deed-phone-brought-back = a rapporté { $phone }
deed-phone-put-in-drawer = a rangé { $phone } dans le tiroir
deed-phone-taken-from-drawer = a pris { $phone } dans le tiroir
deed-app-requested = a demandé l’appli { $app }
deed-app-refused = a dit non à l’appli { $app }
deed-app-approved = a approuvé l’appli { $app }
deed-app-withdrawn = a retiré l’appli { $app } de la liste
deed-app-installed = a dit que { $app } est sur { $phone }
deed-app-removed = a dit que { $app } n’est plus sur { $phone }
deed-apps-checked = a comparé les applis de { $phone } à la liste
deed-backup-turned-on = a vu que la sauvegarde WhatsApp de { $phone } est en marche
deed-backup-turned-off = a vu que la sauvegarde WhatsApp de { $phone } est arrêtée

# Ce qu’un devoir demande, comme titre.
do-passcode-changed = Changer le code de { $phone }
do-manager-informed = Avertir la gestion du nouveau code de { $phone }
do-phone-put-in-drawer = Ranger { $phone } dans le tiroir fermé à clé
do-app-removed = Enlever { $app } de { $phone }
do-backup-turned-off = Vérifier que WhatsApp sur { $phone } ne garde pas de copie en ligne

# Ce qu’une personne a encore quand elle part
phones-held = Le téléphone { $phone }
phones-held-take = Le reprendre
phones-held-see = Voir le téléphone

# Les détails d’une inscription du journal
detail-called-kit = Avec
detail-kit-charger = chargeur
detail-kit-headphones = écouteurs
detail-kit-adaptor = adaptateur pour écouteurs
detail-kit-case = étui
