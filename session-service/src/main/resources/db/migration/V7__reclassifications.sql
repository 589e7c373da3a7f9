-- What people said about who is at fault for a result. The result itself stays as it was told, because a seal may hold it;
-- of these, a seal holds those that bear its version or an earlier one, and the latest counts.
create table session_reclassifications (
    id              uuid        primary key,
    session_id      uuid        not null references test_sessions on delete cascade,
    result_id       uuid        not null,
    failure_class   text,
    failure_reason  text,
    reclassified_at timestamptz not null,
    seal            integer     check (seal >= 1)
);

create index session_reclassifications_result on session_reclassifications (result_id, reclassified_at desc, id desc);
create index session_reclassifications_unsealed on session_reclassifications (session_id) where seal is null;
