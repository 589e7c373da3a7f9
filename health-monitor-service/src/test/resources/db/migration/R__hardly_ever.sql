-- Of tests only. An endpoint that asks to be checked once an hour is checked when a test asks for it: its tick, which may come at
-- any moment within that hour, is put off by a day. What a session asks for holds, and so does what is due at once.
create or replace function hardly_ever() returns trigger language plpgsql as $$
begin
    if new.epoch <> old.epoch and new.next_due_at > now()
       and (select check_interval_seconds from integration_endpoints where id = new.endpoint_id) >= 3600
       and not exists (select 1 from endpoint_sessions
                        where endpoint_id = new.endpoint_id and check_interval_seconds is not null) then
        new.next_due_at := greatest(new.next_due_at, now() + interval '1 day');
    end if;
    return new;
end $$;

create or replace trigger hardly_ever before update of next_due_at on check_schedule
    for each row execute function hardly_ever();
