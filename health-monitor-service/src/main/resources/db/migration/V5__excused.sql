-- Checks that count towards nothing: made during maintenance, or worse while the endpoint's grace lasted.
alter table health_minutes rename column maintenance to excused;
alter table health_rollups rename column maintenance to excused;

-- A fall during maintenance is no outage.
alter table health_transitions add column excused boolean not null default false;
