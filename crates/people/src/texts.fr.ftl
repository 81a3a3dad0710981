# Personnes : entrer, la liste, une personne, un fichier, soi-même.

# La liste
people-nav = Personnes
people-title = Personnes
people-search = Trouver une personne par son nom ou son courriel
people-name = Nom
people-email = Courriel
people-email-hint = Le courriel du travail. Chaque personne a le sien.
people-roles = Rôles
people-supervisor = Supervision
people-language = Langue
people-joined = Premier jour ici
people-no-role = aucun rôle
people-no-supervisor = Personne (la direction supervise alors)
people-supervisor-none = aucune nommée
people-none-title = Aucune personne pour l’instant
people-none-words = Ajoutez les personnes une à une, ou faites entrer une liste à partir d’un fichier.
people-show-left = Personnes parties
people-role = Rôle
people-role-any = Tous les rôles
people-waiting = Jamais encore entrées
people-links-send = Leur envoyer un nouveau lien
people-links-question = Chaque personne reçoit une lettre avec un nouveau lien. Les liens envoyés avant ne servent plus.
people-links-sent = Les liens sont en route.
people-links-nobody = Aucune personne n’est choisie. Cochez d’abord les cases.
people-save = Enregistrer

# Une personne
people-left-on = Cette personne est partie le { $day }.
people-left-words = Elle ne peut plus se connecter. Ce qu’elle a fait reste au journal.
people-role-give = Donner un rôle
people-role-give-do = Donner ce rôle
people-role-end = Mettre fin à ce rôle
people-role-granted = Le rôle est donné.
people-role-ended = Le rôle a pris fin.
people-supervisor-choose = Qui supervise cette personne
people-supervisor-hint = Répond aux demandes de sortie d’un téléphone. Sans choix, c’est la direction.
people-supervisor-do = Enregistrer la supervision
people-supervisor-set = La supervision est enregistrée.
people-link-section = Un lien pour choisir une phrase de passe
people-link-about = À utiliser si la lettre n’est pas arrivée ou si la phrase de passe est oubliée. Le lien sert une fois, pendant 14 jours. Les liens d’avant ne servent plus.
people-link-by-letter = Cette personne a déjà une phrase de passe : Keepwell envoie donc le lien à son adresse de courriel et ne le montre pas ici. Personne d’autre ne peut entrer à sa place.
people-link-by-hand = Cette personne n’a pas encore de phrase de passe : Keepwell montre donc le lien ici, et vous le lui remettez.
people-link-make = Créer un nouveau lien
people-link-made = Le lien est prêt. Keepwell ne le montre que maintenant.
people-link-words = Donnez-le vous-même à cette personne, en main propre ou par une voie sûre. Qui a ce lien peut entrer à sa place.
people-link-title = Le lien
people-link-sent = Le lien part vers son adresse de courriel. Keepwell ne le montre pas, parce que cette personne a déjà une phrase de passe.
people-leaving = Départ
people-leave = Cette personne est partie
people-leave-do = Oui, noter le départ
people-left-noted = Le départ est noté. Toutes ses connexions sont fermées.
people-back = Cette personne est revenue
people-back-question = { $name } sera de nouveau sur la liste, sans rôle. Donnez-lui des rôles et un nouveau lien.
people-back-do = Oui, noter le retour
people-back-noted = Le retour est noté. Donnez maintenant des rôles et un lien.
people-told = Ce qui est inscrit
people-passphrase-none = pas encore choisie
people-passphrase-since = choisie le { $day }

# Une nouvelle personne
people-new-link = Ajouter une personne
people-new-title = Ajouter une personne
people-new-lede = Elle reçoit par courriel un lien pour choisir sa phrase de passe.
people-new-do = Ajouter cette personne
people-new-roles-needed = Cochez au moins un rôle.
people-added = La personne est ajoutée, et la lettre est en route.
people-role-hint-worker = Sert les clients, peut avoir un téléphone.
people-role-hint-supervisor = Guide l’équipe, répond aux demandes.
people-role-hint-manager = Garde les téléphones et les codes.
people-role-hint-director = Mène l’organisme et publie la politique.
people-role-hint-it = S’occupe des appareils. Ne voit jamais ce que les clients écrivent.
people-role-hint-volunteer = Donne de son temps aux clients.
people-role-hint-coordinator = S’occupe des bénévoles.
people-role-hint-board = Siège au conseil d’administration, voit les chiffres.

# Un fichier
people-import-link = Faire entrer à partir d’un fichier
people-import-title = Faire entrer des personnes à partir d’un fichier
people-import-lede = Keepwell montre chaque ligne avant d’écrire quoi que ce soit. Il prend toutes les lignes ou aucune.
people-import-step-choose = Choisir le fichier
people-import-step-look = Regarder les lignes
people-import-step-done = Terminé
people-import-file = Fichier CSV
people-import-file-hint = Dans un tableur : Enregistrer sous, puis CSV. Au plus 10 000 lignes.
people-import-look = Montrer les lignes
people-import-columns = Les colonnes
people-import-columns-words = La première ligne nomme les colonnes, en français ou en anglais, dans n’importe quel ordre. La supervision peut rester vide.
people-import-sample = nom,courriel,rôles,supervision,langue,arrivée
    Ana Roy,ana@example.org,director supervisor,,fr,2019-04-01
    Ben Ito,ben@example.org,worker,ana@example.org,fr,2023-09-05
people-import-roles-words = Les rôles : worker, supervisor, manager, director, it, volunteer, coordinator, board. Mettez une espace entre deux rôles.
people-import-no-file = Choisissez d’abord un fichier.
people-import-problems = { $count ->
    [one] Une chose n’est pas encore bonne. Rien n’a été écrit.
   *[other] { $count } choses ne sont pas encore bonnes. Rien n’a été écrit.
 }
people-import-mend = Corrigez ces lignes dans votre fichier, puis choisissez-le de nouveau plus bas.
people-import-line = Ligne { $line }
people-import-more-problems = { $count ->
    [one] Et une autre.
   *[other] Et { $count } autres.
 }
people-import-more-rows = { $count ->
    [one] Une autre ligne n’est pas montrée ici.
   *[other] { $count } autres lignes ne sont pas montrées ici.
 }
people-import-nothing-new = Toutes les personnes de ce fichier sont déjà ici. Il n’y a rien à faire entrer.
people-import-fine = { $count ->
    [one] Toutes les lignes sont bonnes. Une nouvelle personne.
   *[other] Toutes les lignes sont bonnes. { $count } nouvelles personnes.
 }
people-import-letters = Rien n’est encore écrit. Quand vous confirmez, chacune reçoit par courriel un lien pour choisir sa phrase de passe.
people-import-here-count = { $count ->
    [one] Une ligne concerne une personne déjà ici : elle ne change rien.
   *[other] { $count } lignes concernent des personnes déjà ici : elles ne changent rien.
 }
people-import-unknown = Keepwell n’utilise pas ces colonnes : { $columns }.
people-import-confirm = { $count ->
    [one] Faire entrer une personne
   *[other] Faire entrer { $count } personnes
 }
people-import-again = Choisir un autre fichier
people-import-rows = Les lignes du fichier
people-imported = Toutes les personnes du fichier sont ici, et les lettres sont en route.
people-column-line = Ligne
people-column-name = Nom
people-column-email = Courriel
people-column-roles = Rôles
people-column-supervisor = Supervision
people-column-language = Langue
people-column-joined = Arrivée
people-column-fate = Ce qui se passe
people-fate-new = nouvelle
people-fate-here = déjà ici, inchangée
people-fate-wrong = à corriger

# Ce qui ne va pas dans une case
people-problem-empty = C’est vide. Remplissez cette case.
people-problem-too-many-cells = Cette ligne a plus de cases que la première ligne n’a de noms. Une case qui contient une virgule doit être entre guillemets.
people-problem-email-twice = Ce courriel est aussi à la ligne { $line }. Chaque personne a le sien.
people-problem-email-left = Ce courriel est celui d’une personne partie. Ouvrez sa page sous Personnes et notez son retour.
people-problem-role = « { $typed } » n’est pas un rôle. Utilisez worker, supervisor, manager, director, it, volunteer, coordinator ou board.
people-problem-role-near = « { $typed } » n’est pas un rôle. Vouliez-vous dire { $role }?
people-problem-own-supervisor = Personne ne se supervise soi-même. Laissez vide ou écrivez un autre courriel.
people-problem-supervisor-unknown = Personne ici ni dans ce fichier n’a le courriel { $email }.
people-problem-language = « { $typed } » n’est pas une langue de Keepwell. Écrivez en ou fr.
people-problem-day = « { $typed } » n’est pas une date. Écrivez année-mois-jour, comme 2026-05-11.
people-problem-day-to-come = Ce jour n’est pas encore là. Faites entrer une personne le premier jour ou après.
people-sheet-empty = Il n’y a aucune ligne de personnes dans ce fichier. La première ligne nomme les colonnes, les autres sont des personnes.
people-sheet-not-text = Ce n’est pas un fichier CSV. Dans votre tableur, choisissez Enregistrer sous, puis CSV.
people-sheet-no-column = La première ligne n’a pas de colonne nommée { $column ->
    [name] nom
    [email] courriel
    [roles] rôles
    [language] langue
    [joined] arrivée
   *[supervisor] supervision
 }.
people-sheet-twice = Deux colonnes se nomment { $column ->
    [name] nom
    [email] courriel
    [roles] rôles
    [language] langue
    [joined] arrivée
   *[supervisor] supervision
 }. Gardez-en une.
people-sheet-too-long = Ce fichier a plus de { $most } lignes. Divisez-le en fichiers plus petits.

# Non, et quoi faire
people-refused-name = Un nom a de 1 à 80 lettres, sur une ligne.
people-refused-email = Ce n’est pas une adresse courriel. Elle ressemble à nom@example.org.
people-refused-email-taken = Une personne avec ce courriel est déjà dans Keepwell. Regardez sous Personnes, aussi parmi les personnes parties.
people-refused-director = Seule la direction peut donner le rôle de direction.
people-refused-left = Cette personne est déjà partie. Revenez en arrière et regardez sa page de nouveau.
people-refused-here = Cette personne est ici. Revenez en arrière et regardez sa page de nouveau.
people-refused-passphrase-short = C’est trop court. Prenez au moins 15 lettres : quatre ou cinq mots suffisent.
people-refused-passphrase-long = C’est trop long. Prenez au plus 256 lettres.
people-refused-passphrase-known = Beaucoup de gens l’utilisent, elle se devine donc facilement. Prenez des mots qui n’ont rien à voir entre eux.
people-refused-passphrase-own = Votre nom et votre courriel se devinent facilement. Prenez d’autres mots.

# Phrases de passe
people-passphrase = Phrase de passe
people-passphrase-hint = Prenez quatre ou cinq mots qui n’ont rien à voir entre eux, 15 lettres ou plus. Mieux vaut long que bizarre.
people-passphrase-again = La phrase de passe encore une fois
people-passphrase-differs = Les deux phrases de passe ne sont pas pareilles. Écrivez-les de nouveau toutes les deux.
people-passphrase-current = Votre phrase de passe actuelle
people-passphrase-new = Votre nouvelle phrase de passe
people-passphrase-change = Changer la phrase de passe
people-passphrase-note = Changez-la si quelqu’un la connaît peut-être. Sinon, ce n’est pas nécessaire.
people-passphrase-not-this = Ce n’est pas votre phrase de passe. Essayez encore.
people-passphrase-changed = Votre phrase de passe est changée. Vos autres connexions sont fermées.

# Entrer et sortir
people-sign-in-title = Se connecter
people-sign-in = Se connecter
people-sign-in-wrong = Le courriel et la phrase de passe ne vont pas ensemble. Vérifiez les deux et essayez encore.
people-sign-in-help = Phrase de passe oubliée ou lettre jamais reçue? Demandez un nouveau lien à la gestion ou à la direction.
people-signed-out = Votre connexion est fermée.
people-not-set-up-title = Keepwell n’est pas encore en place
people-not-set-up-words = Personne ne peut se connecter avant qu’un organisme soit ici.
people-not-set-up-where = Le lien de mise en place est dans la fenêtre où Keepwell a été démarré. S’il est perdu, arrêtez Keepwell et redémarrez-le : il en affiche un nouveau.
people-welcome-title = Choisissez votre phrase de passe
people-welcome-heading = Bienvenue, { $name }
people-welcome-words = Choisissez la phrase de passe qui vous servira à vous connecter. Personne d’autre n’a besoin de la connaître, même pas l’informatique.
people-welcome-do = Garder cette phrase de passe et entrer
people-welcome-done = Votre phrase de passe est choisie. Bienvenue!
people-link-gone-title = Ce lien ne fonctionne plus
people-link-gone-words = Un lien sert une fois, pendant 14 jours, et seul le plus récent est bon. Demandez un nouveau lien à la gestion ou à la direction.

# À mon sujet
people-me-title = À mon sujet
people-me-lede = Ce que Keepwell sait de vous et ce que vous pouvez choisir.
people-language-note = Pour les pages et pour les lettres que Keepwell vous envoie.
people-language-choose = Keepwell me parle en
people-language-chosen = Votre langue est enregistrée.
people-seats = Mes connexions
people-seats-note = Si l’une de ces connexions vous est inconnue, mettez-y fin et changez votre phrase de passe.
people-seat-device = Où
people-seat-began = Depuis
people-seat-seen = Dernière utilisation
people-seat-act = Fin
people-seat-this = (celle-ci)
people-seat-unknown = Navigateur inconnu
people-seat-end = Fermer
people-seat-end-others = Fermer toutes les autres
people-seat-ended = C’est fait. Personne ne peut continuer de là.

# Mise en place
people-setup-title = Mettre Keepwell en place
people-setup-heading = Mettons Keepwell en place
people-setup-lede = Cela prend environ cinq minutes et se fait une seule fois.
people-setup-organisation = L’organisme
people-setup-name = Nom de l’organisme
people-setup-name-hint = Comme on le connaît.
people-setup-province = Province ou territoire
people-setup-province-hint = Ses jours fériés ne sont pas des jours ouvrables.
people-setup-zone = Fuseau horaire
people-setup-zone-hint = La journée s’y termine à minuit.
people-setup-zone-usual = Celui de la province
people-setup-choose = Choisissez, s’il vous plaît.
people-setup-language = Langue de l’organisme
people-setup-language-hint = Keepwell parle les deux. Chaque personne pourra choisir la sienne.
people-setup-director = La première personne à la direction
people-setup-director-words = Cette personne peut faire entrer toutes les autres.
people-setup-do = Mettre Keepwell en place
people-setup-done = Keepwell est en place. Bienvenue!
people-province-ab = Alberta
people-province-bc = Colombie-Britannique
people-province-mb = Manitoba
people-province-nb = Nouveau-Brunswick
people-province-nl = Terre-Neuve-et-Labrador
people-province-ns = Nouvelle-Écosse
people-province-nt = Territoires du Nord-Ouest
people-province-nu = Nunavut
people-province-on = Ontario
people-province-pe = Île-du-Prince-Édouard
people-province-qc = Québec
people-province-sk = Saskatchewan
people-province-yt = Yukon
people-zone-america-st-johns = Terre-Neuve (St. John’s)
people-zone-america-halifax = Atlantique (Halifax, Charlottetown)
people-zone-america-moncton = Atlantique (Moncton, Fredericton)
people-zone-america-blanc-sablon = Atlantique, la même toute l’année (Blanc-Sablon)
people-zone-america-toronto = Est (Toronto, Ottawa, Montréal)
people-zone-america-iqaluit = Est (Iqaluit)
people-zone-america-atikokan = Est, la même toute l’année (Atikokan)
people-zone-america-winnipeg = Centre (Winnipeg)
people-zone-america-rankin-inlet = Centre (Rankin Inlet)
people-zone-america-regina = Centre, la même toute l’année (Regina, Saskatoon)
people-zone-america-edmonton = Rocheuses (Edmonton, Calgary)
people-zone-america-yellowknife = Rocheuses (Yellowknife)
people-zone-america-dawson-creek = Rocheuses, la même toute l’année (Dawson Creek)
people-zone-america-vancouver = Pacifique (Vancouver, Victoria)
people-zone-america-whitehorse = Yukon (Whitehorse)

# Lettres
people-letter-welcome-subject = Votre lien pour Keepwell
people-letter-welcome-body = { $organisation } suit ses règles de téléphonie et de vie privée dans Keepwell, et vous en faites partie. Ouvrez ce lien pour choisir votre phrase de passe. Il sert une fois, pendant 14 jours.
people-letter-link-subject = Votre nouveau lien pour Keepwell
people-letter-link-body = Ouvrez ce lien pour choisir une nouvelle phrase de passe. Il sert une fois, pendant 14 jours. D’ici là, l’ancienne fonctionne encore. Si vous n’avez pas demandé de lien, ne l’ouvrez pas, et dites-le à la direction aujourd’hui.
people-letter-changed-subject = Votre phrase de passe Keepwell a été changée
people-letter-changed-body = Votre phrase de passe a été changée, et vos autres connexions ont été fermées. Si ce n’était pas vous, dites-le à la direction aujourd’hui.

# Le journal
deed-organisation-set-up = a mis l’organisme en place
deed-person-joined = a fait entrer { $person }
deed-person-left = a noté le départ de { $person }
deed-person-changed = a changé ce qui est noté sur { $person } : { $field ->
    [language] la langue
    [name] le nom
    [email] le courriel
    [kind] la catégorie
   *[other] { $field }
 }
deed-role-granted = a donné à { $person } ce rôle : { $role ->
    [worker] intervention
    [supervisor] supervision
    [manager] gestion
    [director] direction
    [it] informatique
    [volunteer] bénévolat
    [coordinator] coordination des bénévoles
    [board] conseil
   *[other] { $role }
 }
deed-role-ended = a mis fin à ce rôle de { $person } : { $role ->
    [worker] intervention
    [supervisor] supervision
    [manager] gestion
    [director] direction
    [it] informatique
    [volunteer] bénévolat
    [coordinator] coordination des bénévoles
    [board] conseil
   *[other] { $role }
 }
deed-supervision-began = a placé { $person } sous la supervision de { $supervisor }
deed-supervision-ended = a mis fin à la supervision de { $person } par { $supervisor }
deed-people-imported = a fait entrer { $count ->
    [one] une personne
   *[other] { $count } personnes
 } à partir d’un fichier
deed-people-exported = a enregistré la liste des personnes dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
 }, { $form })
deed-invitation-made = a créé un lien pour que { $person } choisisse une phrase de passe
deed-passphrase-set-self = a choisi une phrase de passe
deed-passphrase-set = a choisi une phrase de passe pour { $person }
deed-session-began = a ouvert une connexion
deed-session-ended = a fermé une connexion
