-- Since when an endpoint's checks are met with silence that is held against nobody, and why: OFFLINE (ours), or UNCLEAR.
alter table endpoint_health
    add column silent_since   timestamptz,
    add column silent_because text check (silent_because in ('OFFLINE', 'UNCLEAR'));

alter table alarms
    drop constraint alarms_cause_check,
    add constraint alarms_cause_check check (cause in ('DOWN', 'DEGRADED', 'SLOWER_THAN_USUAL', 'SILENT'));

create index endpoint_health_unclear on endpoint_health (silent_since) where silent_because = 'UNCLEAR';
