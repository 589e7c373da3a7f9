package dev.liverun.integrations.budget;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The table {@code rate_budgets} of the service's own database; time is the database's. */
public final class PostgresBudgetStore implements BudgetStore {

    private static final String RESERVE = resource("reserve.sql");
    private static final String CREATE = """
            INSERT INTO rate_budgets (endpoint_id, limit_per_minute, burst, interval_micros, theoretical_arrival_at)
            SELECT a.*, clock_timestamp()
            FROM unnest($1::uuid[], $2::integer[], $3::integer[], $4::bigint[]) AS a
            ORDER BY 1
            ON CONFLICT DO NOTHING""";
    /** An endpoint that was never called gets a row whose limit every real one is lower than, long unused. */
    private static final String PAUSE = """
            INSERT INTO rate_budgets AS b
                (endpoint_id, limit_per_minute, burst, interval_micros, theoretical_arrival_at, paused_until)
            VALUES ($1, 2147483647, 1, 1, clock_timestamp() - interval '1 day', $2)
            ON CONFLICT (endpoint_id) DO UPDATE SET paused_until = greatest(b.paused_until, excluded.paused_until)""";

    private final Pool pool;

    public PostgresBudgetStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<Reservation>> reserve(List<Demand> demands) {
        return reserveExisting(demands).chain(reserved -> {
            List<Demand> unknown = without(demands, reserved);
            return unknown.isEmpty()
                    ? Uni.createFrom().item(reserved)
                    : create(unknown).chain(() -> reserveExisting(unknown)).map(more -> {
                        List<Reservation> all = new ArrayList<>(reserved);
                        all.addAll(more);
                        return all;
                    });
        });
    }

    private Uni<List<Reservation>> reserveExisting(List<Demand> demands) {
        Tuple arguments = paces(demands)
                .addArrayOfInteger(demands.stream().map(Demand::wanted).toArray(Integer[]::new))
                .addArrayOfLong(demands.stream().map(Demand::horizonMicros).toArray(Long[]::new));
        return pool.preparedQuery(RESERVE).execute(arguments).map(PostgresBudgetStore::reservations);
    }

    private Uni<RowSet<Row>> create(List<Demand> demands) {
        return pool.preparedQuery(CREATE).execute(paces(demands));
    }

    private static Tuple paces(List<Demand> demands) {
        return Tuple.tuple()
                .addArrayOfUUID(demands.stream().map(Demand::endpointId).toArray(UUID[]::new))
                .addArrayOfInteger(demands.stream().map(Demand::limitPerMinute).toArray(Integer[]::new))
                .addArrayOfInteger(
                        demands.stream().map(demand -> demand.pace().burst()).toArray(Integer[]::new))
                .addArrayOfLong(demands.stream()
                        .map(demand -> demand.pace().intervalMicros())
                        .toArray(Long[]::new));
    }

    private static List<Reservation> reservations(RowSet<Row> rows) {
        List<Reservation> reservations = new ArrayList<>(rows.size());
        for (Row row : rows) {
            reservations.add(new Reservation(
                    row.getUUID("endpoint_id"),
                    row.getInteger("granted"),
                    row.getLong("base_in"),
                    row.getLong("earliest_in"),
                    new Pace(row.getInteger("new_burst"), row.getLong("new_interval")),
                    Boolean.TRUE.equals(row.getBoolean("paused"))));
        }
        return reservations;
    }

    private static List<Demand> without(List<Demand> demands, List<Reservation> reserved) {
        if (reserved.size() == demands.size()) {
            return List.of();
        }
        Set<UUID> known = new HashSet<>();
        reserved.forEach(reservation -> known.add(reservation.endpointId()));
        return demands.stream()
                .filter(demand -> !known.contains(demand.endpointId()))
                .toList();
    }

    @Override
    public Uni<Void> pauseUntil(UUID endpointId, Instant until) {
        return pool.preparedQuery(PAUSE)
                .execute(Tuple.of(endpointId, until.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private static String resource(String name) {
        try (InputStream stream = PostgresBudgetStore.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("Not on the class path: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
