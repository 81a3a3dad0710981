deed-backup-made = A backup was made
deed-backup-restored = Everything was brought back from a backup
deed-file-swept = A file that nobody needs any more was removed

safety-ask-late = No backup for { $days } days
safety-ask-look = See the machine room
