deed-backup-made = Une sauvegarde a été faite
deed-backup-restored = Tout a été rétabli à partir d’une sauvegarde
deed-file-swept = Un fichier dont personne n’a plus besoin a été supprimé

safety-ask-late = Aucune sauvegarde depuis { $days } jours
safety-ask-look = Voir la salle des machines

# Les détails d’une inscription du journal
detail-called-entries = Inscriptions du journal
detail-called-rows = Lignes
detail-called-files = Fichiers
detail-called-erased = Effacés depuis
