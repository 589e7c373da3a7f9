package dev.liverun.feedback.reports;

import org.jspecify.annotations.Nullable;

/**
 * One field of a report that became different.
 *
 * @param field by its JSON name
 */
public record FieldChange(
        String field, @Nullable Object from, @Nullable Object to) {}
