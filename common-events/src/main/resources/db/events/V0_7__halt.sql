-- The kill switch as this service knows it.
create table halt (
    one     boolean     primary key default true check (one),
    halted  boolean     not null,
    reason  text        not null,
    since   timestamptz not null,
    version bigint      not null
);

insert into halt (halted, reason, since, version) values (false, '', now(), 0);
