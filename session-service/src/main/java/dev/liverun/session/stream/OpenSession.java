package dev.liverun.session.stream;

import dev.liverun.session.state.SessionState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session that has not ended, in brief. */
record OpenSession(
        UUID id,
        String name,
        SessionState status,
        String testerId,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable String pauseReason,
        long position) {}
