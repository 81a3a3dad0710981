# Le manuel : le lire, le changer, les mots que nous utilisons.

manual-nav = Manuel
manual-title = Manuel
manual-lede = Notre politique : ce que nous faisons, et pourquoi. Quand une partie fixe une date ou une limite, Keepwell compte.
manual-none = Pas encore de politique
manual-none-words = Le manuel de départ arrive quand on installe l’organisme.
manual-read = Lire
manual-read-it = La politique
manual-accept = Je l’ai lue et je l’accepte
manual-accepted-on = Vous l’avez acceptée le { $day }
manual-not-accepted = Pas encore acceptée
manual-has-draft = Une ébauche est en cours
manual-open-draft = Ouvrir l’ébauche
manual-edition-n = Édition { $number }
manual-edition-since = Édition { $number }, en vigueur depuis le { $day }
manual-in-force-since = en vigueur depuis le
manual-in-force = En vigueur
manual-published-by = publiée par { $name }
manual-keepwell = Keepwell
manual-somebody = une personne qui n’est plus ici
manual-holds = { $clauses ->
    [one] une clause
   *[other] { $clauses } clauses
}, { $rules ->
    [0] aucune règle que Keepwell compte
    [one] une règle que Keepwell compte
   *[other] { $rules } règles que Keepwell compte
}
manual-contents = Dans cette politique
manual-sources = Vient de
manual-edit = Modifier
manual-old-edition = C’est une ancienne édition. Elle n’est pas en vigueur.
manual-read-current = Lire l’édition en vigueur
manual-draft-waits = Une ébauche de cette politique est en cours.

# La force d’une clause, et où elle en est
manual-strength = Quelle est sa force?
manual-strength-option = Option
manual-strength-option-hint = Vous pouvez le faire.
manual-strength-recommendation = Recommandation
manual-strength-recommendation-hint = Faites-le, sauf si vous avez une bonne raison.
manual-strength-requirement = Exigence
manual-strength-requirement-hint = Faites-le.
manual-stage = Est-ce à l’essai?
manual-stage-practice = Pratique (à l’essai)
manual-stage-practice-hint = Keepwell compte et rappelle; personne n’est en faute.
manual-stage-policy = Politique
manual-stage-policy-hint = Acceptée. Ce qui manque est montré comme manquant.

# Accepter les règles
manual-acknowledge-title = Lire et accepter les règles
manual-acknowledge-words = Lisez l’édition { $number } de la politique. Posez à la personne qui vous supervise les questions qui vous restent. Puis dites-le ici.
manual-agree = J’ai lu ces règles et je les accepte.
manual-accepted-again = Vous pouvez le redire après une nouvelle lecture.
manual-flash-acknowledged = Merci. Il est inscrit que vous acceptez les règles.

# La révision de l’année
manual-review-title = La révision de l’année
manual-review-words = Avez-vous relu cette politique, et n’y a-t-il rien à changer? Dites-le ici. Publier une nouvelle édition compte aussi comme une révision.
manual-reviewed = Je l’ai révisée, rien à changer
manual-flash-reviewed = La révision est inscrite.

# Éditions
manual-editions-title = Éditions
manual-editions-link = Éditions
manual-all-editions = Toutes les éditions
manual-adopted-starter = Le manuel de départ a été adopté.
manual-waived = Écrite et publiée par une seule personne, parce que :
manual-read-edition = Lire l’édition { $number }
manual-what-changed = Ce qui a changé
manual-compare = Comparer
manual-compare-from = De
manual-compare-to = À
manual-choose = Choisir
manual-the-draft = L’ébauche
manual-changes = { $count ->
    [0] Rien n’a changé
    [one] Une clause a changé
   *[other] { $count } clauses ont changé
}
manual-no-changes = Les deux disent la même chose dans cette langue.
manual-changes-how = Ce qui a été enlevé est barré. Ce qui a été ajouté est souligné.
manual-change-added = Nouvelle
manual-change-removed = Enlevée
manual-change-changed = Changée
manual-was = enlevé :
manual-is = ajouté :
manual-part-title = Titre
manual-part-strength = Sa force
manual-part-stage = À l’essai ou acceptée
manual-part-text = Texte
manual-part-sources = Vient de
manual-part-rule = Règle

# L’ébauche
manual-draft-title = Ébauche
manual-draft-words = Ceci est une ébauche. Rien ne change pour personne avant la publication.
manual-draft-touched = Changées, ou à finir
manual-draft-all = Toutes les clauses
manual-draft-others = { $count ->
    [one] Une clause que personne n’a changée
   *[other] { $count } clauses que personne n’a changées
}
manual-stale-title = Les mots et la règle ne disent peut-être pas le même délai
manual-stale-says-en = « { $clause } » : la règle dit maintenant { $now }. Le titre ou le texte anglais dit encore « { $words } ».
manual-stale-says-fr = « { $clause } » : la règle dit maintenant { $now }. Le titre ou le texte français dit encore « { $words } ».
manual-stale-other-en = « { $clause } » : la règle a changé. Le titre ou le texte anglais dit encore « { $words } ».
manual-stale-other-fr = « { $clause } » : la règle a changé. Le titre ou le texte français dit encore « { $words } ».
manual-draft-changed = { $count ->
    [0] Aucune clause n’est changée pour l’instant.
    [one] Une clause est changée.
   *[other] { $count } clauses sont changées.
}
manual-begun = Commencée le { $when } par { $name }.
manual-written-by = Y ont écrit : { $names }.
manual-what-if = Voir ce qui changerait pour les gens
manual-n-rules = { $count ->
    [one] une règle
   *[other] { $count } règles
}
manual-no-draft = Il n’y a pas d’ébauche
manual-no-draft-words = Une ébauche commence avec les mots de l’édition en vigueur. Vous la modifiez, vous regardez ce qui en suivrait, et vous la publiez quand elle est juste.
manual-begin-draft = Commencer une ébauche
manual-flash-drafted = Vous travaillez sur une ébauche. Rien ne change encore pour personne.
manual-flash-draft-there = Il y avait déjà une ébauche. La voici.
manual-publish-title = Publier
manual-publish-words = Publier commence une nouvelle édition dès maintenant, pour tout le monde. L’ancienne est gardée avec ses dates.
manual-publish = Publier cette édition
manual-publish-director = Seule la direction publie. Dites-lui quand l’ébauche est prête.
manual-reason = Qu’est-ce qui a changé, et pourquoi?
manual-reason-hint = En une ligne. Elle est gardée avec l’édition.
manual-only-author = Vous avez écrit cette ébauche sans personne d’autre
manual-only-author-words = C’est mieux quand une deuxième personne lit une politique avant sa publication. Envoyez-la en relecture ci-dessus : quand quelqu’un a appuyé sur « Je l’ai lue », publiez-la de là. Dans un très petit organisme, vous pouvez continuer sans personne d’autre, et dire pourquoi.
manual-waiver = Personne d’autre ne peut la regarder. Je la publie sans deuxième lecture.
manual-waiver-reason = Pourquoi?
manual-waiver-hint = À remplir si vous cochez la case ci-dessus. La raison est gardée avec l’édition.
manual-discard = Mettre l’ébauche de côté
manual-discard-question = Mettre cette ébauche de côté? Ce qu’on y a écrit ne servira pas.
manual-discard-yes = Oui, la mettre de côté
manual-flash-published = La nouvelle édition est en vigueur.
manual-flash-discarded = L’ébauche a été mise de côté.

# Une clause de l’ébauche
manual-clause-lede = Changez le texte et la règle ensemble, dans les deux langues, pour qu’ils disent la même chose.
manual-title-en = Titre en anglais
manual-title-fr = Titre en français
manual-text-en = Texte en anglais
manual-text-fr = Texte en français
manual-text-hint = Une ligne vide commence un paragraphe. Une ligne qui commence par un trait d’union est un élément de liste. **Deux étoiles** mettent des mots en gras.
manual-rules = Règles
manual-rules-hint = Une règle est une ligne que les gens peuvent lire et que Keepwell peut compter. Laissez une langue vide, et Keepwell l’écrit. Videz les deux, et la règle est enlevée.
manual-rule-n = Règle { $number }
manual-rule-en = Règle en anglais
manual-rule-fr = Règle en français
manual-rule-means = Cela veut dire :
manual-rule-marked = Là où la lecture s’est arrêtée :
manual-rule-unread = { $why }
manual-rule-differs = Les deux lignes ne demandent pas la même chose. Ce qui diffère : { $what }. En anglais : { $en } En français : { $fr }
manual-write-en = Écrire l’anglais d’après le français
manual-write-fr = Écrire le français d’après l’anglais
manual-save = Enregistrer dans l’ébauche
manual-back-to-draft = Revenir à l’ébauche
manual-title-unfit = Un titre est une ligne de mots simples.
manual-text-unfit = Une ligne du texte ne peut pas commencer par # et un blanc, ni par ~~~. Ces signes marquent les parties de la politique.
manual-edited-meanwhile = Une autre personne a enregistré cette clause pendant que vous écriviez. Vos mots sont encore ici. Regardez les siens dans un autre onglet, puis enregistrez de nouveau pour mettre les vôtres à leur place.
manual-flash-clause-saved = Enregistré dans l’ébauche.

manual-differ-form = le genre de règle
manual-differ-time = le temps
manual-differ-trigger = ce qui la déclenche
manual-differ-acts = ce qu’il faut faire
manual-differ-by = qui doit le faire
manual-differ-each = ce dont elle parle
manual-differ-thing = l’ensemble ou l’état
manual-differ-responsible = qui est responsable
manual-differ-inform = qui est informé
manual-differ-warn = l’avertissement
manual-differ-grace = la tolérance
manual-differ-first-by = la première date
manual-differ-except = l’exception
manual-differ-strict = avec quelle exactitude le registre doit le montrer
manual-differ-header = les phrases du début qui valent pour toutes ses règles

# Les mots que nous utilisons
manual-glossary-title = Les mots que nous utilisons
manual-glossary-lede = Pour que le même mot veuille dire la même chose pour tout le monde : le personnel, le conseil d’administration, les bénévoles et les clients.
manual-glossary-none = Pas encore de mots

# Refus
manual-refusal-no-reason = Dites en une ligne ce qui a changé, et pourquoi.
manual-refusal-only-author = Vous avez écrit cette ébauche sans personne d’autre. Demandez à une deuxième personne de la regarder, ou cochez la case et dites pourquoi personne ne le peut.
manual-refusal-no-waiver-reason = Dites pourquoi personne d’autre ne peut la regarder.
manual-refusal-nothing-changed = L’ébauche dit la même chose que l’édition en vigueur. Pour dire que vous l’avez relue, utilisez « Je l’ai révisée, rien à changer ».
manual-refusal-broken-rule = Une règle de « { $clause } » ne se lit pas, ou ses deux langues ne s’accordent pas. Ouvrez d’abord cette clause pour la corriger.
manual-refusal-not-ticked = Cochez la case pour dire que vous acceptez les règles.

# Problèmes dans un fichier du manuel
manual-format-no-title = Le fichier ne commence pas par un titre : # Titre { "{" }#id{ "}" }
manual-format-heading = Un intertitre demande des mots et un id en petites lettres, chiffres et traits d’union : ## Mots { "{" }#id{ "}" }
manual-format-two-titles = Il y a un deuxième titre. Un fichier est un seul document.
manual-format-no-section = Une clause se trouve avant la première section.
manual-format-after-words = Quelque chose suit la liste de mots. La liste vient en dernier.
manual-format-twice = L’id « { $id } » sert deux fois.
manual-format-no-facts = La clause « { $id } » n’a pas de bloc ~~~clause sous son titre.
manual-format-after-rule = Du texte suit une règle. Le texte d’une clause vient d’abord, puis ses règles.
manual-format-fence = Un bloc est ~~~clause, ou ~~~rule avec un id.
manual-format-one-line = La règle « { $id } » ne tient pas en une seule ligne.
manual-format-stray-fence = Ce bloc n’est pas sous une clause, ou y est deux fois, ou vient avant ~~~clause.
manual-format-toml = Le bloc ~~~clause ne se lit pas : { $why }
manual-format-facts = Le bloc ~~~clause a une force, une étape ou un mot qui n’est pas connu.
manual-format-row = Une ligne de la liste de mots a deux cases : | mot | sens |
manual-format-table = La liste de mots est un seul tableau à deux titres.
manual-format-sections = Le fichier anglais a { $en } sections, le français { $fr }.
manual-format-clauses = Cette section a { $en } clauses en anglais, { $fr } en français.
manual-format-rules = Cette clause a { $en } règles en anglais, { $fr } en français.
manual-format-words = La liste a { $en } mots en anglais, { $fr } en français.
manual-format-one-glossary = Un seul des deux fichiers a une liste de mots.
manual-format-other-id = Le fichier anglais dit ici « { $en } », le français « { $fr } ».
manual-format-other-facts = Le bloc ~~~clause de « { $id } » n’est pas le même dans les deux fichiers.

# Ce que dit le journal (qui l’a fait est écrit avant)
deed-document-adopted = a adopté la politique { $document }
deed-edition-drafted = a commencé une ébauche de { $document }
deed-clause-edited = a modifié la clause { $clause } dans l’ébauche de { $document }
deed-edition-published = a publié l’édition { $number } de { $document }
deed-draft-discarded = a mis de côté l’ébauche de { $document }
deed-rules-acknowledged = a lu et accepté les règles de { $document }
deed-policy-reviewed = a révisé la politique { $document }

# Ce qu’un devoir demande, comme titre.
do-rules-acknowledged = Lire et accepter les règles
do-policy-reviewed = Relire la politique
