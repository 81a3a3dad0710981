# De la pratique à la politique, examens, faits, mots, page publique, appareils personnels.

# Pratiques
manual-practices-title = À l’essai
manual-practices-lede = Essayez d’abord un nouvel outil. Apprenez-en. Puis décidez : en faire une politique, essayer plus longtemps, ou arrêter.
manual-practices-none = Rien n’est à l’essai
manual-practices-none-words = Quand vous adoptez un nouvel outil, commencez par un essai. Personne n’y est en faute.
manual-practice-new = Commencer un essai
manual-practice-new-lede = Un essai a un outil, un but et un dernier jour. Ses clauses sont suivies, et personne n’est en faute.
manual-practice-tool = Outil ou façon de travailler
manual-practice-tool-hint = Par exemple : appels vidéo dans le navigateur.
manual-practice-purpose = À quoi sert-il?
manual-practice-ends = Dernier jour de l’essai
manual-practice-ends-hint = Le lendemain, Keepwell vous demande de décider.
manual-practice-ends-bad = Choisissez un jour à venir.
manual-practice-until = Jusqu’au { $day }.
manual-ready = Êtes-vous prêts?
manual-ready-policy = Des clauses disent comment on s’en sert
manual-ready-client = Les clients savent si c’est sûr, et peuvent dire non
manual-ready-people = On a montré aux personnes qui participent comment cela marche
manual-ready-help = Tout le monde sait à qui demander
manual-ready-stop = Nous savons comment arrêter, et ce que deviennent alors les données
manual-ready-note = Qu’est-ce qui n’est pas prêt, et pourquoi commencer quand même?
manual-ready-yes = Prêt
manual-ready-no = Pas encore
manual-practice-not-ready = Tout n’est pas prêt. Dites pourquoi vous commencez quand même.
manual-practice-people = Qui participe?
manual-practice-which = Quelles clauses sont à l’essai?
manual-practice-which-hint = Celles qui sont déjà des pratiques viennent d’abord. Prenez-les dans une seule politique.
manual-practice-clauses = Choisissez au moins une clause, toutes de la même politique.
manual-practice-begin = Commencer l’essai
manual-practice-begun-by = Commencé le { $day } par { $name }.
manual-practice-open = À l’essai
manual-practice-adopted = Devenu politique
manual-practice-stopped = Arrêté
manual-practice-no-blame = C’est un essai. Ce qui est en retard ou manqué ici nous apprend quelque chose. Ce n’est la faute de personne.
manual-learn-title = Comment cela va-t-il?
manual-learned-worked = Ça a marché
manual-learned-hard = C’était difficile
manual-learned-idea = J’ai une idée
manual-learn-words = Quelques mots. Ne nommez aucun client.
manual-learnings = Ce que nous avons appris
manual-learnings-none = Personne n’a encore rien inscrit.
manual-practice-about = Au sujet de cet essai
manual-practice-clauses-are = Clauses à l’essai :
manual-practice-with = Avec { $names }.
manual-practice-standing = Voir comment ses règles ont été suivies
manual-practice-decide = Décider
manual-practice-over = Le dernier jour est passé. Qu’avez-vous appris?
manual-practice-why = Pourquoi? Qu’avez-vous appris?
manual-practice-why-hint = C’est gardé, et les clauses y renvoient.
manual-practice-new-end = Nouveau dernier jour, pour essayer plus longtemps
manual-practice-adopt = En faire une politique
manual-practice-extend = Essayer plus longtemps
manual-practice-stop = Arrêter
manual-flash-practice-begun = L’essai a commencé.
manual-flash-learned = Merci. C’est inscrit.
manual-flash-practice-extended = L’essai continue.
manual-flash-practice-adopted = Dans l’ébauche, les clauses sont maintenant une politique et citent ce que vous avez appris. Publiez-la quand elle est juste.
manual-flash-practice-stopped = Dans l’ébauche, les clauses sont retirées. Publiez-la quand elle est juste.
manual-ask-decide = L’essai « { $tool } » est terminé. Décidez de la suite
manual-ask-decide-now = Décider

# Quelque chose a changé
manual-changes-title = Quelque chose a changé
manual-changes-lede = Un nouveau service, une autre appli, un autre forfait : relisez les clauses concernées.
manual-changes-say = Qu’est-ce qui a changé?
manual-changes-cause = Quelle sorte de changement?
manual-changes-about = De quoi s’agit-il?
manual-changes-about-hint = Par exemple : WhatsApp, ou des heures en soirée.
manual-changes-find = Trouver les clauses concernées
manual-changes-clauses = Quelles clauses faut-il relire?
manual-changes-clauses-hint = Celles qui en parlent sont cochées.
manual-changes-open = Ouvrir l’examen
manual-changes-no-clause = Cochez au moins une clause.
manual-changes-none = Pas d’examen
manual-changes-none-words = Quand un service, une appli ou un forfait change, dites-le ici.
manual-changes-is-open = À relire
manual-changes-is-closed = Relu
manual-changes-outcome = Qu’en est-il sorti?
manual-changes-no-outcome = Dites ce qu’il en est sorti : ce que vous avez changé, ou pourquoi rien n’avait à changer.
manual-changes-close = Fermer l’examen
manual-cause-new-service = Nouveau service
manual-cause-service-ended = Service terminé
manual-cause-new-app = Nouvelle appli
manual-cause-app-retired = Appli qui n’est plus approuvée
manual-cause-plan-changed = Forfait changé
manual-cause-way-of-working = Autre façon de travailler
manual-cause-fact-expired = Fait à vérifier de nouveau
manual-cause-other = Autre chose
manual-flash-review-opened = L’examen est ouvert.
manual-flash-review-closed = C’est inscrit.
manual-ask-review = { $count ->
    [one] Un examen de la politique est ouvert
   *[other] { $count } examens de la politique sont ouverts
}
manual-ask-review-now = Y regarder

# Faits des fournisseurs
manual-facts-title = Faits sur lesquels on s’appuie
manual-facts-lede = Ce qu’un fournisseur dit d’une appli, ou ce que nous avons trouvé. Chacun a une source, et un jour où le vérifier de nouveau.
manual-facts-none = Pas encore de faits
manual-facts-none-words = Par exemple : si une appli est chiffrée, ou quand un service s’arrête.
manual-fact-new = Inscrire un fait
manual-fact-again = Le vérifier de nouveau
manual-fact-retire = Il ne compte plus
manual-fact-due = À vérifier de nouveau
manual-fact-days = Vérifié le { $checked }. À revérifier au plus tard le { $review }.
manual-fact-subject = De quoi s’agit-il?
manual-fact-subject-hint = Une appli ou un service.
manual-fact-en = Le fait en anglais
manual-fact-fr = Le fait en français
manual-fact-source = Source
manual-fact-source-hint = Une adresse Web, une lettre, qui vous l’a dit.
manual-fact-checked = Vérifié le
manual-fact-review = À revérifier au plus tard le
manual-fact-review-hint = Après ce jour, un examen de ses clauses s’ouvre.
manual-fact-clauses = Clauses qui s’appuient dessus
manual-fact-save = Le garder
manual-fact-checked-bad = Choisissez aujourd’hui ou un jour d’avant.
manual-fact-review-bad = Choisissez un jour à venir.
manual-flash-fact-written = Le fait est gardé.
manual-flash-fact-retired = Il ne compte plus.

# Les mots et la page publique
manual-words-title = Modifier nos mots
manual-words-lede = Ils font partie de la politique : ce que vous changez ici va dans son ébauche. Dans le texte, ils sont liés là où ils apparaissent d’abord.
manual-words-edit = Modifier ce mot
manual-words-add = Ajouter un mot
manual-words-term = Mot
manual-words-meaning = Ce que nous voulons dire
manual-words-clients = Pour les clients
manual-words-term-en = Mot en anglais
manual-words-term-fr = Mot en français
manual-words-meaning-en = Ce qu’il veut dire, en anglais
manual-words-meaning-fr = Ce qu’il veut dire, en français
manual-words-clients-en = Pour les clients, en anglais
manual-words-clients-fr = Pour les clients, en français
manual-words-clients-hint = Seulement si les clients ont besoin d’autres mots. Vide dans les deux langues : ils lisent la même chose.
manual-words-in = Les mots en
manual-flash-word-saved = Enregistré dans l’ébauche.
manual-public-title = La page publique
manual-public-lede = Les clients lisent les mots et vos avis sans compte. Imprimez-la, ou affichez-la.
manual-public-see = La voir comme les clients
manual-public-bad-tag = Une étiquette de langue a deux ou trois lettres, comme ar ou so. L’anglais et le français sont déjà là.
manual-notices = Avis aux clients
manual-notices-note = Par exemple : quels moyens sont sûrs, et comment vous joindre en cas d’urgence. Un titre vide enlève l’avis.
manual-notice-new = Nouvel avis
manual-notice-title = Titre ({ $lang })
manual-notice-words = Texte ({ $lang })
manual-notice-save = Enregistrer
manual-languages = Langues
manual-language-tag = Étiquette de langue
manual-language-tag-hint = ar pour l’arabe, so pour le somali, zh-Hant pour le chinois.
manual-language-name = Son nom, dans ses propres mots
manual-language-name-hint = Par exemple : العربية
manual-language-rtl = Elle s’écrit de droite à gauche
manual-language-add = Ajouter la langue
manual-flash-public = C’est sur la page publique.

# Appareils personnels
manual-devices-title = Appareils personnels
manual-devices-lede = Les gens doivent-ils se servir de leur propre téléphone au travail? Parlez-en d’abord, avec le conseil d’administration. Puis décidez, et dites-le là où il le faut.
manual-devices-none = Rien n’est encore décidé
manual-devices-none-words = Demandez à votre direction en cas de doute.
manual-device-consider = En parler
manual-device-consider-words = Écrivez ce qui s’est dit. Vous pouvez enregistrer et revenir. Il faut tout avant de décider.
manual-device-staff-safety = Sécurité et vie privée du personnel
manual-device-staff-safety-hint = Un client a un numéro privé pour toujours. Et alors?
manual-device-client-safety = Sécurité et vie privée des clients
manual-device-client-safety-hint = Des messages restent sur un téléphone que d’autres, à la maison, peuvent prendre.
manual-device-work-life = Travail et vie privée
manual-device-work-life-hint = Quand quelqu’un n’est-il plus au travail?
manual-device-fairness = Équité
manual-device-fairness-hint = Tout le monde n’a pas un téléphone, ou ne veut pas s’en servir au travail, ou ne peut pas le payer.
manual-device-alternatives = Que pourrions-nous faire d’autre?
manual-device-alternatives-hint = Un téléphone de travail partagé, un second numéro, payer une part du forfait.
manual-device-staff-heard = Ce que le personnel a dit
manual-device-staff-heard-hint = Qui a été consulté, et quand.
manual-device-board-heard = Ce que le conseil a dit
manual-device-board-heard-hint = La date de la réunion.
manual-device-minute = Procès-verbal joint
manual-device-minute-add = Joindre le procès-verbal
manual-device-keep = Enregistrer ce qui s’est dit
manual-device-decide = Décider
manual-device-say-first = Écrivez d’abord ce qui s’est dit à ce sujet.
manual-device-outcome = Que faisons-nous?
manual-devices-not-used = Personne ne se sert d’un appareil personnel au travail
manual-devices-not-used-hint = L’organisme donne un appareil là où il en faut un.
manual-devices-may = Les gens peuvent, et personne ne doit
manual-devices-may-hint = Qui ne veut pas reçoit un appareil de travail.
manual-devices-must = Les gens doivent, dans certains postes
manual-devices-must-hint = Alors chaque description de poste et chaque offre d’emploi le dit.
manual-device-reason = Pourquoi?
manual-device-considered = Ce qui a été considéré
manual-device-sentence = Dans ce poste, vous avez besoin d’un téléphone à vous, dont vous vous servez au travail. Demandez-nous quelles règles vous protègent, vous et nos clients, et quelle aide nous donnons pour les frais.
manual-device-texts = { $count ->
    [0] Chaque texte le dit
    [one] Un texte doit le dire
   *[other] { $count } textes doivent le dire
}
manual-device-position = Poste
manual-device-posting = Offre d’emploi
manual-device-waits = À confirmer
manual-device-no-rule = Aucune règle n’en fait un devoir
manual-device-no-rule-words = Les textes attendent quand même, dans Aujourd’hui, les personnes qui peuvent modifier le manuel. Pour leur donner un jour et un nom, mettez une règle dans une clause : dans les 10 jours ouvrables suivant un texte qui doit nommer les appareils personnels : texte sur les appareils personnels confirmé; responsable : la direction
manual-device-confirmed = Le dit
manual-device-place = Où est le texte?
manual-device-confirm = Le texte le dit
manual-device-posting-new = Une offre d’emploi
manual-device-posting-hint = Son titre et sa date.
manual-device-posting-add = Ajouter l’offre
manual-flash-devices-kept = Ce qui s’est dit est gardé.
manual-flash-devices-decided = La décision est gardée.
manual-flash-posting-added = L’offre est sur la liste.
manual-flash-text-confirmed = Merci. C’est inscrit.
manual-ask-texts = { $count ->
    [one] Un poste ou une offre doit dire qu’on se sert de son propre appareil
   *[other] { $count } postes ou offres doivent dire qu’on se sert de son propre appareil
}
manual-ask-texts-now = Voir la phrase

# Ce que dit le journal
deed-practice-begun = a commencé l’essai { $practice }
deed-practice-extended = a prolongé l’essai { $practice }
deed-practice-adopted = a fait de l’essai { $practice } une politique, dans l’ébauche
deed-practice-stopped = a arrêté l’essai { $practice }
deed-learning-noted = a inscrit ce qui a été appris dans l’essai { $practice }
deed-review-opened = a ouvert un examen de { $document }
deed-review-closed = a fermé un examen de { $document }
deed-fact-written = a inscrit un fait
deed-fact-retired = a retiré un fait
deed-public-page-changed = a changé la page publique
deed-device-question-opened = a commencé à parler des appareils personnels
deed-device-decision-made = a décidé au sujet des appareils personnels
deed-device-text-asked = a demandé qu’un texte parle des appareils personnels
deed-device-text-confirmed = a confirmé qu’un texte parle des appareils personnels
do-review-opened = Ouvrir un examen de la politique
do-review-closed = Relire les clauses
do-device-text-asked = Demander qu’un texte le dise
do-device-text-confirmed = Dire dans le texte qu’on se sert de son propre appareil

# On the shelf
manual-more = Autour de la politique
