-- What waits for somebody by name: an answer until it is read, a review with what changed,
-- a text that must name own devices until it need not.

-- When whoever suggested it read the answer. Answers of before are taken as read.
alter table manual_suggestion add column read_at bigint;
update manual_suggestion set read_at = answered_at where answered_at is not null;

-- What changed, in words, for those who owe the review: 'App no longer approved: WhatsApp'; '' in reviews of before.
alter table manual_review add column called_en text not null default '';
alter table manual_review add column called_fr text not null default '';

-- The position need not say so any more.
alter table manual_device_text add column dropped_at bigint;
