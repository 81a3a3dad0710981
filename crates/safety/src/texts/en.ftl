deed-backup-made = A backup was made
deed-backup-restored = Everything was brought back from a backup
