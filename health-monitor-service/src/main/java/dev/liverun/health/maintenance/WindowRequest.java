package dev.liverun.health.maintenance;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.Violation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A maintenance window as a caller describes it: {@code starts_at} and {@code ends_at}, or the three of a cron. */
record WindowRequest(
        @NotBlank @Size(max = 200) @Nullable String title,
        @Size(max = 1000) @Nullable List<@NotNull UUID> endpointIds,
        @Size(max = 50) @Nullable List<@NotBlank @Size(max = 50) String> tags,
        @Size(max = 50) @Nullable List<@NotBlank @Size(max = 100) String> groups,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Size(max = 100) @Nullable String cron,
        @Min(1) @Max(10_080) @Nullable Integer durationMinutes,
        @Size(max = 100) @Nullable String timeZone) {

    /** @throws Invalid names everything that does not fit together */
    MaintenanceWindow window(UUID id, String createdBy, Instant createdAt, long version) {
        var violations = new ArrayList<Violation>();
        if (cron == null) {
            once(violations);
        } else {
            repeated(cron, violations);
        }
        if (!violations.isEmpty()) {
            throw new Invalid(violations);
        }
        return new MaintenanceWindow(
                id,
                title == null ? "" : title.strip(),
                orNone(endpointIds),
                orNone(tags),
                orNone(groups),
                startsAt,
                endsAt,
                cron,
                durationMinutes,
                cron == null ? null : timeZone == null ? "UTC" : timeZone,
                createdBy,
                createdAt,
                version);
    }

    private void once(List<Violation> violations) {
        if (startsAt == null) {
            violations.add(new Violation("starts_at", "is needed without a cron"));
        }
        if (endsAt == null) {
            violations.add(new Violation("ends_at", "is needed without a cron"));
        }
        if (startsAt != null && endsAt != null && !endsAt.isAfter(startsAt)) {
            violations.add(new Violation("ends_at", "must be after starts_at"));
        }
        if (durationMinutes != null) {
            violations.add(new Violation("duration_minutes", "belongs to a cron"));
        }
        if (timeZone != null) {
            violations.add(new Violation("time_zone", "belongs to a cron"));
        }
    }

    private void repeated(String expression, List<Violation> violations) {
        try {
            MaintenanceWindow.times(expression);
        } catch (IllegalArgumentException e) {
            violations.add(new Violation("cron", "must be a cron expression of five fields, such as '0 3 * * SUN'"));
        }
        if (durationMinutes == null) {
            violations.add(new Violation("duration_minutes", "is needed with a cron"));
        }
        if (startsAt != null) {
            violations.add(new Violation("starts_at", "does not go with a cron"));
        }
        if (endsAt != null) {
            violations.add(new Violation("ends_at", "does not go with a cron"));
        }
        if (timeZone != null && !isZone(timeZone)) {
            violations.add(new Violation("time_zone", "must be a time zone, such as Europe/Berlin"));
        }
    }

    private static boolean isZone(String name) {
        try {
            ZoneId.of(name);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }
}
