-- Reserves slots for many endpoints in one statement; dev.liverun.integrations.budget.BudgetRow says the same in Java.
-- Nobody waits for the disk: what a crash of the database can lose is half a second of reservations, less than the margin.
WITH unhurried AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true)
),
asked AS (
    SELECT a.*
    FROM unnest($1::uuid[], $2::integer[], $3::integer[], $4::bigint[], $5::integer[], $6::bigint[])
        AS a (endpoint_id, asked_limit, asked_burst, asked_interval, wanted, horizon_micros)
    CROSS JOIN unhurried
),
-- In the order of the ids, so that two replicas never wait for each other in a circle.
locked AS MATERIALIZED (
    SELECT a.*, b.limit_per_minute, b.burst, b.interval_micros, b.theoretical_arrival_at, b.paused_until,
        b.next_limit_per_minute, b.next_burst, b.next_interval_micros, b.next_from,
        b.counted_minute, b.counted, b.counted_before
    FROM asked a
    JOIN rate_budgets b ON b.endpoint_id = a.endpoint_id
    ORDER BY b.endpoint_id
    FOR UPDATE OF b
),
-- The clock is read once per row, after its lock was had.
clocked AS MATERIALIZED (
    SELECT l.*, clock_timestamp() AS now
    FROM locked l
),
-- A raised limit comes into force.
promoted AS (
    SELECT c.*,
        CASE WHEN next_from <= now THEN next_limit_per_minute ELSE limit_per_minute END AS old_limit,
        CASE WHEN next_from <= now THEN next_burst ELSE burst END AS old_burst,
        CASE WHEN next_from <= now THEN next_interval_micros ELSE interval_micros END AS old_interval
    FROM clocked c
),
-- A lower limit applies at once, a higher one a minute later.
paced AS (
    SELECT p.*,
        least(asked_limit, old_limit) AS new_limit,
        CASE WHEN asked_limit <= old_limit THEN asked_burst ELSE old_burst END AS new_burst,
        CASE WHEN asked_limit <= old_limit THEN asked_interval ELSE old_interval END AS new_interval,
        CASE
            WHEN asked_limit <= old_limit THEN NULL
            WHEN asked_limit = next_limit_per_minute AND next_from > now THEN next_from
            ELSE now + interval '60 seconds'
        END AS raise_from,
        greatest(now, paused_until) AS earliest
    FROM promoted p
),
-- What was sent under a higher limit has to leave the window before anything is sent under the lower one.
lowered AS (
    SELECT p.*,
        CASE
            WHEN new_limit < old_limit AND theoretical_arrival_at > now - interval '61 seconds'
            THEN theoretical_arrival_at + interval '61 seconds' + (new_burst - 1) * new_interval * interval '1 microsecond'
            ELSE theoretical_arrival_at
        END AS arrival
    FROM paced p
),
based AS (
    SELECT l.*,
        (extract(epoch FROM greatest(arrival, earliest) - now) * 1000000)::bigint AS base_in,
        (extract(epoch FROM earliest - now) * 1000000)::bigint AS earliest_in
    FROM lowered l
),
granted AS (
    SELECT b.*,
        CASE
            WHEN earliest_in > horizon_micros THEN 0
            ELSE least(wanted, greatest(0, floor((horizon_micros - base_in)::numeric / new_interval)::bigint + new_burst))
        END::integer AS granted
    FROM based b
)
UPDATE rate_budgets b
SET limit_per_minute = g.new_limit,
    burst = g.new_burst,
    interval_micros = g.new_interval,
    theoretical_arrival_at = CASE
        WHEN g.granted = 0 THEN g.arrival
        ELSE g.now + (g.base_in + g.granted * g.new_interval) * interval '1 microsecond'
    END,
    paused_until = CASE WHEN g.paused_until > g.now THEN g.paused_until END,
    next_limit_per_minute = CASE WHEN g.raise_from IS NOT NULL THEN g.asked_limit END,
    next_burst = CASE WHEN g.raise_from IS NOT NULL THEN g.asked_burst END,
    next_interval_micros = CASE WHEN g.raise_from IS NOT NULL THEN g.asked_interval END,
    next_from = g.raise_from,
    -- For those who ask how much is in use; nothing is decided by it.
    counted_minute = date_trunc('minute', g.now),
    counted = g.granted + CASE WHEN g.counted_minute = date_trunc('minute', g.now) THEN g.counted ELSE 0 END,
    counted_before = CASE g.counted_minute
        WHEN date_trunc('minute', g.now) THEN g.counted_before
        WHEN date_trunc('minute', g.now) - interval '1 minute' THEN g.counted
        ELSE 0
    END
FROM granted g
WHERE b.endpoint_id = g.endpoint_id
RETURNING g.endpoint_id, g.granted, g.base_in, g.earliest_in, g.new_burst, g.new_interval,
    g.paused_until > g.now AS paused
