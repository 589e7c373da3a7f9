-- Whether the step has an undo at all: one that could not be worked out, because the answer did not give what it needs, must
-- not be forgotten.
alter table step_intents add column undo_wanted boolean not null default false;
