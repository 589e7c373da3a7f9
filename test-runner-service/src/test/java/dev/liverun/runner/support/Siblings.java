package dev.liverun.runner.support;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.EventCodec.Encoded;
import dev.liverun.events.Topics;
import dev.liverun.events.contract.AuthType;
import dev.liverun.events.contract.EndpointAuth;
import dev.liverun.events.contract.EndpointRegistered;
import dev.liverun.events.contract.EndpointSnapshot;
import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackLinked;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.events.contract.FeedbackSnapshot;
import dev.liverun.events.contract.FeedbackStatus;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.events.contract.Participant;
import dev.liverun.events.contract.ParticipantRole;
import dev.liverun.events.contract.SessionChanged;
import dev.liverun.events.contract.SessionFailed;
import dev.liverun.events.contract.SessionSnapshot;
import dev.liverun.events.contract.SessionStatus;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells events on Kafka as the other services do. */
@ApplicationScoped
public class Siblings {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;

    Siblings(Topics topics, @ConfigProperty(name = "kafka.bootstrap.servers") String servers) {
        this.topics = topics;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new ByteArraySerializer());
    }

    @PreDestroy
    void close() {
        producer.close();
    }

    /** Returns once the broker has it. */
    public void tell(Event<?> event) {
        var told = EventCodec.toRecord(topics.name(event.type().topic()), "/liverun/test", Encoded.of(event));
        try {
            producer.send(told).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static SessionSnapshot session(
            UUID id, SessionStatus status, String tester, Map<String, Object> configuration, long version) {
        var ended = status == SessionStatus.COMPLETED || status == SessionStatus.FAILED;
        return new SessionSnapshot(
                id,
                "Session " + id,
                null,
                status,
                NOON,
                status == SessionStatus.CREATED ? null : NOON,
                ended ? NOON.plusSeconds(60) : null,
                tester,
                List.of(
                        new Participant(tester, ParticipantRole.TESTER),
                        new Participant("watcher", ParticipantRole.OBSERVER)),
                configuration,
                null,
                version);
    }

    /** Whatever happened to it: the state is what counts. */
    public static Event<SessionChanged> state(SessionSnapshot session) {
        return Event.state(new SessionChanged(session, List.of(), "test"), session.version(), NOON);
    }

    public static Event<SessionFailed> failed(SessionSnapshot session, String reason) {
        return Event.state(new SessionFailed(session, reason, "test"), session.version(), NOON);
    }

    /** It may take its time: tests that hold an answer decide when it comes. */
    public static EndpointSnapshot endpoint(UUID id, String name, String baseUrl, EndpointAuth auth, boolean enabled) {
        return endpoint(id, name, baseUrl, auth, enabled, 60);
    }

    private static EndpointSnapshot endpoint(
            UUID id, String name, String baseUrl, EndpointAuth auth, boolean enabled, int timeoutSeconds) {
        return new EndpointSnapshot(
                id, name, baseUrl, baseUrl + "/health", auth, 100_000, timeoutSeconds, 0, enabled, false, List.of(), 1);
    }

    /** Whoever does not answer within a few seconds has not answered. */
    public static EndpointSnapshot impatient(UUID id, String name, String baseUrl, EndpointAuth auth) {
        return endpoint(id, name, baseUrl, auth, true, 5);
    }

    public static EndpointAuth open() {
        return new EndpointAuth(AuthType.NONE, null, null, null, null);
    }

    public static Event<EndpointRegistered> registered(EndpointSnapshot endpoint) {
        return Event.state(new EndpointRegistered(endpoint, "operator"), endpoint.version(), NOON);
    }

    public static Event<HealthChanged> health(UUID endpoint, HealthStatus to, long sequence) {
        var data = new HealthChanged(endpoint, "target", null, to, "3 of 3 checks: status 503", NOON, List.of());
        return Event.state(data, sequence, NOON.plusSeconds(sequence));
    }

    public static Event<FeedbackLinked> linked(
            UUID feedback, UUID session, UUID result, FeedbackStatus status, Integer issue, long version) {
        var report = new FeedbackSnapshot(
                feedback,
                session,
                null,
                result,
                "It does not work",
                FeedbackCategory.INTEGRATION,
                FeedbackPriority.HIGH,
                status,
                issue,
                issue == null ? null : "https://github.com/acme/shop/issues/" + issue,
                "ada",
                NOON,
                status == FeedbackStatus.RESOLVED ? NOON.plusSeconds(60) : null,
                false,
                0,
                version);
        return Event.state(new FeedbackLinked(report), version, NOON);
    }
}
