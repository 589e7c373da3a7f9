package dev.liverun.events;

import dev.liverun.events.contract.EventPayload;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Events as Kafka records: CloudEvents 1.0, Kafka protocol binding, binary mode. */
public final class EventCodec {

    /** The CloudEvents extension with the aggregate's sequence, as a decimal (sequence extension). */
    public static final String SEQUENCE = "sequence";

    /** The CloudEvents extension with the correlation id. */
    public static final String CORRELATION_ID = "correlationid";

    /** An event ready to be sent: its data is JSON text already. */
    public record Encoded(
            UUID id,
            String ceType,
            UUID subject,
            UUID partitionKey,
            long sequence,
            Instant time,
            @Nullable String correlationId,
            String data) {

        public static Encoded of(Event<?> event) {
            return new Encoded(
                    event.id(),
                    event.type().ceType(),
                    event.subject(),
                    event.data().partitionKey(),
                    event.sequence(),
                    event.time(),
                    event.correlationId(),
                    ContractJson.write(event.data()));
        }
    }

    private EventCodec() {}

    public static ProducerRecord<String, byte[]> toRecord(String topic, String source, Encoded event) {
        var builder = CloudEventBuilder.v1()
                .withId(event.id().toString())
                .withType(event.ceType())
                .withSource(URI.create(source))
                .withSubject(event.subject().toString())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withExtension(SEQUENCE, Long.toString(event.sequence()))
                .withData("application/json", event.data().getBytes(StandardCharsets.UTF_8));
        if (event.correlationId() != null) {
            builder.withExtension(CORRELATION_ID, event.correlationId());
        }
        return KafkaMessageFactory.<String>createWriter(
                        topic, null, null, event.partitionKey().toString())
                .writeBinary(builder.build());
    }

    /**
     * The event in a record.
     *
     * @return empty when the type is not known here (a newer publisher's): to be counted and acknowledged
     * @throws UnreadableEventException when it is no CloudEvent, or its data is not what its type promises
     */
    public static Optional<Event<? extends EventPayload>> read(ConsumerRecord<String, byte[]> kafkaRecord)
            throws UnreadableEventException {
        try {
            var cloudEvent = KafkaMessageFactory.createReader(kafkaRecord).toEvent();
            var type = EventType.ofCeType(cloudEvent.getType());
            if (type.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(read(cloudEvent, type.get()));
        } catch (CloudEventRWException | IllegalArgumentException | IOException e) {
            throw new UnreadableEventException(e);
        }
    }

    private static Event<? extends EventPayload> read(CloudEvent cloudEvent, EventType type) throws IOException {
        var data = cloudEvent.getData();
        if (data == null) {
            throw new IOException("no data");
        }
        var time = cloudEvent.getTime();
        if (time == null) {
            throw new IOException("no ce_time");
        }
        var correlationId = cloudEvent.getExtension(CORRELATION_ID);
        return new Event<>(
                UUID.fromString(cloudEvent.getId()),
                type,
                sequence(cloudEvent, type),
                time.toInstant(),
                correlationId == null ? null : correlationId.toString(),
                ContractJson.read(data.toBytes(), type.payload()));
    }

    private static long sequence(CloudEvent cloudEvent, EventType type) throws IOException {
        var sequence = cloudEvent.getExtension(SEQUENCE);
        if (sequence == null) {
            if (type.kind() == EventType.Kind.STATE) {
                throw new IOException("no ce_sequence");
            }
            return 0;
        }
        return Long.parseLong(sequence.toString());
    }
}
