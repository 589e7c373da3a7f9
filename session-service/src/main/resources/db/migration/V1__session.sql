-- Test sessions: a bounded period of collaborative testing (specification: TestSession).
create table test_sessions (
    id                uuid        primary key,
    name              text        not null,
    description       text,
    status            text        not null,
    created_at        timestamptz not null,
    started_at        timestamptz,
    ended_at          timestamptz,
    tester_id         text        not null,
    configuration     jsonb       not null,
    -- {subject: role}; the tester is one of them.
    participants      jsonb       not null,
    pause_cause       text,
    pause_reason      text,
    -- When the pause began and when it fails the session.
    paused_at         timestamptz,
    pause_deadline    timestamptz,
    -- Why the session ended, for people.
    end_reason        text,
    -- A person resumed although a required integration is down: the system does not pause again before it recovers.
    pause_waived      boolean     not null default false,
    version           bigint      not null,

    -- What follows belongs to no version: it changes without the session changing.
    -- The last position on the timeline; taken under this row's lock.
    last_position     bigint      not null default 0,
    -- Health, state or configuration changed since required integrations were last looked at together.
    review_due        boolean     not null default false,
    -- Words only, so that a part of "api.example.com" is found too.
    search            tsvector    not null generated always as (
        to_tsvector('simple', regexp_replace(name || ' ' || coalesce(description, ''), '[^[:alnum:]]+', ' ', 'g'))) stored,

    constraint test_sessions_name_check check (name ~ '\S' and length(name) <= 200),
    constraint test_sessions_description_check check (length(description) <= 10000),
    constraint test_sessions_tester_check check (tester_id ~ '\S' and length(tester_id) <= 255),
    constraint test_sessions_status_check
        check (status in ('CREATED', 'ACTIVE', 'PAUSED', 'COMPLETED', 'FAILED')),
    constraint test_sessions_started_at_check check (started_at >= created_at),
    constraint test_sessions_ended_at_check check (ended_at >= started_at),
    constraint test_sessions_times_check check (
        case status
            when 'CREATED' then started_at is null and ended_at is null
            when 'ACTIVE' then started_at is not null and ended_at is null
            when 'PAUSED' then started_at is not null and ended_at is null
            else started_at is not null and ended_at is not null
        end),
    constraint test_sessions_pause_cause_check check (pause_cause in ('MANUAL', 'SYSTEM')),
    constraint test_sessions_pause_check check (
        (status = 'PAUSED') = (pause_cause is not null)
            and (status = 'PAUSED') = (paused_at is not null)
            and (status = 'PAUSED') = (pause_deadline is not null)
            and (status = 'PAUSED' or pause_reason is null)
            and pause_deadline >= paused_at),
    constraint test_sessions_configuration_check check (jsonb_typeof(configuration) = 'object'),
    constraint test_sessions_participants_check check (
        jsonb_typeof(participants) = 'object'
            and coalesce(participants ->> tester_id, '') = 'TESTER'
            and not jsonb_path_exists(
                participants, '$.* ? (!(@ == "TESTER" || @ == "COMMENTER" || @ == "OBSERVER"))')),
    constraint test_sessions_version_check check (version >= 1),
    constraint test_sessions_last_position_check check (last_position >= 0)
);

-- Rules that only the database can keep when two change at once; they are indexes, not check-then-act.
create unique index test_sessions_one_active_per_tester on test_sessions (tester_id) where status = 'ACTIVE';
create unique index test_sessions_name_open on test_sessions (name) where status in ('CREATED', 'ACTIVE', 'PAUSED');

-- Specification: test_sessions.status. Ids are UUIDv7, so id is the order of creation that lists page through.
create index test_sessions_status on test_sessions (status, id);
create index test_sessions_tester on test_sessions (tester_id, id);
create index test_sessions_search on test_sessions using gin (search);
create index test_sessions_pause_deadline on test_sessions (pause_deadline) where status = 'PAUSED';
create index test_sessions_review_due on test_sessions (id) where review_due;

-- What happened in a session, in one order that every replica agrees on.
create table timeline_entries (
    session_id  uuid        not null references test_sessions on delete cascade,
    position    bigint      not null check (position >= 1),
    kind        text        not null check (kind in ('session', 'health', 'test', 'feedback', 'note')),
    type        text        not null check (type <> ''),
    at          timestamptz not null,
    actor       text,
    title       text        not null,
    data        jsonb       not null check (jsonb_typeof(data) = 'object'),
    primary key (session_id, position)
);

-- Views of what other services own; each is written only by its own consumer. They accept events in any order of topics.

-- Integrations, as health-monitor publishes them.
create table endpoints (
    id                    uuid    primary key,
    name                  text    not null,
    base_url              text    not null,
    enabled               boolean not null,
    removed               boolean not null,
    sequence              bigint  not null
);

create index endpoints_name on endpoints (name);

-- The confirmed status of each integration.
create table endpoint_health (
    endpoint_id   uuid        primary key,
    endpoint_name text        not null,
    status        text        not null check (status in ('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'TIMEOUT')),
    reason        text        not null,
    since         timestamptz not null,
    sequence      bigint      not null
);

-- The latest check of each integration.
create table endpoint_checks (
    endpoint_id      uuid        primary key,
    endpoint_name    text        not null,
    status           text        not null check (status in ('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'TIMEOUT')),
    response_time_ms integer     check (response_time_ms >= 0),
    error_message    text,
    checked_at       timestamptz not null
);

-- Checks of an integration that were made for a session, counted as they arrive.
create table session_health (
    session_id    uuid        not null references test_sessions on delete cascade,
    endpoint_id   uuid        not null,
    endpoint_name text        not null,
    healthy       bigint      not null default 0 check (healthy >= 0),
    degraded      bigint      not null default 0 check (degraded >= 0),
    unhealthy     bigint      not null default 0 check (unhealthy >= 0),
    timed_out     bigint      not null default 0 check (timed_out >= 0),
    -- Answers with 429: they are among the degraded ones and say nothing about uptime.
    rate_limited  bigint      not null default 0 check (rate_limited >= 0),
    last_check_at timestamptz not null,
    last_status   text        not null check (last_status in ('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'TIMEOUT')),
    last_response_time_ms integer check (last_response_time_ms >= 0),
    primary key (session_id, endpoint_id)
);

-- Response times as a histogram of logarithmic buckets: mergeable, and counted without reading.
create table session_latency (
    session_id  uuid    not null references test_sessions on delete cascade,
    endpoint_id uuid    not null,
    bucket      integer not null check (bucket >= 0),
    count       bigint  not null check (count > 0),
    primary key (session_id, endpoint_id, bucket)
);

create table session_runs (
    id           uuid        primary key,
    session_id   uuid        not null references test_sessions on delete cascade,
    status       text        not null check (status in ('RUNNING', 'PASSED', 'FAILED', 'ERROR', 'CANCELLED')),
    started_by   text        not null,
    started_at   timestamptz not null,
    completed_at timestamptz,
    sequence     bigint      not null
);

create index session_runs_session on session_runs (session_id, id);
create index session_runs_running on session_runs (session_id) where status = 'RUNNING';

create table session_results (
    id                uuid        primary key,
    session_id        uuid        not null references test_sessions on delete cascade,
    endpoint_id       uuid        not null,
    endpoint_name     text        not null,
    run_id            uuid,
    test_name         text        not null,
    status            text        not null check (status in ('PASSED', 'FAILED', 'SKIPPED', 'ERROR')),
    failure_class     text        check (failure_class in (
        'PRODUCT', 'CONTRACT_DRIFT', 'AUTH', 'RATE_LIMITED', 'PROVIDER_OUTAGE', 'NETWORK', 'TEST_DEFECT')),
    failure_reason    text,
    error_details     text,
    started_at        timestamptz not null,
    completed_at      timestamptz not null,
    duration_ms       bigint      not null check (duration_ms >= 0),
    assertions_passed integer     not null check (assertions_passed >= 0),
    assertions_total  integer     not null check (assertions_total >= assertions_passed),
    check (completed_at >= started_at)
);

create index session_results_history on session_results (session_id, completed_at, id);

-- The same results counted as they arrive, so that a summary costs the same for ten results and for a hundred thousand.
create table session_result_counts (
    session_id    uuid   not null references test_sessions on delete cascade,
    endpoint_id   uuid   not null,
    test_name     text   not null,
    status        text   not null,
    -- '' where there is none: a key has no nulls.
    failure_class text   not null,
    count         bigint not null check (count > 0),
    primary key (session_id, endpoint_id, test_name, status, failure_class)
);

create table session_feedback (
    id                  uuid        primary key,
    session_id          uuid        not null references test_sessions on delete cascade,
    endpoint_id         uuid,
    result_id           uuid,
    title               text        not null,
    category            text        not null,
    priority            text        not null,
    priority_rank       smallint    not null,
    status              text        not null,
    github_issue_number integer     check (github_issue_number > 0),
    github_issue_url    text,
    reported_by         text        not null,
    reported_at         timestamptz not null,
    resolved_at         timestamptz,
    withdrawn           boolean     not null,
    attachment_count    integer     not null check (attachment_count >= 0),
    sequence            bigint      not null
);

create index session_feedback_session on session_feedback (session_id, priority_rank desc, id);
create index session_feedback_open on session_feedback (priority_rank)
    where status in ('OPEN', 'IN_PROGRESS') and not withdrawn;
create index session_feedback_result on session_feedback (result_id) where result_id is not null;
