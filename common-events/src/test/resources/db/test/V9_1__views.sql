-- A view of sessions and of test results, as a service would keep one; it counts, so that a second application shows.
create table session_view (id uuid primary key, sequence bigint not null, status text not null, applied int not null);
create table result_view (id uuid primary key, applied int not null);
create table owned (id uuid primary key, sequence bigint not null);

create table feedback_view (
    id       uuid   primary key,
    title    text   not null,
    sequence bigint not null
);

create index feedback_view_title on feedback_view (title);

-- Filled after the other, and only in part replaced by a rebuild.
create table feedback_counts (
    session_id uuid    primary key,
    reports    bigint  not null,
    kept       boolean not null default false
);
