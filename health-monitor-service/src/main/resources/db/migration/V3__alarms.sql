-- Where an endpoint belongs, and what it needs to work.
alter table integration_endpoints
    add column group_name text check (length(group_name) between 1 and 100),
    add column depends_on uuid[] not null default '{}';

create index integration_endpoints_depends_on on integration_endpoints using gin (depends_on);

-- Times at which nobody expects an endpoint to work: once (starts_at to ends_at), or again and again (cron).
create table maintenance_windows (
    id               uuid        primary key,
    title            text        not null check (length(title) between 1 and 200),
    -- All empty: every endpoint.
    endpoint_ids     uuid[]      not null default '{}',
    tags             text[]      not null default '{}',
    groups           text[]      not null default '{}',
    starts_at        timestamptz,
    ends_at          timestamptz,
    cron             text,
    duration_minutes integer     check (duration_minutes between 1 and 10080),
    time_zone        text,
    created_by       text        not null,
    created_at       timestamptz not null,
    version          bigint      not null,
    constraint maintenance_windows_kind check (
        (cron is null and starts_at is not null and ends_at is not null and ends_at > starts_at
            and duration_minutes is null and time_zone is null)
        or (cron is not null and duration_minutes is not null and time_zone is not null
            and starts_at is null and ends_at is null))
);

-- One cause, one alarm: at most one that is open for each endpoint and cause.
create table alarms (
    id              uuid        primary key,
    endpoint_id     uuid        not null references integration_endpoints (id) on delete cascade,
    cause           text        not null check (cause in ('DOWN', 'DEGRADED', 'SLOWER_THAN_USUAL')),
    status          text        not null,
    reason          text        not null,
    message         text,
    opened_at       timestamptz not null,
    cleared_at      timestamptz,
    -- Nobody is told while this says why: MAINTENANCE, or DEPENDENCY (then the parent that is down).
    suppressed      text        check (suppressed in ('MAINTENANCE', 'DEPENDENCY')),
    suppressed_by   uuid,
    acknowledged_at timestamptz,
    acknowledged_by text,
    acknowledged_because text,
    told_at         timestamptz,
    told_clear_at   timestamptz
);

create unique index alarms_open on alarms (endpoint_id, cause) where cleared_at is null;
create index alarms_opened_at on alarms (opened_at desc, id desc);

-- Who is told of alarms.
create table alarm_receivers (
    id         uuid        primary key,
    name       text        not null check (length(name) between 1 and 100),
    url        text,
    format     text        not null check (format in ('WEBHOOK', 'SLACK', 'DISCORD')),
    -- The name of the secret that a WEBHOOK is signed with.
    credential text,
    enabled    boolean     not null,
    created_at timestamptz not null,
    version    bigint      not null,
    constraint alarm_receivers_name_key unique (name)
);

-- What is still to be told, and what became of it.
create table alarm_deliveries (
    id           uuid        primary key,
    alarm_id     uuid        not null references alarms (id) on delete cascade,
    receiver_id  uuid        not null references alarm_receivers (id) on delete cascade,
    kind         text        not null check (kind in ('OPENED', 'CLEARED')),
    attempts     integer     not null default 0,
    due_at       timestamptz not null default now(),
    delivered_at timestamptz,
    given_up_at  timestamptz,
    last_error   text,
    unique (alarm_id, receiver_id, kind)
);

create index alarm_deliveries_due on alarm_deliveries (due_at) where delivered_at is null and given_up_at is null;

-- The middle of a bin of health_bin.
create function health_bin_middle(bin integer) returns integer
    language sql immutable strict parallel safe
    return case
        when bin < 128 then bin
        else ((bin - (((bin >> 6) - 1) << 6)) << ((bin >> 6) - 1)) + ((1 << ((bin >> 6) - 1)) - 1) / 2
    end;

-- What is usual for an endpoint: the 95th percentile of the last week.
create table health_baselines (
    endpoint_id uuid        primary key references integration_endpoints (id) on delete cascade,
    p95_ms      integer     not null,
    samples     bigint      not null,
    computed_at timestamptz not null default now()
);
