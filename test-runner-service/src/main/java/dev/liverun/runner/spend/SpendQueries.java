package dev.liverun.runner.spend;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Shows what a session spent. */
@ApplicationScoped
public class SpendQueries {

    private static final String ENTRIES = "select id, at, endpoint_id, run_id, intent_id, step_name, unit,"
            + " amount::text as amount, entry from spend_ledger where session_id = $1 order by id desc limit 500";

    /** What is taken for what happened: released amounts are not. */
    private static final String TOTALS =
            "select unit, sum(case entry when 'SPENT' then amount when 'RELEASED' then -amount"
                    + " else 0 end)::text as spent, sum(case entry when 'RETURNED' then amount else 0 end)::text as returned,"
                    + " count(*) filter (where entry = 'SPENT') - count(*) filter (where entry = 'RELEASED') as steps"
                    + " from spend_ledger where session_id = $1 group by unit order by unit";

    private final Pool pool;

    SpendQueries(Pool pool) {
        this.pool = pool;
    }

    public Uni<SpendResponse> ofSession(UUID sessionId) {
        return pool.preparedQuery(TOTALS).execute(Tuple.of(sessionId)).chain(totals -> pool.preparedQuery(ENTRIES)
                .execute(Tuple.of(sessionId))
                .map(entries -> new SpendResponse(
                        totals(totals),
                        StreamSupport.stream(entries.spliterator(), false)
                                .map(SpendQueries::entry)
                                .toList())));
    }

    private static Map<String, SpendResponse.Total> totals(Iterable<Row> rows) {
        Map<String, SpendResponse.Total> totals = new LinkedHashMap<>();
        rows.forEach(row -> totals.put(
                row.getString("unit"),
                new SpendResponse.Total(
                        row.getLong("steps"),
                        new BigDecimal(row.getString("spent")),
                        new BigDecimal(row.getString("returned")))));
        return totals;
    }

    private static SpendResponse.Entry entry(Row row) {
        return new SpendResponse.Entry(
                row.getUUID("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getUUID("endpoint_id"),
                row.getUUID("run_id"),
                row.getUUID("intent_id"),
                row.getString("step_name"),
                row.getString("unit"),
                new BigDecimal(row.getString("amount")),
                row.getString("entry"));
    }

    /** @param items newest first, at most 500 */
    public record SpendResponse(Map<String, Total> totals, List<Entry> items) {

        /**
         * Of one unit.
         *
         * @param returned what of it was taken back by undo; limits count it all the same
         */
        public record Total(long steps, BigDecimal spent, BigDecimal returned) {}

        /** @param entry SPENT when it is intended, RELEASED when it did not happen, RETURNED when it was undone */
        public record Entry(
                UUID id,
                java.time.Instant at,
                UUID endpointId,
                UUID runId,
                UUID intentId,
                String stepName,
                String unit,
                BigDecimal amount,
                String entry) {}
    }
}
