package dev.liverun.integrations.budget;

import org.jspecify.annotations.Nullable;

/**
 * The state of one endpoint's budget and its arithmetic; {@code reserve.sql} says the same to PostgreSQL. Times are
 * microseconds on one clock. Immutable.
 *
 * @param arrival GCRA's theoretical arrival time: when the next request would come if all came evenly
 * @param next a higher limit that comes into force later
 */
record BudgetRow(
        int limit,
        Pace pace,
        long arrival,
        long pausedUntil,
        @Nullable Raise next) {

    private static final long MINUTE = 60_000_000;
    private static final long WINDOW = MINUTE + Slot.LIFETIME_MICROS;

    record Raise(int limit, Pace pace, long from) {}

    record Reserved(BudgetRow row, Reservation reservation) {}

    static BudgetRow initial(int limit, Pace pace, long now) {
        return new BudgetRow(limit, pace, now, 0, null);
    }

    Reserved reserve(Demand demand, long now) {
        BudgetRow row = promoted(now).asked(demand, now);
        long earliest = Math.max(now, row.pausedUntil);
        long base = Math.max(row.arrival, earliest);
        long interval = row.pace.intervalMicros();
        long fitting = Math.floorDiv(now + demand.horizonMicros() - base, interval) + row.pace.burst();
        int granted =
                earliest - now > demand.horizonMicros() ? 0 : (int) Math.max(0, Math.min(demand.wanted(), fitting));
        BudgetRow after = granted == 0
                ? row
                : new BudgetRow(row.limit, row.pace, base + granted * interval, row.pausedUntil, row.next);
        return new Reserved(
                after,
                new Reservation(
                        demand.endpointId(), granted, base - now, earliest - now, row.pace, row.pausedUntil > now));
    }

    BudgetRow paused(long until) {
        return new BudgetRow(limit, pace, arrival, Math.max(pausedUntil, until), next);
    }

    /** A raised limit comes into force. */
    private BudgetRow promoted(long now) {
        Raise raise = next;
        return raise != null && raise.from <= now
                ? new BudgetRow(raise.limit, raise.pace, arrival, pausedUntil, null)
                : this;
    }

    /** A lower limit applies at once, a higher one a minute later. */
    private BudgetRow asked(Demand demand, long now) {
        Pace wanted = demand.pace();
        if (demand.limitPerMinute() > limit) {
            boolean known = next != null && next.limit == demand.limitPerMinute();
            return known
                    ? this
                    : new BudgetRow(
                            limit,
                            pace,
                            arrival,
                            pausedUntil,
                            new Raise(demand.limitPerMinute(), wanted, now + MINUTE));
        }
        // What was sent under a higher limit has to leave the window before anything is sent under the lower one.
        boolean lowered = demand.limitPerMinute() < limit && arrival > now - WINDOW;
        long moved = lowered ? arrival + WINDOW + (wanted.burst() - 1) * wanted.intervalMicros() : arrival;
        return new BudgetRow(demand.limitPerMinute(), wanted, moved, pausedUntil, null);
    }
}
