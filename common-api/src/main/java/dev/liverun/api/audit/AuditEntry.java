package dev.liverun.api.audit;

import dev.liverun.api.security.Caller;
import dev.liverun.events.correlation.Correlation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did.
 *
 * @param actor the caller's subject, or {@code system:<task>}
 * @param action {@code <target type>.<past tense>}, such as {@code session.paused}
 * @param targetType the kind of thing, in the singular, such as {@code session}
 * @param targetId its id
 * @param reason what the actor gave as the reason, if anything
 * @param details what changed; must not contain secrets
 * @param correlationId the request that it belongs to
 */
public record AuditEntry(
        String actor,
        String action,
        String targetType,
        String targetId,
        @Nullable String reason,
        Map<String, Object> details,
        @Nullable String correlationId) {

    public AuditEntry {
        details = Map.copyOf(details);
    }

    /** In the request that is at hand, if any is. */
    public AuditEntry(
            String actor,
            String action,
            String targetType,
            String targetId,
            @Nullable String reason,
            Map<String, Object> details) {
        this(actor, action, targetType, targetId, reason, details, Correlation.current());
    }

    /** For example {@code AuditEntry.by(caller, "session.paused", "session", id).because(reason)}. */
    public static AuditEntry by(Caller caller, String action, String targetType, Object targetId) {
        return new AuditEntry(caller.subject(), action, targetType, targetId.toString(), null, Map.of());
    }

    public AuditEntry because(@Nullable String givenReason) {
        return new AuditEntry(actor, action, targetType, targetId, givenReason, details, correlationId);
    }

    /** Adds a detail; a null value is left out. */
    public AuditEntry with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        var more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new AuditEntry(actor, action, targetType, targetId, reason, more, correlationId);
    }
}
