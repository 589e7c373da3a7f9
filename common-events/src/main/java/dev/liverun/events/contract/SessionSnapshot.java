package dev.liverun.events.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A test session as others may see it. {@code testerId} also stands among the participants as TESTER.
 */
public record SessionSnapshot(
        UUID id,
        String name,
        @Nullable String description,
        SessionStatus status,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String testerId,
        List<Participant> participants,
        Map<String, Object> configuration,
        @Nullable PauseCause pauseCause,
        long version) {

    /** Whether checks and results may still be recorded for this session. */
    public boolean open() {
        return status == SessionStatus.ACTIVE || status == SessionStatus.PAUSED;
    }
}
