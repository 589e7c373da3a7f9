-- The steps of tests by how long they took, counted as results arrive: of each result its slowest ones are told.
create table session_steps (
    session_id    uuid   not null references test_sessions on delete cascade,
    endpoint_id   uuid   not null,
    test_name     text   not null,
    step          text   not null,
    endpoint_name text   not null,
    count         bigint not null check (count > 0),
    total_ms      bigint not null check (total_ms >= 0),
    longest_ms    bigint not null check (longest_ms >= 0),
    primary key (session_id, endpoint_id, test_name, step)
);

create index session_steps_longest on session_steps (session_id, longest_ms desc);
