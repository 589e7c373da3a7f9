-- What became of each test last, and how long it took: counted as it arrives, like everything that a summary shows.
alter table session_result_counts
    add column endpoint_name text   not null default '',
    add column total_ms      bigint not null default 0 check (total_ms >= 0),
    add column longest_ms    bigint not null default 0 check (longest_ms >= 0);

update session_result_counts counted
   set endpoint_name = result.endpoint_name, total_ms = result.total_ms, longest_ms = result.longest_ms
  from (select session_id, endpoint_id, test_name, status, coalesce(failure_class, '') as failure_class,
               max(endpoint_name) as endpoint_name, sum(duration_ms) as total_ms, max(duration_ms) as longest_ms
          from session_results group by 1, 2, 3, 4, 5) result
 where (counted.session_id, counted.endpoint_id, counted.test_name, counted.status, counted.failure_class)
     = (result.session_id, result.endpoint_id, result.test_name, result.status, result.failure_class);

create table session_outcomes (
    session_id    uuid        not null references test_sessions on delete cascade,
    endpoint_id   uuid        not null,
    endpoint_name text        not null,
    test_name     text        not null,
    result_id     uuid        not null,
    status        text        not null,
    failure_class text,
    completed_at  timestamptz not null,
    primary key (session_id, endpoint_id, test_name)
);

insert into session_outcomes
select distinct on (session_id, endpoint_id, test_name)
       session_id, endpoint_id, endpoint_name, test_name, id, status, failure_class, completed_at
  from session_results order by session_id, endpoint_id, test_name, completed_at desc, id desc;

-- Evidence that was sealed. Its results are those that bear this version or an earlier one.
create table session_seals (
    session_id uuid        not null references test_sessions on delete cascade,
    version    integer     not null check (version >= 1),
    sealed_at  timestamptz not null,
    sha256     text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    verdict    text        not null check (verdict in ('READY', 'NOT_READY', 'INCONCLUSIVE')),
    -- All but the results, as it was hashed.
    evidence   text        not null,
    primary key (session_id, version)
);

alter table session_results add column seal integer check (seal >= 1);
alter table test_sessions
    -- Something has come that no seal holds yet.
    add column seal_due boolean not null default false,
    -- Of the latest seal; what the list can be filtered by.
    add column verdict  text check (verdict in ('READY', 'NOT_READY', 'INCONCLUSIVE'));

update test_sessions set seal_due = true where status in ('COMPLETED', 'FAILED');
create index test_sessions_seal_due on test_sessions (id) where seal_due;
create index test_sessions_verdict on test_sessions (verdict, id) where verdict is not null;

-- Who accepted or rejected which seal. The latest word of a person counts; none is changed.
create table session_sign_offs (
    id           uuid        primary key,
    session_id   uuid        not null,
    seal_version integer     not null,
    subject      text        not null,
    display_name text        not null,
    decision     text        not null check (decision in ('ACCEPTED', 'REJECTED')),
    reason       text        check (length(reason) <= 2000),
    at           timestamptz not null,
    constraint session_sign_offs_rejection_check check (decision = 'ACCEPTED' or reason ~ '\S'),
    foreign key (session_id, seal_version) references session_seals on delete cascade
);

create index session_sign_offs_session on session_sign_offs (session_id, id);

-- Rules are looked at by name: whoever breaks an older one is told of that one first.
alter table test_sessions rename constraint test_sessions_active_since_check to test_sessions_while_active_check;
