help-title = Aide
