package dev.liverun.health.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.liverun.events.contract.HealthStatus;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an endpoint's health: the confirmed status and, under {@code observed_…} and below, the last check.
 * Everything is null before the first check.
 *
 * @param silentSince since when checks are met with silence that is held against nobody; left out when the last one was not
 * @param silentBecause OFFLINE, when it is us who are cut off; UNCLEAR, when nobody could be asked
 * @param flapping the confirmed status keeps changing: four times within half an hour
 */
public record HealthSummary(
        @Nullable HealthStatus status,
        @Nullable String reason,
        @Nullable Instant since,
        @Nullable HealthStatus observedStatus,
        @Nullable String observedReason,
        @Nullable Integer responseTimeMs,
        @Nullable Integer statusCode,
        @Nullable String errorMessage,
        @Nullable Instant checkedAt,
        @Nullable UUID checkId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant silentSince,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String silentBecause,
        boolean flapping) {

    /** Nothing is known yet. */
    public static final HealthSummary UNKNOWN =
            new HealthSummary(null, null, null, null, null, null, null, null, null, null, null, null, false);

    /** What a query selects from {@code endpoint_health h} for {@link #of}. */
    public static final String COLUMNS =
            "h.status as health_status, h.reason as health_reason, h.since as health_since,"
                    + " h.last_status, h.last_reason, h.last_response_time_ms, h.last_status_code, h.last_error_message,"
                    + " h.last_checked_at, h.last_check_id, h.silent_since, h.silent_because, coalesce("
                    + Flapping.CONDITION + ", false) as flapping";

    public static HealthSummary of(Row row) {
        return new HealthSummary(
                status(row.getString("health_status")),
                row.getString("health_reason"),
                instant(row.getOffsetDateTime("health_since")),
                status(row.getString("last_status")),
                row.getString("last_reason"),
                row.getInteger("last_response_time_ms"),
                row.getInteger("last_status_code"),
                row.getString("last_error_message"),
                instant(row.getOffsetDateTime("last_checked_at")),
                row.getUUID("last_check_id"),
                instant(row.getOffsetDateTime("silent_since")),
                row.getString("silent_because"),
                row.getBoolean("flapping"));
    }

    private static @Nullable HealthStatus status(@Nullable String name) {
        return name == null ? null : HealthStatus.valueOf(name);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
