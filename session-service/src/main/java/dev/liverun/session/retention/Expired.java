package dev.liverun.session.retention;

import dev.liverun.session.state.SessionState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session whose time to be kept is over. */
public record Expired(
        UUID id,
        String name,
        SessionState status,
        Instant createdAt,
        @Nullable Instant endedAt) {}
