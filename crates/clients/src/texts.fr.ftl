# Dossiers des clients et conversations.
clients-nav = Clients
clients-title = Clients
clients-lede = Les clients avec qui vous travaillez. Seules les personnes désignées pour un client le voient ici.
clients-search = Trouver un client par son nom ou son code
clients-new = Nouveau client
clients-bring-in = Apporter une conversation
clients-waiting = En attente de vous
clients-none = Pas encore de client
clients-none-words = Vous voyez un client ici quand vous ouvrez son dossier ou quand un collègue vous désigne.
clients-head-client = Client
clients-head-code = Code
clients-head-since = Depuis
clients-not-now = Plus tard
clients-choose = Choisissez
clients-later = Je le dirai plus tard

# Un nouveau client
clients-new-title = Nouveau client
clients-new-lede = Personne d’autre que vous ne verra ce dossier. Vous pourrez ensuite désigner un collègue.
clients-new-submit = Ouvrir le dossier
clients-field-name = Nom
clients-field-name-hint = Comme vous le connaissez. Des initiales suffisent.
clients-field-called = Comment la personne aime être appelée
clients-field-called-hint = C’est ce que vos listes montrent.
clients-field-contact = Comment la joindre sans danger
clients-field-contact-hint = Par exemple : seulement par texto, jamais après 18 h, pas de messages vocaux.

# Un client
clients-file = Dossier
clients-conversations = Conversations
clients-conversations-none = Pas encore de conversation
clients-conversations-none-words = Exportez la discussion sur le téléphone, puis apportez le fichier ici.
clients-messages = { $count ->
    [one] { $count } message
   *[other] { $count } messages
 }
clients-phone-copy-gone = Supprimée du téléphone
clients-phone-copy-there = Copie pas encore supprimée
clients-held-title = Vous lui avez écrit aujourd’hui?
clients-held-note = Dites-le, et Keepwell vous rappellera de classer l’échange.
clients-held-day = Jour du dernier message
clients-held-submit = Le noter
clients-workers = Qui travaille avec cette personne
clients-workers-note = Seules ces personnes peuvent ouvrir ce dossier. Ni la supervision, ni l’informatique, ni le conseil ne le peuvent.
clients-assign = Désigner un collègue
clients-assign-submit = Désigner
clients-unassign = Retirer
clients-unassign-sure = { $name } ne verra plus ce client. Continuer?
clients-period = du { $first } au { $last }
clients-period-unknown = Le fichier ne donne aucun jour lisible

# Dossiers que personne n’a
clients-hand-over-title = Dossiers de clients que personne n’a
clients-hand-over-lede = Les personnes qui travaillaient avec ces clients sont parties ou ont un autre rôle. Choisissez qui reprend chaque dossier. Vous voyez son code, jamais le nom.
clients-hand-over-none = Chaque dossier a quelqu’un
clients-hand-over-none-words = Quand la dernière personne qui peut ouvrir un dossier s’en va, le code du dossier apparaît ici.
clients-hand-over-who = Qui reprend le dossier { $code }?
clients-hand-over-submit = Confier le dossier
clients-hand-over-more = { $count ->
    [one] { $count } autre dossier viendra quand ceux-ci seront confiés.
   *[other] { $count } autres dossiers viendront quand ceux-ci seront confiés.
 }

# Apporter
clients-upload-title = Apporter une conversation
clients-upload-lede = Exportez la discussion sur le téléphone, puis donnez le fichier à Keepwell. Il est scellé dès son arrivée.
clients-upload-no-client = Vous n’avez pas encore de client
clients-upload-no-client-words = Vous pouvez apporter le fichier maintenant. Pour le classer, ouvrez d’abord le dossier du client.
clients-upload-no-client-here = Le fichier vous attend ici. Ouvrez le dossier du client, puis revenez : cette page se trouve sous Clients.
clients-upload-file-title = Le fichier du téléphone
clients-field-client = Client
clients-field-client-hint = Si vous savez déjà avec qui est l’échange.
clients-field-file = Discussion exportée
clients-field-file-hint = Tel que l’application ou le compte l’a fait : WhatsApp, Messenger, Viber, Skype, textos, courriel, LinkedIn. Au plus 200 Mo.
clients-upload-submit = L’apporter
clients-paste-title = Ou coller depuis WhatsApp Web
clients-field-pasted = Messages copiés
clients-field-pasted-hint = Choisissez les messages dans WhatsApp Web, copiez-les, puis collez-les ici.
clients-paste-submit = Apporter ce texte
clients-pasted-name = Texte collé
clients-how-export = Comment exporter une discussion
clients-iphone = Sur un iPhone
clients-android = Sur Android
clients-how-export-iphone = Ouvrez la discussion et touchez le nom en haut. Choisissez Exporter la discussion, puis Sans médias. Choisissez Enregistrer dans Fichiers, puis Sur mon iPhone, et non iCloud Drive.
clients-how-export-android = Ouvrez la discussion et touchez les trois points. Choisissez Plus, puis Exporter discussion, puis Sans médias. Enregistrez dans un dossier du téléphone, et non dans Drive.

# Un fichier apporté
clients-upload-one-title = Une conversation en chemin
clients-upload-bytes = { $bytes ->
    [one] { $bytes } octet
   *[other] { $bytes } octets
 }
clients-upload-kilobytes = { $n } ko
clients-upload-megabytes = { $n } Mo
clients-step-read = Lire le fichier
clients-step-answer = Dire ce qu’il ne dit pas
clients-step-check = Vérifier les messages
clients-step-file = La classer
clients-reading = Keepwell lit le fichier
clients-reading-words = Cette page se met à jour toute seule. Vous pouvez aussi revenir plus tard.
clients-unreadable = Ce fichier n’a pas pu être lu
clients-try-again = Essayer de nouveau
clients-another-file = Apporter un autre fichier
clients-unreadable-backup = C’est la sauvegarde de tout un téléphone, avec un mot de passe. Elle contient bien plus qu’une conversation, et Keepwell ne l’ouvre pas. Apportez plutôt une seule conversation : exportez-la dans son application. Ne montrez la sauvegarde à personne, et supprimez-la quand vous n’en avez plus besoin.
clients-unreadable-no-chat = Il n’y a pas de discussion dans ce fichier zip. Exportez de nouveau la discussion et apportez le fichier tel que l’application l’a fait.
clients-unreadable-altered = Le fichier gardé a été changé ou coupé sur notre disque. Dites-le à l’informatique et apportez-le de nouveau.
clients-unreadable-died = Le programme qui lit les fichiers s’est arrêté avant la fin. Essayez de nouveau. S’il s’arrête encore, dites-le à l’informatique.
clients-unreadable-slow = La lecture a duré trop longtemps. Exportez la discussion sans médias, ou en plusieurs parties.
clients-unreadable-too-much = Ce fichier contient plus qu’une discussion ne peut contenir. Exportez de nouveau la discussion, sans médias.
clients-unreadable-garbled = Le programme qui lit les fichiers a donné une réponse qui n’a pas de sens. Dites-le à l’informatique.
clients-truncated = Le début manque peut-être
clients-truncated-words = WhatsApp exporte au plus { $limit } messages, et ce fichier en a justement autant. Les plus anciens sont encore sur le téléphone. Regardez-y avant de supprimer la discussion.
clients-warning-glued = { $count } exportations semblent réunies dans ce fichier. Chacune est lue selon ses propres dates.
clients-warning-look-alikes = { $count ->
    [one] Une ligne ressemble au début d’un message, mais ne peut pas en être un. Elle est restée dans le message où elle se trouve, et y est marquée.
   *[other] { $count } lignes ressemblent au début d’un message, mais ne peuvent pas en être un. Elles sont restées dans les messages où elles se trouvent, et y sont marquées.
 }
clients-warning-mixed-orders = Certaines dates commencent par le jour et d’autres par le mois. Veuillez les vérifier.
clients-warning-too-many-names = Il y a trop de noms pour les montrer tous.
clients-warning-open-end = La dernière ligne n’a pas de fin. Si le fichier a été coupé là, la fin du dernier message manque.
clients-files-beside = { $count ->
    [one] Un autre fichier (une photo, un message vocal) est venu avec. Il reste scellé avec l’original et n’est pas montré.
   *[other] { $count } autres fichiers (photos, messages vocaux) sont venus avec. Ils restent scellés avec l’original et ne sont pas montrés.
 }
clients-questions = Le fichier ne peut pas le dire
clients-questions-submit = Lire les messages
clients-question-you = Lequel de ces noms est le vôtre?
clients-question-you-hint = Les noms sont comme le téléphone les a écrits.
clients-sender-doubtful = { $count ->
    [one] { $count } message; peut-être pas un nom
   *[other] { $count } messages; peut-être pas un nom
 }
clients-sender-nobody = Aucun : je n’ai rien écrit dans cette discussion
clients-question-client = Avec quel client est l’échange?
clients-question-client-hint = Les messages sont scellés dans le dossier de ce client.
clients-question-thread = Quelle conversation est-ce?
clients-question-thread-hint = Le fichier en contient plusieurs. Seule celle que vous choisissez est lue; les autres restent scellées.
clients-thread = { $who } · { $days } · { $count ->
    [one] 1 message
   *[other] { $count } messages
 }
clients-thread-undated = { $who } · { $count ->
    [one] 1 message
   *[other] { $count } messages
 }
clients-thread-filed = { $thread } · déjà classée ({ $code })
clients-question-order = Quels jours sont les bons?
clients-question-order-hint = La première date du fichier est écrite { $printed }. Elle se lit de plus d’une façon.
clients-order-dmy = Le jour, puis le mois, puis l’année
clients-order-mdy = Le mois, puis le jour, puis l’année
clients-order-ymd = L’année, puis le mois, puis le jour
clients-question-phone = De quel téléphone vient-il?
clients-question-phone-hint = Vous en avez plus d’un.
clients-check = Vérifier, puis classer au dossier de { $client }
clients-counts = { $messages ->
    [one] { $n } message
   *[other] { $n } messages
 } de cette conversation.
clients-counts-odd = { $count ->
    [0] Tout ce qui s’y trouve a été compris.
    [one] { $n } ligne n’a pas été comprise.
   *[other] { $n } lignes n’ont pas été comprises.
 }
clients-to-the-button = Lisez-la, puis classez-la : aller au bouton
clients-checked = L’avez-vous lue?
clients-damaged-again = Ce fichier est coupé ou endommagé. Ne supprimez pas la conversation du téléphone.
clients-known = { $known ->
    [one] Un message a déjà été classé et ne sera pas ajouté
   *[other] { $known } messages ont déjà été classés et ne seront pas ajoutés
 } deux fois. Nouveaux : { $new }.
clients-file-it = La classer au dossier de { $client }
clients-other-answers = Répondre de nouveau
clients-nothing-new-words = Vous pouvez abandonner ce fichier. Si la discussion est encore sur le téléphone, supprimez-la là.
clients-nothing-new-damaged = Ce fichier est coupé ou endommagé, et ce qui s’y lit a déjà été classé. Ne supprimez pas la conversation du téléphone. Exportez-la de nouveau, puis apportez le nouveau fichier.
clients-no-longer-yours = Ce client n’est plus le vôtre
clients-no-longer-yours-words = Les messages ont été lus dans le dossier d’un client pour qui vous n’êtes plus désigné. Répondez de nouveau, ou abandonnez le fichier.
clients-discard = Abandonner ce fichier
clients-discard-sure = Le fichier et tout ce qui en a été lu seront détruits. La discussion sur le téléphone reste comme elle est.
clients-discard-yes = Oui, le détruire

# Messages
clients-messages-label = Messages
clients-mine = (à qui est le téléphone)
clients-chat-known-from-here = À partir d’ici : déjà classé
clients-chat-new-from-here = À partir d’ici : nouveau
clients-not-named = (sans nom)
clients-no-date = sans date
clients-clock-zone = Toutes les heures sont celles de votre organisme ({ $zone }).
clients-clock-printed = Toutes les heures sont celles que le téléphone ou l’application a montrées. Le fichier ne dit pas le fuseau horaire.
clients-clock-both = Quand le fichier dit un moment précis, il est montré à l’heure de votre organisme ({ $zone }). Les autres heures sont celles que le téléphone ou l’application a montrées.
clients-damaged-title = Ce fichier est coupé ou endommagé
clients-damaged-words = Des messages manquent peut-être. Ne supprimez pas la conversation du téléphone. Exportez-la de nouveau, puis apportez le nouveau fichier.
clients-odd-title = { $count ->
    [one] { $count } ligne n’est pas comprise
   *[other] { $count } lignes ne sont pas comprises
 }
clients-odd-words = { $count ->
    [one] Elle est gardée telle quelle. Rien n’est jeté.
   *[other] Elles sont gardées telles quelles. Rien n’est jeté.
 }
clients-odd-more = et { $count } de plus, montrées à leur place
clients-odd-place = Ligne { $line } (octets { $from } à { $to })
clients-odd-withheld = Les mots sont laissés de côté ici : ce sont peut-être ceux d’une autre personne. Ils restent dans le fichier scellé.
clients-odd-bytes = Octets { $from } à { $to }
clients-odd-row = Enregistrement { $row } de « { $table } »
clients-odd-here = { $place } : non compris, voir plus haut
clients-flag-edited = Modifié plus tard
clients-flag-quoted-header = La ligne { $line } ressemble au début d’un autre message, mais ne peut pas en être un ici : sa date est impossible ou n’est pas à sa place. Elle est restée dans ce message.
clients-flag-maybe-quoted = C’est peut-être du texte cité : ce nom n’apparaît qu’ici, et l’heure est bien plus ancienne.
clients-flag-not-utf8 = Certaines lettres n’ont pas pu être lues.
clients-flag-nul = Contient un caractère qu’un texte n’a pas.
clients-flag-impossible-date = Ligne { $line } : ce jour n’existe pas. L’heure est montrée comme elle est écrite.
clients-flag-foreign-calendar = La date est d’un autre calendrier. Elle est montrée comme elle est écrite.
clients-flag-bad-field = Une partie de ce message n’a pas pu être lue. Elle est dans le fichier scellé.
clients-flag-unknown-field = Le fichier en dit plus sur ce message que ce qui est montré ici. C’est dans le fichier scellé.

# Une conversation classée
clients-conversation-title = Conversation avec { $client }
clients-conversation-counts = { $added ->
    [one] { $n } nouveau message
   *[other] { $n } nouveaux messages
 }; l’exportation en avait { $all } de cette conversation.
clients-conversation-whole = { $added ->
    [one] { $n } message.
   *[other] { $n } messages.
 }
clients-before = { $count ->
    [one] Un message de ce fichier avait déjà été classé; il est dans la conversation précédente.
   *[other] { $count } messages de ce fichier avaient déjà été classés; ils sont dans les conversations précédentes.
 }
clients-filed-by = Classée par
clients-in-it = Contenu
clients-reading-is-written = Le journal dit que vous avez ouvert cette conversation. Il ne dit pas ce qu’elle contient.
clients-copying-is-written = Le journal dit que vous avez pris ce texte. Il ne dit pas ce qu’il contient.
clients-text-button = Texte pour votre système de dossiers
clients-text-title = Texte pour votre système de dossiers
clients-text-lede = Copiez-le et collez-le dans les notes au dossier.
clients-text-block = La conversation
clients-text-long = Trop long pour être montré ici
clients-text-long-words = Téléchargez-le comme fichier.
clients-text-damaged = ATTENTION : le fichier d’où vient ce texte est coupé ou endommagé. Des messages manquent peut-être.
clients-download-txt = Télécharger comme texte
clients-download-csv = Télécharger comme tableau
clients-delete-title = Supprimez-la maintenant du téléphone
clients-delete-words = Supprimez la discussion, le fichier exporté et les photos. Puis dites-le ici.
clients-delete-damaged-title = Ne la supprimez pas encore du téléphone
clients-delete-damaged-words = Exportez d’abord la conversation de nouveau et classez le nouveau fichier. Ensuite seulement :
clients-delete-app-words = Supprimez la conversation, le fichier et les photos : sur le téléphone, et sur l’ordinateur si vous en avez utilisé un. Puis dites-le ici.
clients-delete-app-chat = La conversation : trouvez-la dans l’application ({ $app }) et supprimez-la. Si vous avez aussi l’application sur un ordinateur, vérifiez qu’elle n’y est plus.
clients-delete-app-file = Le fichier que vous avez apporté : supprimez-le là où il se trouve (Téléchargements, Fichiers, bureau). Videz ensuite la corbeille.
clients-delete-app-photos = Les photos : regardez dans Photos ou Galerie, et videz aussi la corbeille.
clients-delete-file-title = Supprimez maintenant le fichier
clients-delete-file-words = Supprimez le fichier que vous avez apporté. Puis dites-le ici.
clients-delete-file-phone = Si le téléphone a aussi ces messages, supprimez-les là.
clients-delete-file-submit = Je l’ai supprimé
clients-copy-gone = La copie est supprimée
clients-delete-iphone-chat = La discussion : dans la liste, glissez-la vers la gauche, Plus, Supprimer la discussion.
clients-delete-iphone-file = Le fichier : dans Fichiers, Sur mon iPhone, tenez le doigt dessus, Supprimer. Videz ensuite Suppressions récentes.
clients-delete-iphone-photos = Les photos : dans Photos, supprimez celles qui viennent du client. Videz ensuite Suppressions récentes.
clients-delete-android-chat = La discussion : dans la liste, tenez le doigt dessus, puis touchez la corbeille. Cochez la case des médias.
clients-delete-android-file = Le fichier : dans l’appli de fichiers, tenez le doigt dessus et supprimez-le. Videz ensuite la corbeille.
clients-delete-android-photos = Les photos : regardez dans Photos ou Galerie, et videz aussi la corbeille.
clients-delete-submit = Je l’ai supprimée du téléphone

# Classée avec le mauvais client
clients-moving-title = Classée avec le mauvais client?
clients-moving-lede = Cette conversation est dans le dossier de { $client } en ce moment. Dites de qui elle est, et elle passe dans ce dossier. Rien n’est supprimé. Les deux historiques disent qu’elle a été déplacée, et aucun ne nomme l’autre client.
clients-moving-ask = Classée avec le mauvais client? Dites-le à { $name }, qui l’a classée, ou à une personne qui supervise et qui travaille avec ce client. Elles peuvent la déplacer.
clients-moving-right = Avec quel client est-elle?
clients-moving-right-hint = Seuls les clients avec qui vous travaillez sont dans la liste. Elle est à quelqu’un d’autre? Demandez d’abord à la personne qui travaille avec ce client de vous désigner.
clients-moving-why = Que s’est-il passé?
clients-moving-why-hint = Cela figure au journal.
clients-moving-mistake = J’ai choisi le mauvais client
clients-moving-same-name = Deux clients ont le même nom ou presque
clients-moving-number = Le numéro ou le compte est maintenant à quelqu’un d’autre
clients-moving-submit = Déplacer la conversation
clients-moving-none = Vous ne travaillez avec aucun autre client
clients-moving-none-words = Ouvrez d’abord le dossier du bon client, ou demandez à la personne qui travaille avec ce client de vous désigner. Puis revenez ici.
clients-moving-before = { $count ->
    [one] Un message de ce fichier est dans une conversation plus ancienne de ce client. Si elle est mal classée aussi, déplacez-la également.
   *[other] { $count } messages de ce fichier sont dans des conversations plus anciennes de ce client. Si elles sont mal classées aussi, déplacez-les également.
 }

# Le tableau
clients-csv-date = Date
clients-csv-time = Heure
clients-csv-clock = Horloge
clients-csv-who = Qui
clients-csv-direction = Envoyé ou reçu
clients-csv-kind = Genre
clients-csv-text = Texte
clients-csv-note = Remarque
clients-csv-line = Ligne
clients-csv-as-printed = telle que le téléphone ou l’application l’a montrée
clients-csv-sent = envoyé
clients-csv-received = reçu
clients-kind-text = message
clients-kind-omitted = laissé de côté
clients-kind-attachment = fichier
clients-kind-deleted = supprimé
clients-kind-call = appel
clients-kind-poll = sondage
clients-kind-location = lieu
clients-kind-null = non précisé
clients-kind-system = de l’appli
clients-kind-unknown = inconnu
clients-kind-problem = non compris

# États d’un fichier apporté
clients-state-received = En lecture
clients-state-asking = Vous pose une question
clients-state-reading = En lecture
clients-state-read = Prêt à classer
clients-state-filed = Classé
clients-state-failed = Illisible
clients-state-discarded = Abandonné

# Dit une fois, après coup
clients-said-opened = Le dossier est ouvert.
clients-said-assigned = Votre collègue est désigné.
clients-said-unassigned = La désignation a pris fin.
clients-said-held = C’est noté. Keepwell vous rappellera de classer la conversation.
clients-said-received = Le fichier est ici, et scellé.
clients-said-received-before = Vous avez déjà apporté ce même fichier. Le voici, comme vous l’avez laissé.
clients-said-received-with = Vous avez déjà apporté ce même fichier sans le classer. Il va avec le client que vous venez de choisir. Vérifiez encore les réponses.
clients-said-discarded = Le fichier est détruit.
clients-said-filed = La conversation est classée.
clients-said-moved = La conversation est maintenant dans le bon dossier.
clients-said-deleted = Merci. La copie du téléphone n’existe plus, et le journal le dit.
clients-said-handed-over = Le dossier est confié.

# Ce qui attend, dans Aujourd’hui
clients-ask-answer = Un fichier que vous avez apporté vous pose une question
clients-ask-answer-button = Répondre
clients-ask-file = Un fichier que vous avez apporté est lu : vérifiez-le et classez-le
clients-ask-file-button = Vérifier et classer
clients-ask-failed = Un fichier que vous avez apporté n’a pas pu être lu
clients-ask-failed-button = Voir pourquoi
clients-ask-hand-over = { $count ->
    [one] Un dossier de client n’a plus personne : choisissez qui le reprend
   *[other] { $count } dossiers de clients n’ont plus personne : choisissez qui les reprend
 }
clients-ask-hand-over-button = Choisir

# Refus
clients-refusal-name-needed = Écrivez un nom. Des initiales suffisent.
clients-refusal-too-long = C’est trop long. Un nom a au plus 120 lettres, la note 2 000.
clients-refusal-no-file = Choisissez le fichier que l’application ou le compte a fait.
clients-refusal-empty-file = Ce fichier est vide. Exportez de nouveau la discussion.
clients-refusal-filed-elsewhere = Vous avez déjà classé ce même fichier, comme conversation { $code }, avec un autre client que celui que vous venez de choisir. Rien n’a été ajouté.
clients-refusal-thread-filed = Vous avez déjà classé cette conversation du fichier, sous { $code }. Choisissez-en une autre, ou abandonnez ce fichier.
clients-refusal-nothing-pasted = Collez d’abord les messages.
clients-refusal-choose-you = Dites lequel de ces noms est le vôtre.
clients-refusal-choose-client = Choisissez le client.
clients-refusal-choose-order = Choisissez comment lire les dates.
clients-refusal-choose-thread = Choisissez la conversation.
clients-refusal-choose-reason = Dites ce qui s’est passé.
clients-refusal-same-client = Elle est déjà dans le dossier de ce client. Choisissez-en un autre.
clients-refusal-too-large = Ce fichier est trop gros : Keepwell prend au plus { $most } Mo. Exportez de nouveau la discussion, sans les médias. Si c’est la base de données ou la sauvegarde d’un téléphone, apportez plutôt la seule conversation.
clients-refusal-choose-phone = Choisissez le téléphone.
clients-refusal-not-that-far = Ce fichier est à une autre étape maintenant. Regardez de nouveau sa page.
clients-refusal-nothing-new = Tous les messages de cette conversation ont déjà été classés
clients-refusal-already-filed = Ce fichier est déjà classé.
clients-refusal-already-deleted = La suppression de la copie du téléphone est déjà notée.
clients-refusal-already-assigned = Cette personne est déjà désignée.
clients-refusal-not-assigned = Cette personne n’est pas désignée pour ce client.
clients-refusal-not-for-clients = Choisissez une personne qui travaille avec des clients. Ni l’informatique ni le conseil ne le font.
clients-refusal-last-worker = Il faut que quelqu’un voie encore ce dossier. Désignez d’abord un collègue.
clients-refusal-has-somebody = Quelqu’un travaille déjà avec ce client et peut désigner un collègue.
clients-refusal-bad-day = Écrivez un jour qui n’est pas dans le futur.

# Le journal
deed-client-opened = a ouvert le dossier du client { $client }
deed-client-assigned = a désigné { $person } pour le client { $client }
deed-client-assigned-self = a commencé à travailler avec { $client }
deed-client-unassigned-self = a mis fin à son propre travail avec { $client }
deed-client-unassigned = a mis fin au travail de { $person } avec le client { $client }
deed-conversation-uploaded = a apporté le fichier { $upload } ({ $bytes } octets)
deed-upload-discarded = a abandonné le fichier { $upload }; il a été détruit
deed-conversation-held = a échangé des messages avec le client { $client }
deed-conversation-filed = a classé la conversation { $conversation } au dossier du client { $client } : { $messages } messages, dont { $new } nouveaux, { $problems } lignes non comprises
deed-conversation-withdrawn = a retiré la conversation { $conversation } du dossier du client { $client } : { $reason ->
    [same-name] classée avec le mauvais client, car deux ont presque le même nom
    [number] classée avec le mauvais client, car le numéro ou le compte est maintenant à quelqu’un d’autre
   *[mistake] classée avec le mauvais client par erreur
 }
deed-conversation-read = a ouvert la conversation { $conversation } du client { $client }
deed-conversation-copied = a pris le texte de la conversation { $conversation } du client { $client }
deed-phone-copy-deleted = a supprimé du téléphone la copie de la conversation { $conversation } du client { $client }

# Ce qu’un devoir demande, comme titre.
do-conversation-filed = Classer la conversation avec { $client }
do-phone-copy-deleted = Supprimer vos copies de la conversation avec { $client }

# Ce qu’une personne a encore quand elle part
clients-held = { $count ->
    [one] Un dossier de client. Après le départ, confiez-le à une autre personne.
   *[other] { $count } dossiers de clients. Après le départ, confiez-les à d’autres personnes.
 }
clients-held-button = Dossiers à confier
