package dev.liverun.load.health;

import dev.liverun.load.world.Replica;
import dev.liverun.load.world.World;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Replicas of health-monitor-service, with endpoints that are registered faster than the API would. */
final class HealthWorld implements AutoCloseable {

    private final World world;
    private final String token;

    /** @param durable false where nothing but reading is measured, and millions of rows are laid down first */
    HealthWorld(boolean durable) {
        world = new World("health", durable);
        token = world.token("operator", "load");
    }

    /** Starts a replica and waits until it is ready. */
    Replica replica(String... flags) {
        return world.replica("health-monitor-service", Map.of("liverun.egress.allow-loopback", "true"), flags);
    }

    /** How long the answer took, in milliseconds. */
    double timed(Replica replica, String path) {
        var request = HttpRequest.newBuilder(URI.create(replica.address(path)))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(60))
                .build();
        long begun = System.nanoTime();
        var answer = world.send(request, HttpResponse.BodyHandlers.ofByteArray());
        double took = (System.nanoTime() - begun) / 1e6;
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return took;
    }

    /**
     * Registers endpoints by number, under ids that tell it, as the API would but at once.
     *
     * @param due SQL: when each is due first
     */
    void register(LoopbackTarget target, int endpoints, int intervalSeconds, String due) {
        execute("""
                insert into integration_endpoints (id, name, base_url, health_check_url, auth_type, rate_limit_per_minute,
                    timeout_seconds, retry_attempts, enabled, check_interval_seconds, health_check, confirmation,
                    created_at, updated_at, version)
                select %3$s, 'endpoint ' || n, u, u, 'NONE', 1000000, 10, 0, true, %2$d, '{}',
                       '{"fall": {"checks": 1, "of": 1}, "rise": {"checks": 1, "of": 1}}', now(), now(), 1
                  from (select n, '%4$s' || (1 + n %% %5$d) || '%6$s' || n as u from generate_series(0, %1$d - 1) n) e
                """.formatted(
                        endpoints,
                        intervalSeconds,
                        id("n"),
                        "http://127.0.0.",
                        LoopbackTarget.ADDRESSES,
                        target.url(0).substring(target.url(0).lastIndexOf(':')).replaceAll("/0$", "/")));
        execute("insert into endpoint_health (endpoint_id) select id from integration_endpoints");
        execute("insert into check_schedule (endpoint_id, active, next_due_at) select id, true, " + due
                + " from integration_endpoints");
        execute("analyze");
    }

    /** The id of the endpoint whose number is this SQL expression: of version 7, spread by the number's hash. */
    static String id(String number) {
        return "overlay(overlay(md5((" + number + ")::text) placing '7' from 13) placing '8' from 17)::uuid";
    }

    void execute(String sql) {
        world.execute(sql);
    }

    /** The same for millions of rows, whose references are known to be right. */
    void executeUnchecked(String sql) {
        try (var connection = world.superuser();
                var statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql) {
        return world.number(sql);
    }

    Connection connection() throws SQLException {
        return world.connection();
    }

    double databaseCpu() {
        return world.databaseCpu();
    }

    String brokers() {
        return world.brokers();
    }

    /** Creates the tables, with a replica that checks nothing and ends. */
    void migrate() {
        replica("-Dliverun.health.enabled=false").watched().end();
    }

    static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    @Override
    public void close() {
        world.close();
    }
}
