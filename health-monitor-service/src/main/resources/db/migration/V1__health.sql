-- Specification: IntegrationEndpoint. Removal is soft: the row and its history stay.
create table integration_endpoints (
    id                     uuid        primary key,
    name                   text        not null,
    base_url               text        not null,
    health_check_url       text        not null,
    auth_type              text        not null,
    -- A name; its value comes from the process's secret source.
    credential             text,
    api_key_header         text,
    token_url              text,
    oauth_scope            text,
    rate_limit_per_minute  integer     not null,
    timeout_seconds        integer     not null,
    retry_attempts         integer     not null,
    enabled                boolean     not null,
    tags                   text[]      not null default '{}',
    check_interval_seconds integer     not null,
    -- JSON that the service wrote itself: the request that is made, and how many checks make a status.
    health_check           text        not null,
    confirmation           text        not null,
    created_at             timestamptz not null,
    updated_at             timestamptz not null,
    removed_at             timestamptz,
    version                bigint      not null,
    constraint integration_endpoints_name check (length(name) between 1 and 100),
    constraint integration_endpoints_base_url check (base_url ~ '^https?://[^/?#[:space:]@]+([/?][^[:space:]#]*)?$'),
    constraint integration_endpoints_health_check_url
        check (health_check_url ~ '^https?://[^/?#[:space:]@]+([/?][^[:space:]#]*)?$'),
    constraint integration_endpoints_token_url
        check (token_url ~ '^https?://[^/?#[:space:]@]+([/?][^[:space:]#]*)?$'),
    constraint integration_endpoints_auth_type check (auth_type in ('NONE', 'API_KEY', 'OAUTH', 'BEARER_TOKEN')),
    constraint integration_endpoints_credential check (auth_type = 'NONE' or credential is not null),
    constraint integration_endpoints_oauth check (auth_type <> 'OAUTH' or token_url is not null),
    constraint integration_endpoints_rate_limit_per_minute check (rate_limit_per_minute > 0),
    constraint integration_endpoints_timeout_seconds check (timeout_seconds between 1 and 300),
    constraint integration_endpoints_retry_attempts check (retry_attempts between 0 and 10),
    constraint integration_endpoints_check_interval_seconds check (check_interval_seconds between 1 and 86400),
    constraint integration_endpoints_health_check check (jsonb_typeof(health_check::jsonb) = 'object'),
    constraint integration_endpoints_confirmation check (jsonb_typeof(confirmation::jsonb) = 'object')
);

-- A removed endpoint gives its name free. People do not tell "Banano" and "banano" apart.
create unique index integration_endpoints_name_key on integration_endpoints (lower(name)) where removed_at is null;

-- Specification: IntegrationHealthStatus; one row per check that was made. Which sessions it belongs to stands in
-- integration_health_status_sessions, because one observation may belong to several, or to none.
create table integration_health_status (
    id               uuid        primary key,
    endpoint_id      uuid        not null references integration_endpoints (id),
    status           text        not null,
    response_time_ms integer,
    status_code      integer,
    error_message    text,
    checked_at       timestamptz not null default clock_timestamp(),
    metadata         jsonb       not null default '{}',
    reason           text        generated always as (metadata ->> 'reason') stored,
    constraint integration_health_status_status check (status in ('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'TIMEOUT')),
    constraint integration_health_status_response_time_ms check (response_time_ms >= 0),
    constraint integration_health_status_status_code check (status_code between 100 and 599),
    -- The database's own clock, by which checks are dated.
    constraint integration_health_status_checked_at check (checked_at <= clock_timestamp()),
    constraint integration_health_status_metadata check (jsonb_typeof(metadata) = 'object')
);

create index integration_health_status_checked_at_idx on integration_health_status (checked_at);
create index integration_health_status_endpoint_id_checked_at_idx
    on integration_health_status (endpoint_id, checked_at);

-- The specification's session_id: the sessions that were ACTIVE or PAUSED on the endpoint when it was checked.
create table integration_health_status_sessions (
    session_id       uuid        not null,
    health_status_id uuid        not null references integration_health_status (id) on delete cascade,
    endpoint_id      uuid        not null,
    checked_at       timestamptz not null,
    primary key (health_status_id, session_id)
);

create index integration_health_status_sessions_session_id_checked_at_idx
    on integration_health_status_sessions (session_id, checked_at);

-- The replicas that are alive: one heartbeat lease each. A lease that ran out is deleted by whoever notices, which
-- gives free what it had claimed.
create table replicas (
    id         uuid        primary key,
    name       text        not null,
    started_at timestamptz not null default now(),
    expires_at timestamptz not null
);

-- When each endpoint is checked next, and by whom it is being checked now.
create table check_schedule (
    endpoint_id   uuid        primary key references integration_endpoints (id) on delete cascade,
    active        boolean     not null,
    next_due_at   timestamptz not null,
    owner         uuid        references replicas (id) on delete set null,
    -- Counts the claims. What comes back under an older one is void: somebody else has checked since, or the
    -- endpoint has changed.
    epoch         bigint      not null default 0,
    claimed_at    timestamptz,
    -- The endpoint asked to be left alone until then.
    paused_until  timestamptz,
    auth_failures integer     not null default 0
) with (fillfactor = 80);

create index check_schedule_due on check_schedule (next_due_at) where owner is null and active;
create index check_schedule_owner on check_schedule (owner) where owner is not null;

-- What is known of each endpoint: the confirmed status (M of N checks), and the last check made.
create table endpoint_health (
    endpoint_id           uuid        primary key references integration_endpoints (id) on delete cascade,
    status                text        check (status in ('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'TIMEOUT')),
    reason                text,
    since                 timestamptz,
    -- Counts the changes of the confirmed status: the sequence of HealthChanged.
    sequence              bigint      not null default 0,
    -- The statuses observed since the last change, oldest first.
    observed              text[]      not null default '{}',
    last_check_id         uuid,
    last_status           text        check (last_status in ('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'TIMEOUT')),
    last_reason           text,
    last_response_time_ms integer,
    last_status_code      integer,
    last_error_message    text,
    last_checked_at       timestamptz
) with (fillfactor = 70);

-- View of session-service's sessions: those that are ACTIVE or PAUSED get the checks of their scope.
create table session_views (
    session_id             uuid    primary key,
    name                   text    not null,
    status                 text    not null,
    open                   boolean not null,
    -- Without a scope of its own a session concerns every endpoint.
    everything             boolean not null,
    check_interval_seconds integer,
    sequence               bigint  not null
);

create index session_views_open on session_views (session_id) where open;

-- An integration in a session's scope, by id or by name: it may be registered after the session.
create table session_scope (
    session_id    uuid not null references session_views (session_id) on delete cascade,
    endpoint_id   uuid,
    endpoint_name text,
    constraint session_scope_one check (num_nonnulls(endpoint_id, endpoint_name) = 1)
);

create index session_scope_session_id on session_scope (session_id);

-- The sessions that are ACTIVE or PAUSED on an endpoint, and the shortest interval that one of them asks for.
create view endpoint_sessions as
select e.id                          as endpoint_id,
       array_agg(s.session_id order by s.session_id) as session_ids,
       min(s.check_interval_seconds) as check_interval_seconds
  from integration_endpoints e
  join session_views s
    on s.open
   and (s.everything
        or exists (select 1
                     from session_scope c
                    where c.session_id = s.session_id
                      and (c.endpoint_id = e.id or lower(c.endpoint_name) = lower(e.name))))
 group by e.id;
