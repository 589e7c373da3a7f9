package dev.liverun.feedback.views;

import java.time.Instant;
import java.util.UUID;

/** An integration's confirmed health as it is known here. */
public record KnownHealth(UUID endpointId, String endpointName, String status, String reason, Instant since) {}
