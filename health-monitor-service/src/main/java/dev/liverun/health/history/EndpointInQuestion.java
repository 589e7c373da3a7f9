package dev.liverun.health.history;

import dev.liverun.health.history.LatestHealth.Confirmed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An endpoint as far as its checks are concerned. */
record EndpointInQuestion(
        UUID id,
        boolean removed,
        boolean enabled,
        Confirmed confirmed,
        @Nullable UUID lastCheckId) {}
