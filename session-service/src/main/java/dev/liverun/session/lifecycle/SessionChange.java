package dev.liverun.session.lifecycle;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a session; null is not to change.
 *
 * @param describes whether {@code description}, which may be null itself, is to change
 */
public record SessionChange(
        @Nullable String name,
        boolean describes,
        @Nullable String description,
        @Nullable List<ParticipantEntry> participants,
        @Nullable Map<String, Object> configuration) {}
