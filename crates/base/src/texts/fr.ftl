# Le rez-de-chaussée : les mots autour de chaque page.

base-skip = Aller au contenu principal
base-nav = Menu principal
base-nav-short = Menu court
base-more = Plus
base-waiting = en attente
base-my-menu = Mon menu
base-me = À mon sujet
base-sign-out = Se déconnecter
base-help = Aide
base-theme = Clair ou sombre
base-theme-light = Clair
base-theme-dark = Sombre
base-theme-auto = Auto

# Formulaires
base-optional = (facultatif)
base-form-problem = À vérifier, s’il vous plaît
base-error-prefix = Problème :
base-form-needed = Veuillez remplir ce champ.
base-show = Afficher
base-search = Chercher
base-search-title = Recherche
base-search-lede = Dans tout ce que vous pouvez voir ici. Le début d’un mot suffit.
base-search-label = Un nom, un numéro de téléphone, un mot du manuel
base-search-nothing = Rien trouvé
base-search-nothing-words = Essayez moins de lettres ou un autre mot. Ce qui n’est pas pour vous n’est pas cherché.
base-yes = Oui
base-no = Revenir

# Listes
base-pages = Pages
base-list-count = { $count ->
    [one] Une ligne en tout
   *[other] { $shown } en tout
 }
base-list-part = { $from } à { $to } de { $count }
base-list-searched = « { $words } »
base-list-chosen = { $filter } : { $words }
base-list-show = Afficher
base-list-more = Préciser la liste
base-letters-short = Caractères jusqu’ici : #. Il en faut % ou plus.
base-letters-enough = Caractères jusqu’ici : #. C’est assez long.
base-list-order = Ordre
base-list-without = Afficher de nouveau sans :
base-list-clear = Tout afficher
base-list-nothing = Rien ne correspond
base-list-nothing-words = Rien dans cette liste ne répond à tout ce que vous avez choisi.
base-list-csv = Enregistrer pour un tableur (CSV)
base-list-json = Enregistrer comme données (JSON)
base-list-save = Enregistrer cette liste
base-list-save-note = Toute la liste telle qu’elle est choisie, pas seulement cette page.
base-list-all = Choisir toute la page
base-list-choose = Choisir
base-list-choose-row = Choisir { $name }
base-list-chosen-rows = Avec les lignes choisies :
base-pages-page = Page
base-pages-before = Précédente
base-pages-after = Suivante
base-steps = Étapes
base-step-done = Fait :

# Copier
base-copy = Copier
base-copied = Copié
base-copy-failed = Sélectionnez le texte et copiez-le
base-copy-by-hand = Sélectionnez le texte et copiez-le.

# Tâches
base-status-pending = À faire
base-status-soon = À faire bientôt
base-status-overdue = En retard
base-status-missed = Pas fait
base-status-met = Fait
base-status-excused = Dispensé
base-status-trial = À l’essai
base-duty-why = Pourquoi on vous le demande
base-duty-clause = Dans le manuel
base-duty-more = En savoir plus, et d’autres façons
base-duty-entries = Ce qui est inscrit

# Quand quelque chose ne marche pas
base-error-home = Aller à la première page
base-error-back = Revenir à la page
base-error-sign-in = Se connecter
base-error-id = Si vous demandez de l’aide, donnez ce numéro :

# Courriel : la dernière ligne de chaque lettre
base-mail-closing = Keepwell écrit quand quelque chose vous attend ou touche votre compte. Aucun client, aucun numéro de téléphone et aucun message ne figure jamais dans un courriel.
