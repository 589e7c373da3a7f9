create table notes (
    id         uuid        primary key,
    title      text        not null constraint notes_title_key unique,
    status     text        not null constraint notes_status_known check (status in ('OPEN', 'CLOSED')),
    author     text        not null,
    amount     numeric,
    created_at timestamptz not null,
    version    bigint      not null
);

create index notes_created_at_id on notes (created_at desc, id desc);
