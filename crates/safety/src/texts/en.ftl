deed-backup-made = A backup was made
deed-backup-restored = Everything was brought back from a backup
deed-file-swept = A file that nobody needs any more was removed

safety-ask-late = No backup for { $days } days
safety-ask-look = See the machine room

# The details of an entry of the trail
detail-called-entries = Entries of the trail
detail-called-rows = Rows
detail-called-files = Files
detail-called-erased = Erased since
