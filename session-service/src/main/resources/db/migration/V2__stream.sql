-- The WebSocket over all sessions has no position of its own: its cursor is a moment, given as the oldest transaction that
-- was still open then. What that transaction and later ones wrote may not have been seen, and is what comes after it.
alter table timeline_entries add column tx xid8 not null default pg_current_xact_id();

create index timeline_entries_tx on timeline_entries (tx);

-- Sessions that ended lately, and those whose time to be kept is over.
create index test_sessions_ended_at on test_sessions (ended_at) where ended_at is not null;
