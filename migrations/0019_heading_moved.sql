-- The heading of the public page lay among the words, under a term that no word can have
-- (it begins with the control character U+0002, which stands unseen before 'heading' below); it has columns of its own now.
update manual_language set
  title = (select w.term from manual_word_other w where w.language_id = manual_language.id and w.term_en = 'heading'),
  lede = (select w.meaning from manual_word_other w where w.language_id = manual_language.id and w.term_en = 'heading')
where title = '' and exists (select 1 from manual_word_other w where w.language_id = manual_language.id and w.term_en = 'heading');
delete from manual_word_other where term_en = 'heading';
