package dev.liverun.runner.spend;

import dev.liverun.events.Ids;
import dev.liverun.runner.sessions.Approvals;
import dev.liverun.runner.sessions.Approvals.Limit;
import dev.liverun.runner.spend.Budgets.Budget;
import dev.liverun.runner.spend.Budgets.Used;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Records what money steps spend, in the transaction that records their intent, under the limits of the session and of
 * the installation. Sums are locked in one order, so that two steps at once can neither break a limit nor block each
 * other.
 */
@ApplicationScoped
public class SpendLedger {

    /** Where every count stands, whatever the unit. */
    private static final String ANY_UNIT = "";

    private static final String MAKE = "insert into spend_totals (scope, unit)"
            + " select scope, unit from unnest($1::text[], $2::text[]) as t (scope, unit) order by 1, 2 on conflict do nothing";

    private static final String LOCK = "select scope, unit, steps, amount::text as amount from spend_totals"
            + " where (scope, unit) in (select * from unnest($1::text[], $2::text[])) order by scope, unit for update";

    private static final String ADD = "update spend_totals set steps = steps + $3, amount = amount + $4::text::numeric"
            + " where (scope, unit) in (select * from unnest($1::text[], $2::text[]))";

    private static final String ENTER = "insert into spend_ledger (id, at, session_id, endpoint_id, run_id, intent_id,"
            + " step_name, unit, amount, entry) values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::numeric, $10)"
            + " on conflict (intent_id, entry) do nothing returning id";

    private static final String OF_INTENT = "select session_id, endpoint_id, run_id, step_name, unit,"
            + " amount::text as amount, at from spend_ledger where intent_id = $1 and entry = 'SPENT'";

    private final SpendConfig config;

    SpendLedger(SpendConfig config) {
        this.config = config;
    }

    /** Whose money step it is. */
    public record Spender(UUID sessionId, UUID endpointId, UUID runId, UUID intentId, String stepName) {}

    /** @return why it must not be taken; empty if it was entered */
    public Uni<Optional<String>> spend(
            Spender spender,
            Approvals approvals,
            BigDecimal amount,
            String unit,
            Instant now,
            SqlConnection transaction) {
        List<Budget> budgets = budgets(spender.sessionId(), approvals, unit, now);
        Tuple keys = keys(budgets, unit);
        return transaction
                .preparedQuery(MAKE)
                .execute(keys)
                .chain(() -> transaction.preparedQuery(LOCK).execute(keys))
                .chain(rows -> {
                    Map<String, Used> used = new HashMap<>();
                    rows.forEach(row -> used.merge(row.getString("scope"), used(row), SpendLedger::joined));
                    Optional<String> refused = Budgets.refusal(
                            budgets,
                            budgets.stream()
                                    .map(budget -> used.getOrDefault(budget.scope(), new Used(0, BigDecimal.ZERO)))
                                    .toList(),
                            amount,
                            unit);
                    return refused.isPresent()
                            ? Uni.createFrom().item(refused)
                            : add(keys, 1, amount, transaction)
                                    .chain(() -> enter(spender, amount, unit, "SPENT", now, transaction))
                                    .replaceWith(Optional.<String>empty());
                });
    }

    /** The step did not happen: what was entered for it does not count any more. */
    public Uni<Void> release(UUID intentId, Instant now, SqlConnection transaction) {
        return take(intentId, "RELEASED", now, transaction);
    }

    /** The step was undone. It still counts: limits are about what goes out. */
    public Uni<Void> returned(UUID intentId, Instant now, SqlConnection transaction) {
        return take(intentId, "RETURNED", now, transaction);
    }

    private Uni<Void> take(UUID intentId, String entry, Instant now, SqlConnection transaction) {
        return transaction.preparedQuery(OF_INTENT).execute(Tuple.of(intentId)).chain(rows -> {
            if (rows.size() == 0) {
                return Uni.createFrom().voidItem();
            }
            Row row = rows.iterator().next();
            var spender = new Spender(
                    row.getUUID("session_id"),
                    row.getUUID("endpoint_id"),
                    row.getUUID("run_id"),
                    intentId,
                    row.getString("step_name"));
            BigDecimal amount = new BigDecimal(row.getString("amount"));
            String unit = row.getString("unit");
            Instant spentAt = row.getOffsetDateTime("at").toInstant();
            return enter(spender, amount, unit, entry, now, transaction)
                    .chain(entered -> entered && entry.equals("RELEASED")
                            ? add(
                                    keys(budgets(spender.sessionId(), null, unit, spentAt), unit),
                                    -1,
                                    amount.negate(),
                                    transaction)
                            : Uni.createFrom().voidItem());
        });
    }

    private List<Budget> budgets(
            UUID sessionId, @org.jspecify.annotations.Nullable Approvals approvals, String unit, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        String session = "session:" + sessionId;
        List<Budget> budgets = new ArrayList<>();
        budgets.add(new Budget(
                session,
                "the session's limit",
                "configuration: approvals.max_",
                approvals == null ? Limit.NONE : approvals.total()));
        budgets.add(new Budget(
                session + ":" + day,
                "the session's limit per day",
                "configuration, per day: approvals.max_",
                approvals == null ? Limit.NONE : approvals.perDay()));
        budgets.add(new Budget(
                "day:" + day,
                "the installation's limit per day",
                "liverun.runner.spend, per day: max-",
                new Limit(
                        config.maxCountPerDay(),
                        Optional.ofNullable(config.maxAmountPerDay().get(unit)))));
        return budgets;
    }

    /** Amounts are summed by unit, steps over all units. */
    private static Tuple keys(List<Budget> budgets, String unit) {
        List<String> scopes = new ArrayList<>();
        List<String> units = new ArrayList<>();
        for (Budget budget : budgets) {
            scopes.add(budget.scope());
            units.add(unit);
            scopes.add(budget.scope());
            units.add(ANY_UNIT);
        }
        return Tuple.of(scopes.toArray(String[]::new), units.toArray(String[]::new));
    }

    private static Used used(Row row) {
        return row.getString("unit").equals(ANY_UNIT)
                ? new Used(row.getLong("steps"), BigDecimal.ZERO)
                : new Used(0, new BigDecimal(row.getString("amount")));
    }

    private static Used joined(Used one, Used other) {
        return new Used(one.steps() + other.steps(), one.amount().add(other.amount()));
    }

    private static Uni<Void> add(Tuple keys, int steps, BigDecimal amount, SqlClient transaction) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(keys.getValue(0), keys.getValue(1), (long) steps, amount.toPlainString()))
                .replaceWithVoid();
    }

    private static Uni<Boolean> enter(
            Spender spender, BigDecimal amount, String unit, String entry, Instant now, SqlClient transaction) {
        return transaction
                .preparedQuery(ENTER)
                .execute(Tuple.tuple()
                        .addValue(Ids.next())
                        .addValue(now.atOffset(ZoneOffset.UTC))
                        .addValue(spender.sessionId())
                        .addValue(spender.endpointId())
                        .addValue(spender.runId())
                        .addValue(spender.intentId())
                        .addValue(spender.stepName())
                        .addValue(unit)
                        .addValue(amount.toPlainString())
                        .addValue(entry))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findAny()
                        .isPresent());
    }
}
