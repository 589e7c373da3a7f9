package dev.liverun.events.rebuild;

import dev.liverun.events.Event;
import dev.liverun.events.Transactions;
import dev.liverun.events.inbox.EventHandler;
import dev.liverun.events.inbox.Failures;
import dev.liverun.events.inbox.Inbox;
import dev.liverun.events.republish.RebuildTopics;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The tables that a view is filled into while it is rebuilt: of the same names, in a schema of their own that the
 * transaction looks into first. What was applied to them is remembered apart from the live view.
 */
@ApplicationScoped
public class Shadows {

    private static final Logger LOG = Logger.getLogger(Shadows.class);

    // Held until the transaction ends: the swap waits for it, or it finds that the view was swapped already.
    private static final String FILLING =
            "select id from view_rebuilds where view = $1 and state = 'FILLING' for key share";
    private static final String NOT_NOW = "select id from view_rebuilds where state = 'FILLING' for key share";
    private static final String CREATE = "select view_shadow_create($1, $2)";
    private static final String DROP = "select view_shadow_drop($1)";
    private static final String LOOK_THERE_FIRST =
            "select set_config('search_path', 'rebuild_' || $1::text || ', ' || current_setting('search_path'), true)";
    // What only the live view has applied stays remembered: a part of it may not have been replaced.
    private static final String REMEMBER = "insert into inbox (consumer, event_id) select $1, event_id from inbox"
            + " where consumer = $2 order by event_id on conflict do nothing";
    private static final String FORGET = "delete from inbox where consumer = $1";

    private final Inbox inbox;
    private final RebuildStore store;
    private final RebuildTopics topics;
    private final Transactions transactions;

    Shadows(Inbox inbox, RebuildStore store, RebuildTopics topics, Transactions transactions) {
        this.inbox = inbox;
        this.store = store;
        this.topics = topics;
        this.transactions = transactions;
    }

    /** What is to replace a view cannot take an event; the view itself has nothing to do with that. */
    private static final class NotFilled extends RuntimeException {

        private final transient RebuildableView view;
        private final UUID rebuild;
        private final Throwable reason;

        NotFilled(RebuildableView view, UUID rebuild, Throwable reason) {
            super(reason);
            this.view = view;
            this.rebuild = rebuild;
            this.reason = reason;
        }
    }

    /**
     * Applies events to a view in one transaction, and also to what is to replace it if it is being rebuilt. If only that
     * cannot take them, the rebuild is given up, and they are applied to the view alone.
     *
     * @param live applies them to the live view; called again after it was rolled back
     */
    public <T> Uni<T> besides(EventHandler handler, List<Event<?>> events, Function<SqlConnection, Uni<T>> live) {
        return handler instanceof RebuildableView view
                ? transactions
                        .onConnection(transaction -> both(view, events, transaction, live))
                        // PostgreSQL's client commits no transaction in which a statement failed: no savepoint helps.
                        .onFailure(NotFilled.class)
                        .recoverWithUni(
                                failure -> giveUp((NotFilled) failure).chain(() -> besides(handler, events, live)))
                : transactions.onConnection(live);
    }

    private <T> Uni<T> both(
            RebuildableView view,
            List<Event<?>> events,
            SqlConnection transaction,
            Function<SqlConnection, Uni<T>> live) {
        // First of all, as the swap does: two that take their locks in the same order do not deadlock.
        return transaction.preparedQuery(FILLING).execute(Tuple.of(view.name())).chain(rows -> {
            var rebuilds = rows.iterator();
            if (!rebuilds.hasNext()) {
                return live.apply(transaction);
            }
            var rebuild = rebuilds.next().getUUID(0);
            // The names of the view's tables mean the others afterwards, until the transaction ends.
            return live.apply(transaction).call(applied -> fill(view, rebuild, events, transaction)
                    .onFailure(failure -> !Failures.passes(failure))
                    .transform(failure -> new NotFilled(view, rebuild, failure)));
        });
    }

    private Uni<Void> giveUp(NotFilled failure) {
        return giveUp(failure.view.name(), failure.rebuild, failure.reason);
    }

    /** The rebuild is FAILED, unless it has ended already; the view stays as it is. */
    Uni<Void> giveUp(String view, UUID rebuild, Throwable reason) {
        LOG.errorf(reason, "The view %s could not be made anew; it stays as it was", view);
        return transactions
                .onConnection(transaction -> store.hold(rebuild, transaction)
                        .call(held -> held.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : drop(view, rebuild, transaction)
                                        .chain(() -> store.end(
                                                rebuild, RebuildState.FAILED, String.valueOf(reason), transaction))))
                .chain(() -> topics.delete(topics.of(view, rebuild)));
    }

    /**
     * For whoever decides by what a {@link ViewTable} does not replace: until {@code transaction} ends no view is put into the
     * place of another. To be called before it takes other locks.
     */
    public Uni<Void> keepFromSwapping(SqlConnection transaction) {
        return transaction.query(NOT_NOW).execute().replaceWithVoid();
    }

    Uni<Void> create(RebuildableView view, SqlConnection transaction) {
        var tables = view.tables().stream().map(ViewTable::name).toArray(String[]::new);
        return transaction
                .preparedQuery(CREATE)
                .execute(Tuple.of(view.name(), tables))
                .replaceWithVoid();
    }

    /** Applies them to what is to replace the view. */
    Uni<Void> fill(RebuildableView view, UUID rebuild, List<Event<?>> events, SqlConnection transaction) {
        return inbox.firstTime(generation(view.name(), rebuild), events, transaction)
                .chain(fresh -> fresh.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : transaction
                                .preparedQuery(LOOK_THERE_FIRST)
                                .execute(Tuple.of(view.name()))
                                .chain(() -> view.fill(fresh, transaction)));
    }

    /** Puts what was filled into the place of what is there. Readers see the one, and after the commit the other. */
    Uni<Void> swapIn(RebuildableView view, UUID rebuild, SqlConnection transaction) {
        var statements = new ArrayList<String>();
        var tables = view.tables();
        for (int i = tables.size() - 1; i >= 0; i--) {
            var table = tables.get(i);
            statements.add("delete from " + table.name() + " as entry where " + table.replaced());
        }
        for (var table : tables) {
            // A row that came into what is not replaced in the meantime stays.
            statements.add("insert into " + table.name() + " select entry.* from rebuild_" + view.name() + "."
                    + table.name() + " as entry where " + table.replaced() + " on conflict do nothing");
        }
        return Multi.createFrom()
                .iterable(statements)
                .onItem()
                .transformToUniAndConcatenate(
                        statement -> transaction.query(statement).execute())
                .onItem()
                .ignoreAsUni()
                .chain(() -> transaction
                        .preparedQuery(REMEMBER)
                        .execute(Tuple.of(view.name(), generation(view.name(), rebuild))))
                .chain(() -> drop(view.name(), rebuild, transaction));
    }

    Uni<Void> drop(String view, UUID rebuild, SqlConnection transaction) {
        return transaction
                .preparedQuery(FORGET)
                .execute(Tuple.of(generation(view, rebuild)))
                .chain(() -> transaction.preparedQuery(DROP).execute(Tuple.of(view)))
                .replaceWithVoid();
    }

    private static String generation(String view, UUID rebuild) {
        return view + "#" + rebuild;
    }
}
