-- Checks are partitioned by endpoint: every question is about one endpoint, and what is removed for the next archive file
-- leaves small trees behind, not one large one.
alter table integration_health_status_sessions drop constraint integration_health_status_sessions_health_status_id_fkey;
alter table integration_health_status rename to integration_health_status_v1;
alter index integration_health_status_pkey rename to integration_health_status_v1_pkey;
alter index integration_health_status_checked_at_idx rename to integration_health_status_v1_checked_at_idx;
alter index integration_health_status_endpoint_id_checked_at_idx rename to integration_health_status_v1_endpoint_idx;

create table integration_health_status (
    id               uuid        not null,
    endpoint_id      uuid        not null,
    status           text        not null,
    response_time_ms integer,
    status_code      integer,
    error_message    text,
    checked_at       timestamptz not null default clock_timestamp(),
    metadata         jsonb       not null default '{}',
    reason           text        generated always as (metadata ->> 'reason') stored,
    primary key (endpoint_id, id),
    constraint integration_health_status_endpoint_id_fkey
        foreign key (endpoint_id) references integration_endpoints (id),
    constraint integration_health_status_status check (status in ('HEALTHY', 'DEGRADED', 'UNHEALTHY', 'TIMEOUT')),
    constraint integration_health_status_response_time_ms check (response_time_ms >= 0),
    constraint integration_health_status_status_code check (status_code between 100 and 599),
    -- The database's own clock, by which checks are dated.
    constraint integration_health_status_checked_at check (checked_at <= clock_timestamp()),
    constraint integration_health_status_metadata check (jsonb_typeof(metadata) = 'object')
) partition by hash (endpoint_id);

do $$
begin
    for remainder in 0..7 loop
        execute format('create table integration_health_status_p%s partition of integration_health_status'
                       ' for values with (modulus 8, remainder %s)', remainder, remainder);
    end loop;
end
$$;

insert into integration_health_status
       (id, endpoint_id, status, response_time_ms, status_code, error_message, checked_at, metadata)
select id, endpoint_id, status, response_time_ms, status_code, error_message, checked_at, metadata
  from integration_health_status_v1;

create index integration_health_status_checked_at_idx on integration_health_status (checked_at);
create index integration_health_status_endpoint_id_checked_at_idx
    on integration_health_status (endpoint_id, checked_at);

alter table integration_health_status_sessions
    add constraint integration_health_status_sessions_check_fkey foreign key (endpoint_id, health_status_id)
        references integration_health_status (endpoint_id, id) on delete cascade;

-- How many checks of the endpoint are stored, when it last changed its mind, and when anything of it was last written.
alter table endpoint_health
    add column stored     integer       not null default 0,
    add column changes    timestamptz[] not null default '{}',
    add column updated_at timestamptz   not null default clock_timestamp();

update endpoint_health h
   set stored = c.stored
  from (select endpoint_id, count(*) as stored from integration_health_status_v1 group by endpoint_id) c
 where c.endpoint_id = h.endpoint_id;

-- What happened in each minute; written with the checks themselves. Exact response times: there are few in a minute.
create table health_minutes (
    endpoint_id    uuid        not null references integration_endpoints (id) on delete cascade,
    bucket         timestamptz not null,
    healthy        integer     not null,
    degraded       integer     not null,
    unhealthy      integer     not null,
    timeout        integer     not null,
    rate_limited   integer     not null,
    -- Checks during maintenance; they are in none of the other counts.
    maintenance    integer     not null,
    response_times integer[]   not null,
    -- Not in its hour yet, or changed since.
    pending        boolean     not null default true,
    primary key (endpoint_id, bucket)
) with (fillfactor = 80);

create index health_minutes_pending on health_minutes (endpoint_id, bucket) where pending;

-- Hours (3,600 s) and days (86,400 s). Response times are a histogram: bins, and how many are in each.
create table health_rollups (
    endpoint_id  uuid        not null references integration_endpoints (id) on delete cascade,
    seconds      integer     not null check (seconds in (3600, 86400)),
    bucket       timestamptz not null,
    healthy      integer     not null,
    degraded     integer     not null,
    unhealthy    integer     not null,
    timeout      integer     not null,
    rate_limited integer     not null,
    maintenance  integer     not null,
    slowest      integer,
    bins         integer[]   not null,
    bin_counts   integer[]   not null,
    primary key (endpoint_id, seconds, bucket)
);

-- A response time's bin: exact below 128 ms, above that 64 bins for each doubling, so within 0.8 % of its middle.
-- dev.liverun.health.rollup.ResponseTimes is its twin.
create function health_bin(milliseconds integer) returns integer
    language sql immutable strict parallel safe
    return case
        when milliseconds < 128 then milliseconds
        else ((floor(ln(milliseconds) / ln(2) + 1e-9)::integer - 6) << 6)
             + (milliseconds >> (floor(ln(milliseconds) / ln(2) + 1e-9)::integer - 6))
    end;

insert into health_minutes (endpoint_id, bucket, healthy, degraded, unhealthy, timeout, rate_limited, maintenance,
                            response_times)
select endpoint_id, date_trunc('minute', checked_at),
       count(*) filter (where status = 'HEALTHY'), count(*) filter (where status = 'DEGRADED'),
       count(*) filter (where status = 'UNHEALTHY'), count(*) filter (where status = 'TIMEOUT'),
       count(*) filter (where reason = 'RATE_LIMITED'), 0,
       coalesce(array_agg(response_time_ms) filter (where response_time_ms is not null), '{}')
  from integration_health_status_v1
 group by endpoint_id, date_trunc('minute', checked_at);

drop table integration_health_status_v1;

-- Every change of a confirmed status, and what led to it.
create table health_transitions (
    endpoint_id uuid        not null references integration_endpoints (id) on delete cascade,
    -- The sequence of HealthChanged.
    sequence    bigint      not null,
    from_status text,
    to_status   text        not null,
    reason      text        not null,
    -- What the check that decided said: where it ended, after how many attempts.
    phase       text,
    attempts    integer     not null,
    message     text,
    -- How many checks of how many it took.
    checks      integer     not null,
    of_checks   integer     not null,
    check_id    uuid        not null,
    at          timestamptz not null,
    primary key (endpoint_id, sequence)
);

create index health_transitions_at on health_transitions (at);

-- Where checks are that are no longer in the table: a section of a file, compressed by itself, for each endpoint.
create table health_archive (
    id          uuid        primary key,
    endpoint_id uuid        not null,
    file        text        not null,
    position    bigint      not null,
    length      bigint      not null,
    checks      integer     not null,
    first_at    timestamptz not null,
    last_at     timestamptz not null,
    archived_at timestamptz not null default now()
);

create index health_archive_endpoint_id_last_at on health_archive (endpoint_id, last_at);
create index health_archive_file on health_archive (file);
