package dev.liverun.api.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Times as callers write them. */
public final class Times {

    private Times() {}

    /**
     * An RFC 3339 date-time with any offset, cut to microseconds: PostgreSQL keeps no more, and what is answered must be
     * what is stored.
     *
     * @throws DateTimeException if it is none, or not in the years 1 to 9999
     */
    public static Instant parse(String text) {
        var time = OffsetDateTime.parse(text);
        if (time.getYear() < 1 || time.getYear() > 9999) {
            throw new DateTimeException("outside of RFC 3339");
        }
        return time.toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
