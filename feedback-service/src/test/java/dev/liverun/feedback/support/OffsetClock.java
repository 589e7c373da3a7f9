package dev.liverun.feedback.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time, and what a test has added to it: the same for the service and for its GitHub. */
public final class OffsetClock extends Clock {

    private static final String OFFSET = "liverun.testing.clock-offset";
    private static final String STOPPED_AT = "liverun.testing.clock-stopped-at";

    /** Lets this much time pass. */
    public static void advance(Duration time) {
        System.setProperty(OFFSET, Long.toString(Long.getLong(OFFSET, 0) + time.toMillis()));
    }

    /** From now on no time passes but what is let pass. */
    public static void stop() {
        System.setProperty(STOPPED_AT, Long.toString(System.currentTimeMillis()));
    }

    /** Back to the real time. */
    public static void reset() {
        System.clearProperty(OFFSET);
        System.clearProperty(STOPPED_AT);
    }

    @Override
    public Instant instant() {
        var stoppedAt = Long.getLong(STOPPED_AT);
        return (stoppedAt == null ? Instant.now() : Instant.ofEpochMilli(stoppedAt))
                .plusMillis(Long.getLong(OFFSET, 0));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
