package dev.liverun.feedback.views;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A test result as it is known here. */
public record KnownResult(
        UUID id,
        UUID sessionId,
        UUID endpointId,
        String endpointName,
        String testName,
        String status,
        @Nullable Instant completedAt,
        @Nullable String errorDetails,
        @Nullable String failureClass,
        @Nullable String failureReason) {}
