create table benchmark_view (
    position bigint generated always as identity primary key,
    id       uuid not null
);
