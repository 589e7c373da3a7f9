package dev.liverun.health.recording;

import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.confirmed.Confirmation;
import dev.liverun.health.confirmed.ConfirmedStatus;
import dev.liverun.health.maintenance.MaintenanceScope;
import dev.liverun.health.stored.StoredJson;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database knows of an endpoint at the moment a check of it is recorded; its schedule's row is locked. */
record EndpointState(
        UUID id,
        long epoch,
        String name,
        int rateLimitPerMinute,
        Duration interval,
        Confirmation confirmation,
        ConfirmedStatus confirmed,
        @Nullable Instant worseSince,
        long sequence,
        int authFailures,
        @Nullable Instant pausedUntil,
        MaintenanceScope scope,
        Instant now) {

    static final String READ = """
            select s.endpoint_id, s.epoch, s.auth_failures, s.paused_until, e.name, e.tags, e.group_name, e.rate_limit_per_minute,
                   e.check_interval_seconds, e.confirmation, h.status, h.sequence, h.observed, h.worse_since,
                   clock_timestamp() as now
              from unnest($1::uuid[], $2::bigint[]) as b (endpoint_id, epoch)
              join check_schedule s on s.endpoint_id = b.endpoint_id and s.epoch = b.epoch
              join integration_endpoints e on e.id = s.endpoint_id
              join endpoint_health h on h.endpoint_id = s.endpoint_id
             order by s.endpoint_id
               for update of s
            """;

    static EndpointState of(Row row) {
        var status = row.getString("status");
        return new EndpointState(
                row.getUUID("endpoint_id"),
                row.getLong("epoch"),
                row.getString("name"),
                row.getInteger("rate_limit_per_minute"),
                Duration.ofSeconds(row.getInteger("check_interval_seconds")),
                StoredJson.read(row.getString("confirmation"), Confirmation.class),
                new ConfirmedStatus(
                        status == null ? null : HealthStatus.valueOf(status),
                        Arrays.stream(row.getArrayOfStrings("observed"))
                                .map(HealthStatus::valueOf)
                                .toList()),
                instant(row.getOffsetDateTime("worse_since")),
                row.getLong("sequence"),
                row.getInteger("auth_failures"),
                instant(row.getOffsetDateTime("paused_until")),
                new MaintenanceScope(
                        row.getUUID("endpoint_id"),
                        Arrays.asList(row.getArrayOfStrings("tags")),
                        row.getString("group_name")),
                row.getOffsetDateTime("now").toInstant());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
