package dev.liverun.runner.peers;

import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.SessionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session as its owner answers; only what is needed here. */
public record PeerSession(
        UUID id,
        String name,
        SessionStatus status,
        @Nullable Instant endedAt,
        String testerId,
        List<Participant> participants,
        Map<String, Object> configuration,
        long version) {}
