-- How much of a budget is in use: slots are counted by the minute in which they are reserved.
ALTER TABLE rate_budgets
    ADD COLUMN counted_minute timestamptz,
    ADD COLUMN counted integer NOT NULL DEFAULT 0,
    -- In the minute before that.
    ADD COLUMN counted_before integer NOT NULL DEFAULT 0;

-- About how many were reserved in the last 60 seconds: those of this minute, and of the one before it the part that is not
-- 60 seconds ago yet, as if they had come evenly.
CREATE FUNCTION rate_budget_used(budget rate_budgets) RETURNS integer
LANGUAGE sql VOLATILE
AS $$
    SELECT CASE
        WHEN budget.counted_minute IS NULL OR budget.counted_minute < this_minute - interval '1 minute' THEN 0
        WHEN budget.counted_minute < this_minute THEN ceil(budget.counted * seconds_left / 60)
        ELSE budget.counted + ceil(budget.counted_before * seconds_left / 60)
    END::integer
    FROM (SELECT clock_timestamp() AS now) AS clock
    CROSS JOIN LATERAL (
        SELECT date_trunc('minute', now) AS this_minute, 60 - extract(second FROM now) AS seconds_left
    ) AS minute
$$;
