package dev.liverun.feedback.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects what is different. */
final class Changes {

    private final List<FieldChange> fields = new ArrayList<>();

    /** @return {@code wanted}, or {@code current} where nothing is wanted */
    <T> T of(String field, T current, @Nullable T wanted) {
        return wanted == null ? current : Objects.requireNonNull(to(field, current, wanted));
    }

    /** @return {@code wanted}, which may be nothing */
    <T> @Nullable T to(String field, @Nullable T current, @Nullable T wanted) {
        if (!Objects.equals(current, wanted)) {
            fields.add(new FieldChange(field, current, wanted));
        }
        return wanted;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    List<FieldChange> fields() {
        return List.copyOf(fields);
    }

    List<String> names() {
        return fields.stream().map(FieldChange::field).toList();
    }
}
