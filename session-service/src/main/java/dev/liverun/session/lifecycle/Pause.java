package dev.liverun.session.lifecycle;

import dev.liverun.events.contract.PauseCause;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A pause: why it was made, since when it lasts, and when it fails the session. Changed only by {@link Session}. */
@Embeddable
public class Pause {

    @Enumerated(EnumType.STRING)
    @Column(name = "pause_cause")
    private PauseCause cause;

    @Column(name = "pause_reason")
    private @Nullable String reason;

    @Column(name = "paused_at")
    private Instant since;

    @Column(name = "pause_deadline")
    private Instant deadline;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Pause() {}

    Pause(PauseCause cause, @Nullable String reason, Instant since, Duration timeout) {
        this.cause = cause;
        this.reason = reason;
        this.since = since;
        this.deadline = since.plus(timeout);
    }

    /** It becomes a person's; their reason counts, if they give one. */
    void takeOver(@Nullable String given) {
        cause = PauseCause.MANUAL;
        if (given != null) {
            reason = given;
        }
    }

    /** Whether there is something else to say than before. */
    boolean explain(String explanation) {
        var different = !explanation.equals(reason);
        reason = explanation;
        return different;
    }

    void mayLast(Duration timeout) {
        deadline = since.plus(timeout);
    }

    public PauseCause cause() {
        return cause;
    }

    public @Nullable String reason() {
        return reason;
    }

    public Instant since() {
        return since;
    }

    public Instant deadline() {
        return deadline;
    }
}
