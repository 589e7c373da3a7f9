-- Time active: pauses are excluded from it, and so are checks that were made in one.
alter table test_sessions
    add column active_ms    bigint not null default 0,
    add column active_since timestamptz;

create table session_activity (
    session_id uuid        not null references test_sessions on delete cascade,
    began_at   timestamptz not null,
    ended_at   timestamptz check (ended_at >= began_at),
    primary key (session_id, began_at)
);

-- What is known of sessions that were there before: their timeline tells when they were active.
with steps as (
    select session_id, type, at, lead(at) over (partition by session_id order by position) as until
      from timeline_entries
     where type in ('session.started', 'session.paused', 'session.resumed', 'session.completed', 'session.failed'))
insert into session_activity (session_id, began_at, ended_at)
select session_id, at, greatest(at, max(until)) from steps
 where type in ('session.started', 'session.resumed') group by session_id, at;

update test_sessions session
   set active_ms = coalesce((select sum(extract(epoch from ended_at - began_at) * 1000)::bigint
                               from session_activity where session_id = session.id and ended_at is not null), 0),
       active_since = case when status = 'ACTIVE' then coalesce(
           (select max(began_at) from session_activity where session_id = session.id and ended_at is null),
           started_at) end;

alter table test_sessions
    add constraint test_sessions_active_ms_check check (active_ms >= 0),
    add constraint test_sessions_active_since_check check ((status = 'ACTIVE') = (active_since is not null));
