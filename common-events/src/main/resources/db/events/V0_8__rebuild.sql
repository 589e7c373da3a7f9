-- Views that are made anew: filled in a schema of their own beside the live ones, and swapped in.
create table view_rebuilds (
    id           uuid        primary key,
    view         text        not null check (view ~ '^[a-z][a-z_]*$'),
    state        text        not null check (state in ('REQUESTED', 'FILLING', 'DONE', 'CANCELLED', 'FAILED')),
    requested_by text        not null,
    requested_at timestamptz not null,
    filling_at   timestamptz,
    ended_at     timestamptz,
    -- How far the rebuild's topic was read, and how many events were in it.
    next_offset  bigint      not null default 0,
    events       bigint      not null default 0,
    -- The types of events whose owners have published all that they have.
    answered     text[]      not null default '{}',
    error        text
);

create unique index view_rebuilds_one_at_a_time on view_rebuilds (view) where state in ('REQUESTED', 'FILLING');

-- What this service was asked to publish once more.
create table republications (
    rebuild_id   uuid        primary key,
    topic        text        not null,
    types        text[]      not null,
    requested_at timestamptz not null,
    answered_at  timestamptz,
    events       bigint
);

create index republications_due on republications (requested_at) where answered_at is null;

-- Gives a view empty tables beside its own. Without foreign keys: those of the live tables are held when it is swapped in,
-- and nobody waits for a lock on what they refer to.
create function view_shadow_create(view text, tables text[]) returns void
    language plpgsql as $$
declare
    shadow text := 'rebuild_' || view;
    part   text;
begin
    execute format('drop schema if exists %I cascade', shadow);
    execute format('create schema %I', shadow);
    foreach part in array tables loop
        execute format('create table %I.%I (like %I including all)', shadow, part, part);
    end loop;
end
$$;

create function view_shadow_drop(view text) returns void
    language plpgsql as $$
begin
    execute format('drop schema if exists %I cascade', 'rebuild_' || view);
end
$$;
