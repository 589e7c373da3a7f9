-- Workflows, runs, results (specification: TestResult), the intents of steps that change something outside, and what this
-- service knows of others' sessions, endpoints, health and feedback.

create table workflows (
    id          uuid        primary key,
    name        text        not null,
    title       text,
    description text,
    integration text,
    kind        text        not null,
    document    text        not null,
    origin      text        not null,
    created_by  text        not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    version     bigint      not null,
    constraint workflows_name_key unique (name),
    constraint workflows_name_check check (name ~ '^[a-z0-9]([a-z0-9-]{0,98}[a-z0-9])?$'),
    constraint workflows_kind_check check (kind in ('READ', 'WRITE', 'MONEY')),
    constraint workflows_origin_check check (origin in ('CATALOGUE', 'USER')),
    constraint workflows_document_check check (length(document) between 1 and 262144)
);

create table runs (
    id               uuid        primary key,
    session_id       uuid        not null,
    tag              text        not null,
    status           text        not null,
    reason           text,
    started_by       text        not null,
    started_at       timestamptz not null,
    completed_at     timestamptz,
    totals           jsonb       not null default '{}',
    -- Who executes it, under which claim, and until when it is theirs without another word.
    owner            text        not null,
    epoch            bigint      not null default 1,
    lease_until      timestamptz not null,
    cancel_asked_at  timestamptz,
    cancel_reason    text,
    correlation_id   text,
    version          bigint      not null default 1,
    constraint runs_tag_key unique (tag),
    constraint runs_status_check check (status in ('RUNNING', 'PASSED', 'FAILED', 'ERROR', 'CANCELLED')),
    constraint runs_completed_check check ((status = 'RUNNING') = (completed_at is null)),
    constraint runs_times_check check (completed_at >= started_at),
    constraint runs_totals_check check (jsonb_typeof(totals) = 'object'),
    constraint runs_epoch_check check (epoch > 0)
);

create index runs_session_id_idx on runs (session_id, id);
create index runs_running_idx on runs (lease_until) where status = 'RUNNING';

-- A list of objects with name, expected, actual and passed (specification: Validation Rules, TestResult).
create function assertions_are_valid(assertions jsonb) returns boolean
    language sql immutable strict parallel safe
    return jsonb_typeof(assertions) = 'array'
        and not exists (
            select 1
              from jsonb_array_elements(
                       case when jsonb_typeof(assertions) = 'array' then assertions else '[]'::jsonb end) as a (element)
             where jsonb_typeof(element) <> 'object'
                or not element ?& array['name', 'expected', 'actual', 'passed']
                or jsonb_typeof(element -> 'name') <> 'string'
                or jsonb_typeof(element -> 'passed') <> 'boolean');

create table test_results (
    id               uuid        primary key,
    session_id       uuid        not null,
    endpoint_id      uuid        not null,
    test_name        text        not null,
    -- Null until it is completed.
    status           text,
    started_at       timestamptz,
    completed_at     timestamptz,
    request_data     jsonb       not null default '{}',
    response_data    jsonb       not null default '{}',
    assertions       jsonb       not null default '[]',
    error_details    text,
    failure_class    text,
    failure_evidence jsonb,
    run_id           uuid        not null references runs (id),
    position         int         not null,
    endpoint_name    text        not null,
    workflow_id      uuid        not null,
    workflow_version bigint      not null,
    constraint test_results_run_position_key unique (run_id, position),
    constraint test_results_test_name_check check (length(test_name) between 1 and 100),
    constraint test_results_status_check check (status in ('PASSED', 'FAILED', 'SKIPPED', 'ERROR')),
    constraint test_results_completed_check check ((status is null) = (completed_at is null)),
    constraint test_results_times_check check (completed_at >= started_at),
    constraint test_results_request_data_check check (jsonb_typeof(request_data) = 'object'),
    constraint test_results_response_data_check check (jsonb_typeof(response_data) = 'object'),
    constraint test_results_assertions_check check (assertions_are_valid(assertions)),
    constraint test_results_failure_class_check check (failure_class in
        ('PRODUCT', 'CONTRACT_DRIFT', 'AUTH', 'RATE_LIMITED', 'PROVIDER_OUTAGE', 'NETWORK', 'TEST_DEFECT')),
    constraint test_results_failure_check check (failure_class is null or status in ('FAILED', 'ERROR')),
    constraint test_results_evidence_check check (jsonb_typeof(failure_evidence) = 'object')
);

create index test_results_session_id_completed_at_idx on test_results (session_id, completed_at);
-- What a test did on an endpoint before: known failures, and whether it ever passed.
create index test_results_history_idx on test_results (endpoint_id, test_name, completed_at);

-- What is about to be changed outside, written before it is sent.
create table step_intents (
    id              uuid        primary key,
    run_id          uuid        not null references runs (id),
    result_id       uuid        not null references test_results (id),
    session_id      uuid        not null,
    endpoint_id     uuid        not null,
    step_index      int         not null,
    step_name       text        not null,
    kind            text        not null,
    epoch           bigint      not null,
    amount          numeric,
    unit            text,
    idempotency_key text,
    request         jsonb       not null,
    intended_at     timestamptz not null,
    deadline        timestamptz not null,
    outcome         text        not null default 'SENT',
    settled_at      timestamptz,
    detail          text,
    undo            jsonb,
    undo_state      text        not null default 'NONE',
    undone_at       timestamptz,
    undo_detail     text,
    -- A step that changes something is sent once in a result, whatever happens.
    constraint step_intents_once_key unique (result_id, step_index),
    constraint step_intents_kind_check check (kind in ('WRITE', 'MONEY')),
    constraint step_intents_outcome_check check (outcome in ('SENT', 'DONE', 'NOT_DONE', 'UNKNOWN')),
    constraint step_intents_settled_check check ((outcome = 'SENT') = (settled_at is null)),
    constraint step_intents_amount_check check (amount > 0),
    constraint step_intents_money_check check (kind <> 'MONEY' or (amount is not null and idempotency_key is not null)),
    constraint step_intents_deadline_check check (deadline > intended_at),
    constraint step_intents_undo_state_check check (undo_state in ('NONE', 'SENDING', 'DONE', 'FAILED'))
);

create index step_intents_run_id_idx on step_intents (run_id);
-- Nobody knows what became of them: for a person to look at.
create index step_intents_orphans_idx on step_intents (session_id, id)
    where outcome = 'UNKNOWN' or undo_state in ('SENDING', 'FAILED');

-- Others' aggregates, as far as tests need them. Each row holds the snapshot it was told, guarded by its version.

create table session_view (
    id            uuid   primary key,
    version       bigint not null,
    status        text   not null,
    name          text   not null,
    tester_id     text   not null,
    participants  jsonb  not null,
    configuration jsonb  not null,
    ended_at      timestamptz,
    purged        boolean not null default false
);

create table endpoint_view (
    id       uuid    primary key,
    version  bigint  not null,
    name     text    not null,
    enabled  boolean not null,
    removed  boolean not null,
    snapshot jsonb   not null
);

create index endpoint_view_name_idx on endpoint_view (name) where not removed;

create table endpoint_health_view (
    endpoint_id uuid        primary key,
    sequence    bigint      not null,
    status      text        not null,
    reason      text        not null,
    since       timestamptz not null
);

create table feedback_view (
    id                  uuid    primary key,
    sequence            bigint  not null,
    session_id          uuid    not null,
    result_id           uuid,
    endpoint_id         uuid,
    title               text    not null,
    status              text    not null,
    withdrawn           boolean not null,
    github_issue_number int,
    github_issue_url    text
);

create index feedback_view_result_id_idx on feedback_view (result_id) where result_id is not null;
create index feedback_view_open_idx on feedback_view (result_id)
    where status in ('OPEN', 'IN_PROGRESS') and not withdrawn;
