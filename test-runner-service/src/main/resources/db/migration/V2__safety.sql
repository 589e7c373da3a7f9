-- Runs that can stand still and go on elsewhere, questions to people, what money steps spend, results of other tools.

alter table workflows add column destructive boolean not null default false;

alter table runs
    add column deadline_at timestamptz,
    add column parallel    int  not null default 1,
    -- What it stands still for.
    add column waiting     text,
    -- How far it is, as its replica said last: per result the step, and how many there are.
    add column progress    jsonb not null default '{}',
    -- The results of another tool, and what tells that they are here already.
    add column tool        text,
    add column import_hash text,
    add constraint runs_parallel_check check (parallel between 1 and 50),
    add constraint runs_waiting_check check (waiting in ('SESSION_PAUSED', 'QUESTION')),
    add constraint runs_import_key unique (session_id, import_hash);

alter table test_results
    alter column workflow_id drop not null,
    alter column workflow_version drop not null,
    add column data_row      text,
    -- What another replica needs to begin it, or to go on with it; encrypted, and gone when it is completed.
    add column plan          bytea,
    add column saved         bytea,
    -- A person knows better who is at fault.
    add column overridden_class  text,
    add column overridden_reason text,
    add column overridden_by     text,
    add column overridden_at     timestamptz,
    add constraint test_results_overridden_class_check check (overridden_class in
        ('PRODUCT', 'CONTRACT_DRIFT', 'AUTH', 'RATE_LIMITED', 'PROVIDER_OUTAGE', 'NETWORK', 'TEST_DEFECT')),
    add constraint test_results_overridden_check
        check (num_nulls(overridden_class, overridden_reason, overridden_by, overridden_at) in (0, 4)),
    add constraint test_results_state_check check (status is null or (plan is null and saved is null));

alter table step_intents
    -- How to find out whether it happened, should nobody know.
    add column inquiry  jsonb,
    add column cleanup  boolean not null default false,
    -- A person settled it.
    add column resolved_by     text,
    add column resolved_reason text,
    drop constraint step_intents_money_check,
    add constraint step_intents_money_check check
        (kind <> 'MONEY' or (amount is not null and (idempotency_key is not null or inquiry is not null)));

drop index step_intents_orphans_idx;
create index step_intents_orphans_idx on step_intents (session_id, id)
    where (outcome = 'UNKNOWN' or undo_state in ('SENDING', 'FAILED')) and resolved_by is null;

-- Questions of tests to people.
create table questions (
    id          uuid        primary key,
    run_id      uuid        not null references runs (id) on delete cascade,
    result_id   uuid        not null references test_results (id) on delete cascade,
    session_id  uuid        not null,
    step_index  int         not null,
    step_name   text        not null,
    asked_of    text,
    question    text        not null,
    choices     jsonb       not null default '[]',
    asked_at    timestamptz not null,
    deadline    timestamptz not null,
    answer      text,
    note        text,
    answered_by text,
    answered_at timestamptz,
    constraint questions_once_key unique (result_id, step_index),
    constraint questions_choices_check check (jsonb_typeof(choices) = 'array'),
    constraint questions_answer_check check (num_nulls(answer, answered_by, answered_at) in (0, 3))
);

create index questions_open_idx on questions (session_id, id) where answer is null;

-- What money steps spent: one line for every change, and the sums that limits are held against.
create table spend_ledger (
    id          uuid        primary key,
    at          timestamptz not null,
    session_id  uuid        not null,
    endpoint_id uuid        not null,
    run_id      uuid        not null,
    intent_id   uuid        not null,
    step_name   text        not null,
    unit        text        not null,
    amount      numeric     not null,
    entry       text        not null,
    constraint spend_ledger_amount_check check (amount > 0),
    constraint spend_ledger_entry_check check (entry in ('SPENT', 'RELEASED', 'RETURNED')),
    constraint spend_ledger_once_key unique (intent_id, entry)
);

create index spend_ledger_session_id_idx on spend_ledger (session_id, id);

create table spend_totals (
    scope  text    not null,
    unit   text    not null,
    steps  bigint  not null default 0,
    amount numeric not null default 0,
    primary key (scope, unit),
    constraint spend_totals_check check (steps >= 0 and amount >= 0)
);

-- Retention: 30 days after a session's end.
create index session_view_ended_at_idx on session_view (ended_at) where ended_at is not null;
