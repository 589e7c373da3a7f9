package dev.liverun.health.board;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.health.board.HealthBoard.Entry;
import dev.liverun.health.summary.HealthSummary;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The board in memory, with the JSON of each entry: whoever asks gets what changed since somebody asked last read from the
 * database, and no more. So ten thousand endpoints cost what their changes cost. One reading at a time; who asks while one
 * is under way waits for the next, and sees everything that was committed before they asked.
 */
@ApplicationScoped
public class Board {

    /**
     * Endpoints whose health was written by transactions which the last reading may not have seen: not those before the oldest
     * that was still running then. Whoever changes an endpoint writes its health, too (CheckPlans). Ages do not change within
     * a statement and, unlike the ids themselves, compare across their wrap-around. There is always a row that says which is
     * the oldest now.
     */
    private static final String CHANGED = """
            with touched as (
                select h.endpoint_id as id from endpoint_health h where age(h.xmin) <= (select age($1::text::xid))
                 union all
                select e.id from integration_endpoints e where $1::text is null)
            select now.oldest, board.*
              from (select cast(pg_snapshot_xmin(pg_current_snapshot()) as xid)::text as oldest) now
              left join (
                select e.id, e.name, e.enabled, e.tags, e.group_name, e.removed_at is not null as removed, %s
                  from touched t
                  join integration_endpoints e on e.id = t.id
                  left join endpoint_health h on h.endpoint_id = e.id
                 where $1::text is not null or e.removed_at is null) board on true
            """.formatted(HealthSummary.COLUMNS);

    private static final Comparator<BoardEntry> ORDER =
            Comparator.comparing(BoardEntry::sortKey).thenComparing(BoardEntry::id);

    /** What a reading has found. */
    public record Reading(List<BoardEntry> changed, List<UUID> removed) {}

    private final Pool pool;
    private final ObjectMapper mapper;
    private final Map<UUID, BoardEntry> byId = new HashMap<>();
    private final NavigableSet<BoardEntry> inOrder = new TreeSet<>(ORDER);
    private final List<Consumer<Reading>> listeners = new CopyOnWriteArrayList<>();
    private List<BoardEntry> sorted = List.of();
    /** The oldest transaction that was running when the board was last read. */
    private @Nullable String oldest;

    private @Nullable Uni<List<BoardEntry>> running;
    private @Nullable Uni<List<BoardEntry>> next;

    Board(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    /** All entries by name, as of now. */
    public Uni<List<BoardEntry>> read() {
        return Uni.createFrom().deferred(() -> {
            var context = Vertx.currentContext();
            var joined = join();
            return context == null ? joined : joined.emitOn(work -> context.runOnContext(ignored -> work.run()));
        });
    }

    /** Is told what every reading has found. */
    public void listen(Consumer<Reading> listener) {
        listeners.add(listener);
    }

    private synchronized Uni<List<BoardEntry>> join() {
        if (running == null) {
            running = reading();
            return running;
        }
        if (next == null) {
            next = running.onFailure()
                    .recoverWithItem(List.of())
                    .chain(this::begin)
                    .memoize()
                    .indefinitely();
        }
        return next;
    }

    private synchronized Uni<List<BoardEntry>> begin() {
        next = null;
        running = reading();
        return running;
    }

    private Uni<List<BoardEntry>> reading() {
        return pool.preparedQuery(CHANGED)
                .execute(Tuple.of(oldest))
                .map(this::take)
                .onTermination()
                .invoke(this::over)
                .memoize()
                .indefinitely();
    }

    private synchronized void over() {
        // Whoever waits for the next one begins it; nobody else may meanwhile, or an older reading could end last.
        if (next == null) {
            running = null;
        }
    }

    private List<BoardEntry> take(Iterable<Row> rows) {
        Reading found;
        List<BoardEntry> now;
        synchronized (this) {
            found = merge(rows);
            now = sorted;
        }
        if (!found.changed().isEmpty() || !found.removed().isEmpty()) {
            listeners.forEach(listener -> listener.accept(found));
        }
        return now;
    }

    private Reading merge(Iterable<Row> rows) {
        var changed = new ArrayList<BoardEntry>();
        var removed = new ArrayList<UUID>();
        for (Row row : rows) {
            oldest = row.getString("oldest");
            var id = row.getUUID("id");
            if (id == null) {
                continue;
            }
            if (row.getBoolean("removed")) {
                var gone = byId.remove(id);
                if (gone != null) {
                    inOrder.remove(gone);
                    removed.add(id);
                }
                continue;
            }
            var entry = entry(row);
            var before = byId.put(id, entry);
            if (before == null || !Arrays.equals(before.json(), entry.json())) {
                if (before != null) {
                    inOrder.remove(before);
                }
                inOrder.add(entry);
                changed.add(entry);
            }
        }
        if (!changed.isEmpty() || !removed.isEmpty()) {
            sorted = List.copyOf(inOrder);
        }
        return new Reading(changed, removed);
    }

    private BoardEntry entry(Row row) {
        var health = HealthSummary.of(row);
        var entry = new Entry(
                row.getUUID("id"),
                row.getString("name"),
                row.getBoolean("enabled"),
                List.of(row.getArrayOfStrings("tags")),
                row.getString("group_name"),
                health);
        try {
            return new BoardEntry(
                    entry.id(),
                    entry.name(),
                    entry.name().toLowerCase(Locale.ROOT),
                    entry.tags(),
                    entry.group(),
                    health.status(),
                    health.checkId(),
                    mapper.writeValueAsBytes(entry));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry is always writable", e);
        }
    }
}
