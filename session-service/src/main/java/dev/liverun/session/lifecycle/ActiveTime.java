package dev.liverun.session.lifecycle;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a session was ACTIVE: from its start to its end, without the pauses. */
@Embeddable
public class ActiveTime {

    @Column(name = "active_ms")
    private long millis;

    /** Since when it is ACTIVE now; null when it is not. */
    @Column(name = "active_since")
    private @Nullable Instant since;

    /** Also for Hibernate. */
    protected ActiveTime() {}

    void begin(Instant now) {
        since = now;
    }

    void end(Instant now) {
        if (since != null) {
            millis += Math.max(0, Duration.between(since, now).toMillis());
            since = null;
        }
    }

    /** Without the time since {@link #since}. */
    public long millis() {
        return millis;
    }

    public @Nullable Instant since() {
        return since;
    }

    /** Up to {@code now}. */
    public Duration until(Instant now) {
        var running =
                since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis());
        return Duration.ofMillis(millis + running);
    }
}
