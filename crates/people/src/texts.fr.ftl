# Personnes : entrer, la liste, une personne, un fichier, soi-même.

# La liste
people-nav = Personnes
people-title = Personnes
people-search-names = Trouver une personne par son nom
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
people-found-left = hors de l’organisme
people-show-left = Personnes parties
people-role = Rôle
people-role-any = Tous les rôles
people-waiting = Jamais encore entrées
people-links-send = Leur envoyer un nouveau lien
people-links-question = Chaque personne reçoit une lettre avec un nouveau lien. Les liens envoyés avant ne servent plus.
people-links-sent = Les liens sont en route.
people-links-sent-by-hand = Les liens sont écrits. Aucun serveur de courriel n’est en place, donc personne ne les reçoit : remettez à chaque personne un billet imprimé ou son lien.
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
people-link-sent-by-hand = Le lien est écrit, mais aucun serveur de courriel n’est en place, donc personne ne le reçoit. La personne qui tient le serveur le trouve dans le dossier des lettres.
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
people-added-by-hand = La personne est ajoutée. Aucun serveur de courriel n’est en place, donc aucune lettre ne part : remettez-lui un nouveau lien ou un billet imprimé, plus bas.
people-role-hint-worker = Sert les clients, peut avoir un téléphone.
people-role-hint-supervisor = Guide l’équipe, répond aux demandes.
people-role-hint-manager = Garde les téléphones et les codes.
people-role-hint-director = Mène l’organisme et publie la politique.
people-role-hint-it = S’occupe des appareils. Ne voit jamais ce que les clients écrivent.
people-role-hint-volunteer = Donne de son temps aux clients.
people-role-hint-coordinator = S’occupe des bénévoles.
people-role-hint-board = Siège au conseil d’administration, voit les chiffres.
people-role-hint-privacy = Répond de la protection des renseignements personnels. Lit l’historique, jamais ce que les clients écrivent.

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
people-import-help = La première ligne nomme les colonnes, dans n’importe quel ordre. Keepwell devine laquelle est laquelle, et vous pouvez corriger. La supervision peut rester vide.
people-import-sample = nom,courriel,rôles,supervision,langue,arrivée
    Ana Roy,ana@example.org,direction; supervision,,fr,2019-04-01
    Ben Ito,ben@example.org,intervention,ana@example.org,fr,2023-09-05
people-import-more = Les rôles : intervention, supervision, gestion, direction, informatique, bénévolat, coordination des bénévoles, conseil, protection des renseignements. Les mots comme intervenante ou directrice, et les mots anglais, marchent aussi. Mettez un point-virgule ou une barre oblique entre deux rôles. Vous pouvez ajouter des colonnes pour la catégorie (temps plein, temps partiel, bénévole, conseil, fournisseur), l’équipe, le programme et le poste; créez-les d’abord, sous Équipes.
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
people-import-nothing = Toutes les personnes de ce fichier sont déjà ici. Il n’y a rien à faire entrer.
people-import-fine = { $count ->
    [one] Toutes les lignes sont bonnes. Une nouvelle personne.
   *[other] Toutes les lignes sont bonnes. { $count } nouvelles personnes.
 }
people-import-note = Rien n’est encore écrit. Quand vous confirmez, chacune reçoit par courriel un lien pour choisir sa phrase de passe.
people-import-here = { $count ->
    [one] Une ligne concerne une personne déjà ici : elle ne change rien.
   *[other] { $count } lignes concernent des personnes déjà ici : elles ne changent rien.
 }
people-import-confirm = { $count ->
    [one] Faire entrer une personne
   *[other] Faire entrer { $count } personnes
 }
people-import-again = Choisir un autre fichier
people-import-rows = Les lignes du fichier
people-imported = Toutes les personnes du fichier sont ici, et les lettres sont en route.
people-imported-by-hand = Toutes les personnes du fichier sont ici. Aucun serveur de courriel n’est en place, donc aucune lettre ne part : remettez à chacune un billet imprimé ou son lien.
people-column-line = Ligne
people-column-name = Nom
people-column-email = Courriel
people-column-roles = Rôles
people-column-supervisor = Supervision
people-column-language = Langue
people-column-joined = Arrivée
people-column-fate = Ce qui se passe
people-fate-new = à ajouter
people-fate-here = déjà ici, rien ne change
people-fate-wrong = à corriger

# Ce qui ne va pas dans une case
people-problem-empty = C’est vide. Remplissez cette case.
people-problem-too-many-cells = Cette ligne a plus de cases que la première ligne n’a de noms. Une case qui contient une virgule doit être entre guillemets.
people-problem-email-twice = Ce courriel est aussi à la ligne { $line }. Chaque personne a le sien.
people-problem-email-left = Ce courriel est celui d’une personne partie. Ouvrez sa page sous Personnes et notez son retour.
people-problem-role = « { $typed } » n’est pas un rôle. Utilisez intervention, supervision, gestion, direction, informatique, bénévolat, coordination des bénévoles, conseil ou protection des renseignements.
people-problem-role-near = « { $typed } » n’est pas un rôle. Vouliez-vous dire { $role ->
    [worker] intervention
    [supervisor] supervision
    [manager] gestion
    [director] direction
    [it] informatique
    [volunteer] bénévolat
    [coordinator] coordination des bénévoles
    [board] conseil
   *[privacy] protection des renseignements
 }?
people-problem-own-supervisor = Personne ne se supervise soi-même. Laissez vide ou écrivez un autre courriel.
people-problem-supervisor-unknown = Personne ici ni dans ce fichier n’a le courriel { $email }.
people-problem-language = « { $typed } » n’est pas une langue de Keepwell. Écrivez en ou fr.
people-problem-day = « { $typed } » n’est pas une date. Écrivez année-mois-jour, comme 2026-05-11.
people-problem-day-to-come = Ce jour n’est pas encore là. Faites entrer une personne le premier jour ou après.
people-sheet-empty = Il n’y a rien à lire dans ce fichier. La première ligne nomme les colonnes, chaque ligne suivante dit une chose.
people-sheet-not-text = Ce n’est pas un fichier CSV. Dans votre tableur, choisissez Enregistrer sous, puis CSV.
people-sheet-no-column = Aucune colonne du fichier n’est encore « { $column } ». Choisissez laquelle c’est.
people-sheet-twice = Deux colonnes du fichier sont « { $column } ». Gardez-en une, et mettez l’autre à « pas utilisée ».
people-sheet-too-long = Ce fichier a plus de { $most } lignes. Divisez-le en fichiers plus petits.

# Non, et quoi faire
people-refused-name = Un nom a de 1 à 80 lettres.
people-refused-name-sign = Il y a dans ce nom un signe invisible, comme un saut de ligne ou un signe qui change le sens de l’écriture. Écrivez le nom au clavier plutôt que de le coller.
people-refused-email = Ce n’est pas une adresse courriel. Elle ressemble à nom@example.org.
people-refused-email-taken = Une personne avec ce courriel est déjà dans Keepwell. Regardez sous Personnes, aussi parmi les personnes parties.
people-refused-director = Seule la direction peut donner ce rôle. Vous pouvez faire entrer des intervenants, des superviseurs, des bénévoles et des coordonnateurs ; demandez les autres rôles à la direction.
people-refused-left = Cette personne est déjà partie. Revenez en arrière et regardez sa page de nouveau.
people-refused-here = Cette personne est ici. Revenez en arrière et regardez sa page de nouveau.
people-refused-passphrase-short = C’est trop court. Prenez au moins 15 lettres : quatre ou cinq mots suffisent.
people-refused-passphrase-long = C’est trop long. Prenez au plus 256 lettres.
people-refused-passphrase-known = Beaucoup de gens l’utilisent, elle se devine donc facilement. Prenez des mots qui n’ont rien à voir entre eux.
people-refused-passphrase-own = Votre nom, votre courriel et le nom de l’organisme se devinent facilement. Prenez d’autres mots.

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
    [privacy] protection des renseignements
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
    [privacy] protection des renseignements
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

# Comment je me connecte
people-security-title = Comment je me connecte
people-security-lede = Votre phrase de passe, votre deuxième preuve, et vos connexions.
people-security-link = Voir et changer
people-second = Deuxième preuve
people-second-note = Avec une deuxième preuve, personne n’entre avec votre phrase de passe seule. Keepwell la recommande à tout le monde.
people-second-soon = Votre rôle demande une deuxième preuve en plus de la phrase de passe.
people-second-soon-words = Préparez-la sur cette page d’ici le { $day }. Il faut trois minutes.
people-second-now = Préparez d’abord une deuxième preuve. Votre rôle la demande.
people-second-now-words = Le délai est passé : les autres pages attendent qu’elle soit prête. Il faut trois minutes.
people-second-longer = Choisissez d’abord une phrase de passe plus longue, ou préparez une deuxième preuve.
people-second-longer-words = Votre phrase de passe est courte. Elle suffisait avec une deuxième preuve, et il n’y en a plus.
people-factor-on = en marche
people-factor-since = depuis le { $day }
people-second-added = Votre deuxième preuve est prête.
people-second-removed = Cette deuxième preuve est retirée.

# Une appli qui montre des codes
people-app = Une appli qui montre des codes
people-app-words = Une appli de votre téléphone montre un nouveau nombre chaque demi-minute. Vous l’écrivez quand vous vous connectez.
people-app-add = Préparer une appli
people-app-title = Préparer une appli qui montre des codes
people-app-lede = Il vous faut votre téléphone.
people-app-step-install = Ouvrez sur votre téléphone une appli pour les codes de connexion. N’importe laquelle convient. Si vous n’en avez pas, cherchez « authenticator » là où vous prenez vos applis.
people-app-step-scan = Dans l’appli, ajoutez un compte et visez ce carré avec la caméra. Si vous ne pouvez pas, écrivez les lettres qui sont dessous.
people-app-secret = La même chose en lettres
people-app-step-type = Écrivez le nombre que l’appli montre maintenant.
people-app-code = Nombre de l’appli
people-app-code-hint = Six chiffres.
people-app-do = Mettre en marche
people-app-wrong = Ce n’est pas le nombre de ce moment. Attendez le suivant et écrivez-le. S’il ne convient jamais, vérifiez l’heure de votre téléphone.
people-app-late = C’était trop long. Voici un nouveau carré : ajoutez-le dans l’appli à la place de l’autre.
people-app-remove = Arrêter l’appli
people-app-remove-question = Votre appli ne sera plus demandée. Retirez aussi le compte de l’appli.
people-app-remove-do = Oui, l’arrêter
people-square-code = Un code carré pour la caméra

# Clés d’accès
people-passkeys = Clés d’accès
people-passkeys-words = Une clé d’accès vit dans votre téléphone, votre ordinateur ou une petite clé. Vous l’ouvrez avec le doigt, le visage ou un NIP. C’est le moyen le plus sûr, et il ne faut pas de phrase de passe.
people-passkey-add = Ajouter une clé d’accès
people-passkey-title = Ajouter une clé d’accès
people-passkey-lede = Votre navigateur vous demande le doigt, le visage ou un NIP. Keepwell ne les voit jamais.
people-passkey-name = Un nom pour elle
people-passkey-name-usual = Mon appareil
people-passkey-name-hint = Pour la reconnaître, comme « mon portable ».
people-passkey-do = Continuer dans le navigateur
people-passkey-script = Les clés d’accès demandent un navigateur où les scripts sont permis. Ils ne le sont pas ici.
people-passkey-script-words = Tout le reste de Keepwell marche sans eux. Une appli qui montre des codes aussi.
people-passkey-no-name = Les clés d’accès ne marchent pas à cette adresse
people-passkey-no-name-words = Il leur faut une adresse avec un nom, et celle-ci est faite de chiffres. L’informatique peut donner un nom à Keepwell. D’ici là, utilisez une appli qui montre des codes.
people-passkey-missing = Ce navigateur ne connaît pas les clés d’accès. Prenez un autre moyen.
people-passkey-refused = Cette clé d’accès ne convient pas, ou c’était annulé. Essayez encore, ou prenez un autre moyen.
people-passkey-not-made = Aucune clé d’accès n’a été faite : c’était annulé, ou cet appareil en a déjà une. Essayez encore.
people-passkey-late = C’était trop long. Essayez encore.
people-passkey-use = Utiliser une clé d’accès
people-passkey-sign-in = Se connecter avec une clé d’accès
people-passkey-used = Dernière fois : { $moment }.
people-passkey-remove = Retirer { $name }
people-passkey-remove-question = Elle n’ouvrira plus Keepwell. Effacez-la aussi sur l’appareil.
people-passkey-remove-do = Oui, la retirer

# Codes de secours
people-codes = Codes de secours
people-codes-words = Pour le jour où votre téléphone ou votre clé d’accès n’est pas là. Chacun sert une fois.
people-codes-left = { $count ->
    [0] il n’en reste aucun
    [one] il en reste un
   *[other] il en reste { $count }
 }
people-codes-make = Faire de nouveaux codes
people-codes-make-question = Dix nouveaux codes seront montrés une fois. Ceux d’avant ne serviront plus.
people-codes-make-do = Oui, faire de nouveaux codes
people-codes-title = Vos codes de secours
people-codes-lede = Keepwell montre ces codes maintenant seulement. Imprimez-les ou écrivez-les.
people-codes-first = Gardez maintenant ces dix codes. Ils vous font entrer quand votre téléphone ou votre clé d’accès n’est pas là.
people-codes-once = Chaque code sert une fois, à la place de la deuxième preuve.
people-codes-keep = Gardez-les sur papier, en lieu sûr. Pas sur le téléphone qu’ils remplacent.
people-codes-before = Les codes faits avant ne servent plus.
people-codes-print = Pour imprimer : prenez Imprimer dans le menu du navigateur.
people-codes-shown = C’est déjà fait, et les codes de secours ont été montrés une fois. Si vous ne les avez pas gardés, faites-en de nouveaux ici.
people-codes-done = Je les ai gardés
people-codes-few = La connexion est ouverte. Il vous reste peu de codes de secours : faites-en de nouveaux sous « Comment je me connecte ».
people-code-used = La connexion est ouverte. Ce code de secours est maintenant usé.

# La deuxième étape
people-second-title = Encore une preuve
people-second-code = Nombre de votre appli
people-second-code-hint = Six chiffres. Ou un de vos codes de secours.
people-second-recovery = Code de secours
people-second-recovery-hint = Seulement quand votre clé d’accès n’est pas là. Douze lettres et chiffres.
people-second-wrong = Cela ne convient pas. Chaque nombre sert une fois : attendez le suivant, ou prenez un code de secours.
people-second-late = C’était trop long. Recommencez par votre phrase de passe.
people-second-help = Téléphone perdu, et pas de codes de secours ? Demandez à votre gestion ou à votre direction : on s’assure que c’est vous, puis on retire la deuxième preuve.

# Encore une fois, qui vous êtes
people-prove-title = Encore une fois : est-ce bien vous?
people-prove-lede = La suite peut faire du tort si la mauvaise personne la fait. Keepwell demande donc encore quand la dernière preuve a plus de dix minutes. Rien de ce que vous avez écrit n’est perdu.
people-prove-code = Ou le nombre de votre appli
people-prove-do = C’est moi
people-prove-wrong = Cela ne convient pas. Essayez encore.
people-proved-title = Merci. On continue ?
people-proved-lede = Keepwell a gardé ce que vous alliez envoyer.
people-proved-do = Continuer
people-passphrase-hint-second = Prenez des mots qui n’ont rien à voir entre eux. Avec votre deuxième preuve, 12 lettres suffisent.
people-refused-passphrase-short-second = C’est trop court. Prenez au moins 12 lettres.
people-refused-short-alone = Votre phrase de passe a moins de 15 lettres : c’est trop court sans deuxième preuve. Choisissez-en d’abord une plus longue sous « Comment je me connecte ».
people-refused-no-second = Il n’y a pas de deuxième preuve ici. Revenez et regardez encore.
people-refused-has-passphrase = Cette personne a déjà une phrase de passe. Envoyez-lui plutôt un lien par courriel.
people-seat-on = { $browser } sur { $system }
people-since-today = depuis { $hour } h { $minute } aujourd’hui
people-since-weekday = depuis { $day ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
 }
people-since-day = depuis le { $day }

# Lettres sur l’ouverture de session
people-letter-factor-subject = Votre façon de vous connecter à Keepwell a changé
people-letter-factor-body = Votre deuxième preuve ou vos codes de secours ont changé. Si ce n’était pas vous, dites-le à votre direction aujourd’hui.
people-letter-code-subject = Un code de secours a servi pour Keepwell
people-letter-code-body = Quelqu’un s’est connecté à votre nom avec un de vos codes de secours. Si ce n’était pas vous, dites-le à votre direction aujourd’hui.
people-letter-tries-subject = Quelqu’un essaie d’entrer dans Keepwell à votre nom
people-letter-tries-body = Votre phrase de passe était bonne, et la deuxième preuve était mauvaise cinq fois. Si ce n’était pas vous, changez votre phrase de passe maintenant et dites-le à votre direction.

# Le journal, sur l’ouverture de session
deed-second-factor-added = a préparé une deuxième preuve pour { $person } : { $kind ->
    [app] une appli qui montre des codes
   *[passkey] une clé d’accès
 }
deed-second-factor-removed = a retiré une deuxième preuve de { $person } : { $kind ->
    [app] l’appli qui montre des codes
   *[passkey] une clé d’accès
 }
deed-second-factor-reset = a retiré toutes les deuxièmes preuves de { $person }, après avoir vérifié qui demandait
deed-recovery-codes-made = a fait de nouveaux codes de secours pour { $person }
deed-recovery-code-used = s’est connecté avec un code de secours ; il en reste { $left }
deed-identity-proved = a prouvé encore une fois son identité
deed-invitation-ended = a mis fin au lien de { $person }
deed-sign-in-rules-changed = a changé les rôles qui demandent une deuxième preuve : { $roles }

# Quels rôles demandent une deuxième preuve
people-rules-title = Qui doit avoir une deuxième preuve
people-rules-lede = Pour tout le monde, c’est une bonne idée. Pour les rôles que vous cochez ici, il la faut.
people-rules-roles = Il la faut pour
people-rules-hint = Qui a un de ces rôles sans deuxième preuve se la fait demander chaque fois. Après 14 jours, les autres pages attendent qu’elle soit prête.
people-rules-without = { $count ->
    [one] Une personne a un de ces rôles et n’a pas encore de deuxième preuve.
   *[other] { $count } personnes ont un de ces rôles et n’ont pas encore de deuxième preuve.
 }
people-rules-saved = C’est noté. Cela compte dès la prochaine fois.
people-rules-link = Choisir quels rôles demandent une deuxième preuve
people-reset-section = Deuxième preuve perdue
people-reset = Retirer la deuxième preuve
people-reset-question = À faire quand { $name } a perdu le téléphone ou la clé d’accès, et les codes de secours. Cette personne entre alors avec sa phrase de passe et prépare une nouvelle deuxième preuve. Une lettre le lui dit.
people-reset-sure = J’ai vérifié que c’est bien cette personne : face à face, ou en appelant un numéro que je connaissais déjà
people-reset-sure-needed = Assurez-vous d’abord que c’est bien cette personne, puis cochez la case qui le dit. Revenez en arrière pour le faire.
people-reset-do = Oui, la retirer
people-reset-done = La deuxième preuve est retirée. Toutes ses connexions sont fermées, et une lettre le lui dit.
people-letter-reset-subject = Votre deuxième preuve pour Keepwell a été retirée
people-letter-reset-body = Une personne responsable de Keepwell ici a retiré votre deuxième preuve, parce que vous l’avez demandé. Toutes vos connexions sont fermées. Entrez avec votre phrase de passe et préparez-en une nouvelle. Si vous n’avez rien demandé, dites-le à votre direction aujourd’hui.

# Invitations
people-invitations-title = Liens en attente
people-invitations-lede = Qui a reçu un lien ou un billet et ne l’a pas encore utilisé. Chacun sert une fois.
people-invitations-link = Liens en attente
people-invitations-none = Aucun lien en attente
people-invitations-none-words = Toutes les personnes invitées sont entrées, ou leur lien est échu.
people-invitation-made = Fait
people-invitation-until = Sert jusqu’au
people-invitation-acts = Que faire
people-invitation-renew = Nouveau lien
people-invitation-end = Y mettre fin
people-invitation-ended = Ce lien ne sert plus.
people-slip-again = Imprimer un nouveau billet?
people-slip-again-words = Un billet pour { $name } est déjà imprimé. Le nouveau prend sa place : celui sur papier ne marchera plus.
people-slip-again-do = Oui, un nouveau billet
people-slip-print = Imprimer un billet
people-slip-title = Un billet à remettre
people-slip-lede = Imprimez cette page et remettez-la à cette personne, en main propre. Keepwell la montre maintenant seulement. Les billets et liens faits avant ne servent plus.
people-slip-hello = { $name }, bienvenue. Entrez dans Keepwell et choisissez votre phrase de passe.
people-slip-scan = Avec un téléphone : visez le carré avec la caméra.
people-slip-type = Sur un ordinateur : ouvrez l’adresse et écrivez le code qui est dessous.
people-slip-until = Cela sert une fois, jusqu’au { $moment }.
people-slip-keep = C’est pour vous seulement. Déchirez-le ensuite.
people-code-title = Entrer avec un billet
people-code-lede = Vous avez reçu un billet imprimé avec un code.
people-code-field = Le code du billet
people-code-hint = Trois groupes de quatre, comme K7QM-2XTP-9HDA. Majuscules ou non, peu importe.
people-code-do = Continuer
people-code-wrong = Ce code ne marche pas. Vérifiez chaque lettre. S’il a déjà servi ou s’il est échu, demandez un nouveau billet.
people-code-link = J’ai un billet avec un code
