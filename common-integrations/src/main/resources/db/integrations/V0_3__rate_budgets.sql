-- What this service may send to each endpoint: one row of the generic cell rate algorithm (GCRA) per endpoint, which all
-- replicas of the service share. A service adds this folder to its Flyway locations.
CREATE TABLE rate_budgets (
    endpoint_id uuid PRIMARY KEY,
    -- The limit in force, and this service's pace under it.
    limit_per_minute integer NOT NULL CHECK (limit_per_minute > 0),
    burst integer NOT NULL CHECK (burst > 0),
    interval_micros bigint NOT NULL CHECK (interval_micros > 0),
    -- The GCRA's state: when the next request would come if all came evenly.
    theoretical_arrival_at timestamptz NOT NULL,
    -- The endpoint asked for a pause.
    paused_until timestamptz,
    -- A higher limit that comes into force later.
    next_limit_per_minute integer CHECK (next_limit_per_minute > limit_per_minute),
    next_burst integer,
    next_interval_micros bigint,
    next_from timestamptz,
    CHECK (num_nulls(next_limit_per_minute, next_burst, next_interval_micros, next_from) IN (0, 4))
)
-- Every reservation changes its row, and no changed column is indexed: room in the page keeps these updates in it (HOT).
WITH (fillfactor = 50);
