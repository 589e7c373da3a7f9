package dev.liverun.session.trends;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which sessions, and how they are put together; {@code bucket} is day, week or month. */
record TrendFilter(
        Instant from,
        Instant to,
        String bucket,
        @Nullable String testerId,
        @Nullable String integration) {}
