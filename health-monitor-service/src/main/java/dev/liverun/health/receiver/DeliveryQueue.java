package dev.liverun.health.receiver;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What is still to be told. Who takes something has it for a minute; then it is somebody else's to try. */
@ApplicationScoped
class DeliveryQueue {

    /** About two hours of patience: 10 s, 20 s, 40 s … */
    private static final int MOST_ATTEMPTS = 10;

    record Delivery(Receiver receiver, Notice notice, int attempts) {}

    private static final String TAKE = """
            with taken as (
                update alarm_deliveries d set attempts = attempts + 1, due_at = now() + interval '1 minute'
                 where d.id = any (array(select id from alarm_deliveries
                                          where delivered_at is null and given_up_at is null and due_at <= now()
                                          order by due_at limit $1 for update skip locked))
             returning d.*)
            select t.id as delivery_id, t.kind, t.attempts, a.id as alarm_id, a.endpoint_id, e.name as endpoint_name, a.cause,
                   a.status, a.reason, a.message, a.opened_at, a.cleared_at, r.*
              from taken t
              join alarms a on a.id = t.alarm_id
              join integration_endpoints e on e.id = a.endpoint_id
              join alarm_receivers r on r.id = t.receiver_id
            """;
    private static final String DONE =
            "update alarm_deliveries set delivered_at = now(), last_error = null where id = $1";
    private static final String FAILED = """
            update alarm_deliveries
               set last_error = $2, due_at = now() + $3 * interval '1 second',
                   given_up_at = case when attempts >= $4 then now() end
             where id = $1
            """;

    private final Pool pool;

    DeliveryQueue(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Delivery>> take(int most) {
        return pool.preparedQuery(TAKE).execute(Tuple.of(most)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(DeliveryQueue::delivery)
                .toList());
    }

    Uni<Void> delivered(UUID delivery) {
        return pool.preparedQuery(DONE).execute(Tuple.of(delivery)).replaceWithVoid();
    }

    Uni<Void> failed(Delivery delivery, String error) {
        long again = 10L << Math.min(delivery.attempts() - 1, 10);
        return pool.preparedQuery(FAILED)
                .execute(Tuple.of(delivery.notice().deliveryId(), error, again, MOST_ATTEMPTS))
                .replaceWithVoid();
    }

    private static Delivery delivery(Row row) {
        var cleared = row.getOffsetDateTime("cleared_at");
        return new Delivery(
                ReceiverStore.receiver(row),
                new Notice(
                        row.getUUID("delivery_id"),
                        row.getString("kind"),
                        row.getUUID("alarm_id"),
                        row.getUUID("endpoint_id"),
                        row.getString("endpoint_name"),
                        row.getString("cause"),
                        row.getString("status"),
                        row.getString("reason"),
                        row.getString("message"),
                        row.getOffsetDateTime("opened_at").toInstant(),
                        cleared == null ? null : cleared.toInstant()),
                row.getInteger("attempts"));
    }
}
