package dev.liverun.events;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Identifiers of everything that Liverun stores or publishes. */
public final class Ids {

    private Ids() {}

    /** A new UUIDv7 (RFC 9562): time-ordered to the millisecond, monotonic within this process. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }
}
