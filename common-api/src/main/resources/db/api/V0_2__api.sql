-- Answers to creations that carried an Idempotency-Key, so that asking again changes nothing.
create table idempotency_keys (
    caller       text        not null,
    route        text        not null,
    key          text        not null,
    -- SHA-256 of the request's JSON: the same key with another body is refused.
    request_hash text        not null,
    status       integer,
    headers      jsonb,
    body         text,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    primary key (caller, route, key)
);

create index idempotency_keys_expires_at on idempotency_keys (expires_at);

-- Who did what, when and why. Ids are UUIDv7: newest first is the primary key backwards.
create table audit_log (
    id             uuid        primary key,
    at             timestamptz not null default now(),
    actor          text        not null,
    action         text        not null,
    target_type    text        not null,
    target_id      text        not null,
    reason         text,
    details        jsonb       not null default '{}',
    correlation_id text
);

create index audit_log_target on audit_log (target_type, target_id, id desc);
create index audit_log_actor on audit_log (actor, id desc);
create index audit_log_at on audit_log (at);

create function audit_log_is_append_only() returns trigger
    language plpgsql as $$
begin
    raise exception 'audit_log is append-only' using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_log_append_only
    before update or delete or truncate on audit_log
    for each statement execute function audit_log_is_append_only();
