package dev.liverun.events;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.pool.ReactiveConnection;
import org.jspecify.annotations.Nullable;

/**
 * Statements of one transaction that go to the database as one, so that what belongs to a change costs one round trip and
 * not one for each table. They are parts of a {@code with}: none sees what another writes, but for what it returns.
 */
public final class Statements {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    /** What parts with these texts become; there are as many of them as there are kinds of changes. */
    private static final Map<List<String>, String> KNOWN = new ConcurrentHashMap<>();

    private final List<Part> parts = new ArrayList<>();

    /**
     * An insert, update or delete; the last may be a select.
     *
     * @param name by which later parts can select from what it returns; the same in no other part
     * @param sql with the parameters {@code $1}, {@code $2}, …; a constant
     */
    public record Part(String name, String sql, List<@Nullable Object> parameters) {

        public static Part of(String name, String sql, @Nullable Object... parameters) {
            return new Part(name, sql, Arrays.asList(parameters));
        }
    }

    public Statements and(Part... more) {
        parts.addAll(Arrays.asList(more));
        return this;
    }

    /**
     * Executes them in the current Hibernate Reactive transaction, after flushing what it changed so far.
     *
     * @return fails with {@link IllegalStateException} when there is no transaction
     */
    public Uni<Void> execute() {
        return onConnection(connection -> connection.update(sql(), parameters().toArray()))
                .replaceWithVoid();
    }

    /** Executes them likewise. The rows, each as its columns, that the last of them selects or returns. */
    public Uni<List<Object[]>> rows() {
        return onConnection(connection -> connection.select(sql(), parameters().toArray()))
                .map(found -> {
                    var rows = new ArrayList<Object[]>(found.size());
                    found.forEachRemaining(rows::add);
                    return rows;
                });
    }

    /** On the session's own connection: as a native query Hibernate would parse it anew every time. */
    private static <T> Uni<T> onConnection(Function<ReactiveConnection, CompletionStage<T>> statement) {
        return Panache.currentTransaction()
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("these writes need a transaction"))
                .chain(Panache::getSession)
                .chain(session -> session.flush().chain(() -> Uni.createFrom()
                        .completionStage(
                                () -> statement.apply(((MutinySessionImpl) session).getReactiveConnection()))));
    }

    /** Executes them in the transaction of {@code transaction}. */
    public Uni<Void> execute(SqlConnection transaction) {
        return transaction
                .preparedQuery(sql())
                .execute(Tuple.tuple(parameters()))
                .replaceWithVoid();
    }

    private List<@Nullable Object> parameters() {
        var all = new ArrayList<@Nullable Object>();
        parts.forEach(part -> all.addAll(part.parameters()));
        return all;
    }

    String sql() {
        return KNOWN.computeIfAbsent(parts.stream().map(Part::sql).toList(), texts -> together());
    }

    /** The last part is the statement, the others come before it; with the parameters {@code $1}, {@code $2}, … */
    private String together() {
        var numbered = new ArrayList<String>(parts.size());
        int before = 0;
        for (var part : parts) {
            int offset = before;
            numbered.add(PARAMETER
                    .matcher(part.sql())
                    .replaceAll(found -> "\\$" + (Integer.parseInt(found.group(1)) + offset)));
            before += part.parameters().size();
        }
        int last = parts.size() - 1;
        var with = new ArrayList<String>(last);
        for (int i = 0; i < last; i++) {
            with.add(parts.get(i).name() + " as (" + numbered.get(i) + ")");
        }
        return with.isEmpty() ? numbered.get(last) : "with " + String.join(", ", with) + " " + numbered.get(last);
    }
}
