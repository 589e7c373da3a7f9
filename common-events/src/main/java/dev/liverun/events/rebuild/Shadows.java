package dev.liverun.events.rebuild;

import dev.liverun.events.Event;
import dev.liverun.events.inbox.EventHandler;
import dev.liverun.events.inbox.Inbox;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The tables that a view is filled into while it is rebuilt: of the same names, in a schema of their own that the
 * transaction looks into first. What was applied to them is remembered apart from the live view.
 */
@ApplicationScoped
public class Shadows {

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

    Shadows(Inbox inbox) {
        this.inbox = inbox;
    }

    /**
     * Applies events to a view, and also to what is to replace it if it is being rebuilt. The names of the view's tables mean
     * the others afterwards, until the transaction ends.
     *
     * @param live applies them to the live view
     */
    public <T> Uni<T> besides(
            EventHandler handler, List<Event<?>> events, SqlConnection transaction, Supplier<Uni<T>> live) {
        if (!(handler instanceof RebuildableView view)) {
            return live.get();
        }
        // First of all, as the swap does: two that take their locks in the same order do not deadlock.
        return transaction.preparedQuery(FILLING).execute(Tuple.of(view.name())).chain(rows -> {
            var rebuilds = rows.iterator();
            return rebuilds.hasNext()
                    ? live.get().call(applied -> fill(view, rebuilds.next().getUUID(0), events, transaction))
                    : live.get();
        });
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
