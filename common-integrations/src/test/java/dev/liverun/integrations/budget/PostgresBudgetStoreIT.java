package dev.liverun.integrations.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.embedded.junit.TestServices;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The statement on a real PostgreSQL whose clock the test moves, so that hours of races fit into seconds. */
class PostgresBudgetStoreIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SECOND = 1_000_000;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static final Vertx VERTX = Vertx.vertx();
    private static TestServices services;
    private static Pool oneReplica;
    private static Pool otherReplica;

    private final BudgetStore one = new PostgresBudgetStore(oneReplica);
    private final BudgetStore other = new PostgresBudgetStore(otherReplica);
    private long now;

    @BeforeAll
    static void createTable() throws IOException {
        services = TestServices.open("budget");
        oneReplica = pool();
        otherReplica = pool();
        run("CREATE SCHEMA test_clock");
        run("CREATE TABLE test_clock.time (now timestamptz)");
        run("INSERT INTO test_clock.time VALUES (now())");
        run("CREATE FUNCTION test_clock.clock_timestamp() RETURNS timestamptz LANGUAGE plpgsql AS "
                + "'BEGIN RETURN (SELECT now FROM test_clock.time); END'");
        for (String name : List.of("V0_3__rate_budgets", "V0_9__rate_budgets_in_use")) {
            try (InputStream migration =
                    PostgresBudgetStoreIT.class.getResourceAsStream("/db/integrations/" + name + ".sql")) {
                run(new String(migration.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    /** Finds the test's clock before PostgreSQL's own. */
    private static Pool pool() {
        var database = services.database();
        PgConnectOptions options = new PgConnectOptions()
                .setHost(database.host())
                .setPort(database.port())
                .setDatabase(database.name())
                .setUser(database.role())
                .setPassword(database.password())
                .addProperty("search_path", "test_clock,pg_catalog,public");
        return Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(options)
                .using(VERTX)
                .build());
    }

    @AfterAll
    static void close() {
        oneReplica.close().await().atMost(PATIENCE);
        otherReplica.close().await().atMost(PATIENCE);
        VERTX.close().toCompletionStage().toCompletableFuture().join();
        services.close();
    }

    private static void run(String sql) {
        oneReplica
                .query(sql.replace("CREATE TABLE rate_budgets", "CREATE TABLE public.rate_budgets"))
                .execute()
                .await()
                .atMost(PATIENCE);
    }

    private void itIs(long micros) {
        now = micros;
        oneReplica
                .preparedQuery("UPDATE test_clock.time SET now = $1")
                .execute(Tuple.of(START.plusNanos(micros * 1000).atOffset(ZoneOffset.UTC)))
                .await()
                .atMost(PATIENCE);
    }

    private static Demand demand(UUID endpoint, int limit, int wanted, long horizon) {
        return new Demand(endpoint, limit, Pace.of(limit, 0.75, 0.2).orElseThrow(), wanted, horizon);
    }

    private static List<Reservation> reserve(BudgetStore store, Demand... demands) {
        return store.reserve(List.of(demands)).await().atMost(PATIENCE);
    }

    @Test
    void the_statement_and_the_java_arithmetic_agree_step_by_step() {
        Random random = new Random(42);
        UUID endpoint = UUID.randomUUID();
        BudgetRow row = null;
        int limit = 120;
        itIs(0);

        for (int step = 0; step < 600; step++) {
            if (random.nextInt(12) == 0) {
                limit = 2 + random.nextInt(400);
            }
            Demand demand = demand(endpoint, limit, 1 + random.nextInt(30), random.nextInt(4_000_000));
            BudgetRow before = row == null ? BudgetRow.initial(limit, demand.pace(), now) : row;
            BudgetRow.Reserved expected = before.reserve(demand, now);

            assertThat(reserve(one, demand)).as("step %d", step).containsExactly(expected.reservation());

            row = expected.row();
            if (random.nextInt(20) == 0) {
                long until = now + random.nextInt(20) * SECOND;
                one.pauseUntil(endpoint, START.plusNanos(until * 1000)).await().atMost(PATIENCE);
                row = row.paused(until);
            }
            itIs(now + (long) (Math.pow(random.nextDouble(), 5) * 100 * SECOND));
        }
    }

    @Test
    void two_replicas_that_race_never_exceed_the_share_in_any_minute() {
        Random random = new Random(7);
        Map<UUID, Integer> limits = new HashMap<>();
        Map<UUID, List<Long>> slots = new HashMap<>();
        for (int limit : new int[] {2, 7, 60, 300, 3000}) {
            UUID endpoint = UUID.randomUUID();
            limits.put(endpoint, limit);
            slots.put(endpoint, new ArrayList<>());
        }
        itIs(0);

        for (int round = 0; round < 150; round++) {
            List<Uni<List<Reservation>>> racing = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                List<Demand> demands = new ArrayList<>();
                limits.forEach(
                        (endpoint, limit) -> demands.add(demand(endpoint, limit, 1 + random.nextInt(20), 2 * SECOND)));
                Collections.shuffle(demands, random);
                racing.add((i % 2 == 0 ? one : other).reserve(demands));
            }
            Uni.join().all(racing).andFailFast().await().atMost(PATIENCE).stream()
                    .flatMap(List::stream)
                    .forEach(reservation -> {
                        for (int number = 0; number < reservation.granted(); number++) {
                            slots.get(reservation.endpointId()).add(now + reservation.slotIn(number));
                        }
                    });
            itIs(now + (long) (random.nextDouble() * 3 * SECOND));
        }

        slots.forEach((endpoint, times) -> {
            assertThat(times).isNotEmpty();
            assertThat(Windows.fullest(times))
                    .as("limit %d", limits.get(endpoint))
                    .isLessThanOrEqualTo(Math.max(1, (int) (limits.get(endpoint) * 0.75)));
        });
        // The races are not won by sending nothing: the busiest endpoint uses most of its share.
        UUID busiest =
                Collections.max(limits.entrySet(), Map.Entry.comparingByValue()).getKey();
        assertThat(Windows.fullest(slots.get(busiest))).isGreaterThan((int) (3000 * 0.75 * 0.5));
    }

    @Test
    void a_pause_holds_for_the_other_replica_even_where_nothing_was_ever_sent() {
        UUID endpoint = UUID.randomUUID();
        itIs(0);
        one.pauseUntil(endpoint, START.plusSeconds(10)).await().atMost(PATIENCE);

        Reservation during = reserve(other, demand(endpoint, 60, 1, 2 * SECOND)).get(0);
        itIs(10 * SECOND);
        Reservation after = reserve(other, demand(endpoint, 60, 1, 2 * SECOND)).get(0);

        assertThat(during.granted()).isZero();
        assertThat(during.paused()).isTrue();
        assertThat(after.granted()).isEqualTo(1);
        assertThat(after.pace()).isEqualTo(Pace.of(60, 0.75, 0.2).orElseThrow());
    }

    /** START is the beginning of a minute. */
    @Test
    void what_was_reserved_in_the_last_minute_is_told_by_and_by_less() {
        UUID endpoint = UUID.randomUUID();
        itIs(30 * SECOND);
        reserve(one, demand(endpoint, 600, 20, 2 * SECOND));
        assertThat(used(endpoint)).isEqualTo(20);

        itIs(50 * SECOND);
        reserve(other, demand(endpoint, 600, 10, 2 * SECOND));
        assertThat(used(endpoint)).isEqualTo(30);

        itIs(80 * SECOND);
        assertThat(used(endpoint)).as("two thirds of the minute before").isEqualTo(20);
        reserve(one, demand(endpoint, 600, 6, 2 * SECOND));
        assertThat(used(endpoint)).isEqualTo(26);
        itIs(90 * SECOND);
        assertThat(used(endpoint)).isEqualTo(6 + 15);

        itIs(150 * SECOND);
        assertThat(used(endpoint)).isEqualTo(3);
        itIs(180 * SECOND);
        assertThat(used(endpoint)).isZero();
        reserve(one, demand(endpoint, 600, 1, 2 * SECOND));
        assertThat(used(endpoint)).isEqualTo(1);
    }

    private static int used(UUID endpoint) {
        return oneReplica
                .preparedQuery("SELECT rate_budget_used(b) FROM rate_budgets b WHERE endpoint_id = $1")
                .execute(Tuple.of(endpoint))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getInteger(0);
    }

    @Test
    void many_endpoints_are_reserved_in_one_statement() {
        itIs(0);
        Demand[] demands = Stream.generate(() -> demand(UUID.randomUUID(), 60, 1, 0))
                .limit(2000)
                .toArray(Demand[]::new);

        assertThat(reserve(one, demands)).hasSize(2000);
        assertThat(reserve(other, demands)).hasSize(2000).allSatisfy(reservation -> assertThat(reservation.granted())
                .isEqualTo(1));
    }
}
