package dev.liverun.feedback.reports;

import java.time.Clock;
import java.time.Duration;

/** The time that a test wants, and the usual targets. */
public final class Timings {

    private Timings() {}

    public static Timing at(Clock clock) {
        return new Timing(clock, new SlaConfig() {
            @Override
            public Duration critical() {
                return Duration.ofDays(1);
            }

            @Override
            public Duration high() {
                return Duration.ofDays(3);
            }

            @Override
            public Duration medium() {
                return Duration.ofDays(14);
            }

            @Override
            public Duration low() {
                return Duration.ofDays(60);
            }
        });
    }
}
