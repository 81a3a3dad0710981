-- Messages are shown oldest first, whatever the order of the file: the place of an entry stands here where it is another one than in the file.
alter table entry add column place bigint;
-- How many parts of the file are damaged or cut off: then the copy on the phone must stay until a whole file is here.
alter table upload add column damaged bigint not null default 0;
alter table conversation add column damaged bigint not null default 0;
