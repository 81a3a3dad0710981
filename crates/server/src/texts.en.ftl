help-title = Help
