-- What people said about who is at fault, each as it was told, under its event's id: a view that is made anew is told the same
-- again.
create table result_reclassifications (
    id             uuid        primary key,
    result_id      uuid        not null references test_results (id) on delete cascade,
    -- What holds since then; null when nobody is at fault.
    failure_class  text,
    failure_reason text,
    said_by        text        not null,
    said_at        timestamptz not null
);

create index result_reclassifications_result_id_idx on result_reclassifications (result_id);

insert into result_reclassifications (id, result_id, failure_class, failure_reason, said_by, said_at)
select gen_random_uuid(), id, overridden_class, overridden_reason, overridden_by, overridden_at
  from test_results
 where overridden_at is not null;
