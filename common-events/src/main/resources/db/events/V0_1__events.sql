-- Events that wait to be published; a row is deleted once Kafka has acknowledged it.
create table outbox (
    -- CACHE 1: ids are taken in the order of appending, which the relay keeps.
    id             bigint generated always as identity (cache 1) primary key,
    event_id       uuid        not null,
    event_type     text        not null,
    topic          text        not null,
    subject        uuid        not null,
    partition_key  uuid        not null,
    sequence       bigint      not null check (sequence >= 0),
    occurred_at    timestamptz not null,
    appended_at    timestamptz not null default clock_timestamp(),
    correlation_id text,
    data           text        not null
) with (
    -- The table is nearly always empty and always changing: vacuum it by count, soon, so that reads stay short.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_insert_threshold = -1,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 100000
);

-- What each consumer has applied. Ids are UUIDv7, so a day is a range of ids: a redelivered event meets its own day's
-- partition whenever it comes, and whole days can be dropped. Ids of any other kind meet in the default partition.
create table inbox (
    consumer   text        not null,
    event_id   uuid        not null,
    applied_at timestamptz not null default now(),
    primary key (consumer, event_id)
) partition by range (event_id);

create table inbox_default partition of inbox default;

-- The first id of a day.
create function uuidv7_floor(day date) returns uuid
    language sql immutable strict parallel safe
    return (lpad(to_hex((extract(epoch from day::timestamp) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid;

-- Gives a day its partition, with what came before the partition did.
create function inbox_create_partition(day date) returns void
    language plpgsql as $$
declare
    part  text := 'inbox_d' || to_char(day, 'YYYYMMDD');
    floor uuid := uuidv7_floor(day);
    ceil  uuid := uuidv7_floor(day + 1);
begin
    perform pg_advisory_xact_lock(hashtext('liverun.inbox.partitions'));
    if to_regclass(part) is not null then
        return;
    end if;
    lock table inbox in access exclusive mode;
    execute format('create table %I (like inbox including all)', part);
    execute format('with moved as (delete from inbox_default where event_id >= %L and event_id < %L returning *)'
        ' insert into %I select * from moved', floor, ceil, part);
    execute format('alter table inbox attach partition %I for values from (%L) to (%L)', part, floor, ceil);
end
$$;

-- Forgets whole days; returns how many.
create function inbox_drop_partitions_before(day date) returns integer
    language plpgsql as $$
declare
    part    text;
    dropped integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('liverun.inbox.partitions'));
    for part in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'inbox'::regclass and c.relname ~ '^inbox_d[0-9]{8}$'
          and to_date(right(c.relname, 8), 'YYYYMMDD') < day
    loop
        execute format('drop table %I', part);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;
