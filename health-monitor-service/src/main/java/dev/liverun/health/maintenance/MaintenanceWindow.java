package dev.liverun.health.maintenance;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.liverun.health.versioned.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A time at which nobody expects endpoints to work: once, from {@code startsAt} to {@code endsAt}; or for
 * {@code durationMinutes} whenever {@code cron} (five fields, as in crontab) fires in {@code timeZone}.
 *
 * @param endpointIds with {@code tags} and {@code groups}: an endpoint that any of them names is in it; none of the three
 *     means every endpoint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MaintenanceWindow(
        UUID id,
        String title,
        List<UUID> endpointIds,
        List<String> tags,
        List<String> groups,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable String cron,
        @Nullable Integer durationMinutes,
        @Nullable String timeZone,
        String createdBy,
        Instant createdAt,
        @JsonIgnore long version)
        implements Versioned {

    @Override
    public String label() {
        return title;
    }

    private static final CronParser CRON = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    /** @throws IllegalArgumentException if it is none */
    static ExecutionTime times(String cron) {
        return ExecutionTime.forCron(CRON.parse(cron).validate());
    }

    boolean concerns(MaintenanceScope endpoint) {
        boolean all = endpointIds.isEmpty() && tags.isEmpty() && groups.isEmpty();
        return all
                || endpointIds.contains(endpoint.endpointId())
                || endpoint.tags().stream().anyMatch(tags::contains)
                || (endpoint.group() != null && groups.contains(endpoint.group()));
    }

    /** Whether it is going on at this moment; its end is outside. */
    boolean covers(Instant moment) {
        if (startsAt != null && endsAt != null) {
            return !moment.isBefore(startsAt) && moment.isBefore(endsAt);
        }
        if (cron == null || durationMinutes == null || timeZone == null) {
            return false;
        }
        // The last time it fired, this very moment included.
        return times(cron)
                .lastExecution(moment.plusSeconds(1).atZone(ZoneId.of(timeZone)))
                .map(begin -> {
                    var end = begin.toInstant().plus(Duration.ofMinutes(durationMinutes));
                    return !moment.isBefore(begin.toInstant()) && moment.isBefore(end);
                })
                .orElse(false);
    }
}
