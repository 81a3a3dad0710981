-- Jobs that repeat, and those that were given up.

alter table job add column repeat_key text;     -- one row for each job that repeats; null: once
alter table job add column every bigint;        -- milliseconds from one end to the next begin
alter table job add column ended_at bigint;     -- when one that repeats last ended well
alter table job add column given_up_at bigint;  -- tried too often: left for somebody to look at
create unique index job_repeat_key on job (repeat_key);
