package dev.liverun.events.outbox;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec.Encoded;
import dev.liverun.events.EventType;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Events that wait to be published. An event is appended in the transaction that changes the state it tells about, so
 * that both are kept or neither.
 *
 * <p>Change the aggregate's row <em>before</em> appending: the row's lock then orders the events of an aggregate, because
 * outbox ids are taken in the order of appending.
 */
@ApplicationScoped
public class Outbox {

    private static final String COLUMNS =
            "event_id, event_type, topic, subject, partition_key, sequence, occurred_at, correlation_id, data";

    private static final String INSERT_ONE =
            "insert into outbox (" + COLUMNS + ") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

    private static final String INSERT_ALL = "insert into outbox (" + COLUMNS + ")"
            + " select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::bigint[],"
            + " $7::timestamptz[], $8::text[], $9::text[])";

    /**
     * Appends to the current Hibernate Reactive transaction, after flushing what it changed so far.
     *
     * @return fails with {@link IllegalStateException} when there is no transaction
     */
    public Uni<Void> append(Event<?> event) {
        return Panache.currentTransaction()
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("Outbox.append needs a transaction"))
                .chain(Panache::getSession)
                .chain(session -> session.flush().chain(() -> insert(session, event)));
    }

    /** Appends all, in this order, to the transaction of {@code transaction} in one statement. */
    public Uni<Void> append(SqlConnection transaction, List<? extends Event<?>> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (transaction.transaction() == null) {
            return Uni.createFrom().failure(new IllegalStateException("Outbox.append needs a transaction"));
        }
        int count = events.size();
        var ids = new UUID[count];
        var types = new String[count];
        var topics = new String[count];
        var subjects = new UUID[count];
        var keys = new UUID[count];
        var sequences = new Long[count];
        var times = new OffsetDateTime[count];
        var correlations = new String[count];
        var data = new String[count];
        for (int i = 0; i < count; i++) {
            var event = Encoded.of(events.get(i));
            ids[i] = event.id();
            types[i] = event.ceType();
            topics[i] = topicOf(events.get(i).type());
            subjects[i] = event.subject();
            keys[i] = event.partitionKey();
            sequences[i] = event.sequence();
            times[i] = event.time().atOffset(ZoneOffset.UTC);
            correlations[i] = event.correlationId();
            data[i] = event.data();
        }
        var row = Tuple.tuple()
                .addValue(ids)
                .addValue(types)
                .addValue(topics)
                .addValue(subjects)
                .addValue(keys)
                .addValue(sequences)
                .addValue(times)
                .addValue(correlations)
                .addValue(data);
        return transaction.preparedQuery(INSERT_ALL).execute(row).replaceWithVoid();
    }

    private static Uni<Void> insert(Mutiny.Session session, Event<?> published) {
        var event = Encoded.of(published);
        return session.createNativeQuery(INSERT_ONE)
                .setParameter(1, event.id())
                .setParameter(2, event.ceType())
                .setParameter(3, topicOf(published.type()))
                .setParameter(4, event.subject())
                .setParameter(5, event.partitionKey())
                .setParameter(6, event.sequence())
                .setParameter(7, event.time().atOffset(ZoneOffset.UTC))
                .setParameter(8, event.correlationId())
                .setParameter(9, event.data())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String topicOf(EventType type) {
        return type.topic().name();
    }
}
