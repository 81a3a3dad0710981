-- The heading of the public page in a language the agency added: a title, and the sentence under it.
alter table manual_language add column title text not null default '';
alter table manual_language add column lede text not null default '';
