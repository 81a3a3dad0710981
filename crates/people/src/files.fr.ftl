# Fichiers : quelle colonne est laquelle
people-import-misfit = Dites quelle colonne est laquelle
people-import-misfit-words = Ensuite, Keepwell lit les lignes. Rien n’a été écrit.
people-import-map = Quelle colonne est laquelle : { $used } sur { $all } utilisées
people-import-map-words = Keepwell a deviné d’après les noms de la première ligne. Corrigez ce qui est faux; ce sera retenu pour le prochain fichier avec ces noms.
people-import-map-caption = Les colonnes de votre fichier
people-import-map-file = Dans votre fichier
people-import-map-example = Par exemple
people-import-map-field = Dans Keepwell
people-import-map-look = Montrer de nouveau les lignes
people-import-unused = pas utilisée
people-import-unnamed = Colonne { $number }, sans nom
people-problem-kind = « { $typed } » n’est pas une catégorie de personne. Écrivez temps plein, temps partiel, bénévole, conseil ou fournisseur.
people-problem-unit = { $kind ->
    [programme] Aucun programme ne s’appelle « { $typed } ». Créez-le d’abord, sous Équipes, ou corrigez le nom.
    [position] Aucun poste ne s’appelle « { $typed } ». Créez-le d’abord, sous Équipes, ou corrigez le nom.
   *[team] Aucune équipe ne s’appelle « { $typed } ». Créez-la d’abord, sous Équipes, ou corrigez le nom.
 }

# Équipes d’un fichier
people-teams-import-link = Faire entrer des équipes à partir d’un fichier
people-teams-import-title = Faire entrer des équipes à partir d’un fichier
people-teams-import-lede = Keepwell montre chaque ligne avant d’écrire quoi que ce soit. Il prend toutes les lignes ou aucune.
people-teams-import-help = La première ligne nomme les colonnes, dans n’importe quel ordre. Écrivez une ligne par équipe, avec les courriels de ses membres et une espace entre deux, ou une ligne par membre.
people-teams-import-sample = équipe,équipe en français,responsable,membres
    Front desk,Accueil,ana@example.org,ben@example.org eli@example.org
    Outreach,Proximité,ana@example.org,gus@example.org
people-teams-import-more = Toutes les personnes du fichier doivent déjà être ici : faites d’abord entrer les personnes. C’est la direction qui dit qui dirige une équipe.
people-teams-import-fine = { $count ->
    [one] Toutes les lignes sont bonnes. Une nouvelle équipe.
   *[other] Toutes les lignes sont bonnes. { $count } nouvelles équipes.
 }
people-teams-import-note = Rien n’est encore écrit. Qui n’a pas de supervision passe sous la responsable de son équipe.
people-teams-import-nothing = Toutes les équipes de ce fichier sont déjà ici. Il n’y a rien à faire entrer.
people-teams-import-here = { $count ->
    [one] Une ligne concerne une équipe déjà ici : elle ne change rien.
   *[other] { $count } lignes concernent des équipes déjà ici : elles ne changent rien.
 }
people-teams-import-confirm = { $count ->
    [one] Créer une équipe
   *[other] Créer { $count } équipes
 }
people-teams-import-undo-line = { $count ->
    [one] Une équipe, créée le { $at }
   *[other] { $count } équipes, créées le { $at }
 }
people-teams-import-undo-question = Toutes les équipes créées par ce fichier sont refermées. Qui avait reçu une supervision par ce fichier n’en a plus.
people-teams-imported = Toutes les équipes du fichier sont créées.
people-teams-undone = Le fichier est retiré. Ses équipes sont fermées.
people-teams-undo-followed = { $count ->
    [one] Une équipe de ce fichier a changé depuis. Fermez-la plutôt sur sa page.
   *[other] { $count } équipes de ce fichier ont changé depuis. Fermez-les plutôt sur leurs pages.
 }
people-column-team-fr = Équipe en français
people-column-lead = Responsable (courriel)
people-column-members = Membres (courriels)
people-problem-leads = Une équipe a une seule personne responsable. Écrivez un seul courriel.
people-problem-lead-differs = La ligne { $line } nomme une autre personne responsable de cette équipe. Il n’y en a qu’une.
people-problem-lead-not-yours = Seule la direction dit qui dirige une équipe. Retirez cette colonne; la direction ajoutera les responsables.
people-problem-team-here = Une équipe de ce nom est déjà ici, et cette ligne la changerait. Changez-la sur sa page, et retirez ses lignes du fichier.
people-problem-member = Personne ici n’a le courriel { $email }. Faites d’abord entrer les personnes.
people-problem-member-left = { $email } est le courriel d’une personne partie.
deed-teams-imported = a créé { $count ->
    [one] une équipe
   *[other] { $count } équipes
 } à partir d’un fichier
deed-teams-withdrawn = a retiré un fichier de { $count ->
    [one] une équipe
   *[other] { $count } équipes
 }
deed-teams-exported = a enregistré les équipes et qui en fait partie dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
 }, { $form })
deed-people-as-of-exported = a enregistré qui était qui un jour donné dans un fichier ({ $count ->
    [one] une ligne
   *[other] { $count } lignes
 }, { $form })
people-member = Personne
people-see-less = Votre rôle voit qui travaille ici et avec quels rôles. Le reste est pour les personnes qui guident celle-ci.
people-unit-which = Équipe, programme ou poste
