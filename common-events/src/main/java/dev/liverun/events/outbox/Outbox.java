package dev.liverun.events.outbox;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec.Encoded;
import dev.liverun.events.EventType;
import dev.liverun.events.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Events that wait to be published. An event is appended in the transaction that changes the state it tells about, so
 * that both are kept or neither.
 *
 * <p>Change the aggregate's row <em>before</em> appending: the row's lock then orders the events of an aggregate, because
 * outbox ids are taken in the order of appending.
 */
@ApplicationScoped
public class Outbox {

    private static final String INSERT = "insert into outbox (event_id, event_type, topic, subject, partition_key,"
            + " sequence, occurred_at, correlation_id, data)"
            + " select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::bigint[],"
            + " $7::timestamptz[], $8::text[], $9::text[])";

    /**
     * Appends to the current Hibernate Reactive transaction, after flushing what it changed so far.
     *
     * @return fails with {@link IllegalStateException} when there is no transaction
     */
    public Uni<Void> append(Event<?> event) {
        return new Statements().and(part(List.of(event))).execute();
    }

    /** Appends all, in this order, to the transaction of {@code transaction} in one statement. */
    public Uni<Void> append(SqlConnection transaction, List<? extends Event<?>> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (transaction.transaction() == null) {
            return Uni.createFrom().failure(new IllegalStateException("Outbox.append needs a transaction"));
        }
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.from(part(events).parameters()))
                .replaceWithVoid();
    }

    /** The same as a part of what is written together. */
    public Statements.Part part(List<? extends Event<?>> events) {
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
        return Statements.Part.of(
                "outbox_entries", INSERT, ids, types, topics, subjects, keys, sequences, times, correlations, data);
    }

    private static String topicOf(EventType type) {
        return type.topic().name();
    }
}
