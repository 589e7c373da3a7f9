package dev.liverun.session.support;

import dev.liverun.events.Event;
import dev.liverun.events.EventCodec;
import dev.liverun.events.EventCodec.Encoded;
import dev.liverun.events.Ids;
import dev.liverun.events.Topics;
import dev.liverun.events.contract.AssertionOutcome;
import dev.liverun.events.contract.AuthType;
import dev.liverun.events.contract.EndpointAuth;
import dev.liverun.events.contract.EndpointRegistered;
import dev.liverun.events.contract.EndpointSnapshot;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.events.contract.FeedbackSnapshot;
import dev.liverun.events.contract.FeedbackStatus;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.contract.HealthStatus;
import dev.liverun.events.contract.RunSnapshot;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.StepTime;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestReclassified;
import dev.liverun.events.contract.TestStatus;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void tellAll(List<Event<?>> events) {
        events.forEach(this::tell);
    }

    public static Event<EndpointRegistered> registered(UUID id, String name) {
        var endpoint = new EndpointSnapshot(
                id,
                name,
                "https://" + name + ".example",
                "https://" + name + ".example/health",
                new EndpointAuth(AuthType.NONE, null, null, null, null),
                60,
                10,
                0,
                true,
                false,
                List.of(),
                1);
        return Event.state(new EndpointRegistered(endpoint, "operator"), 1, NOON);
    }

    public static Event<HealthChanged> turned(
            UUID endpoint, String name, long sequence, HealthStatus from, HealthStatus to, UUID... sessions) {
        var data = new HealthChanged(endpoint, name, from, to, "3 of 3 checks", NOON, List.of(sessions));
        return Event.state(data, sequence, NOON.plusSeconds(sequence));
    }

    public static Event<HealthChecked> checked(
            UUID endpoint,
            String name,
            HealthStatus status,
            Integer millis,
            Integer code,
            int second,
            UUID... sessions) {
        var id = Ids.next();
        // Now: only what is checked while a session is ACTIVE counts for it.
        var at = Instant.now().plusMillis(second);
        var data = new HealthChecked(id, endpoint, name, List.of(sessions), status, millis, code, null, at, Map.of());
        return Event.fact(id, data, at);
    }

    public static Event<TestCompleted> tested(
            UUID session,
            UUID endpoint,
            String name,
            String test,
            TestStatus status,
            FailureClass failure,
            int second) {
        var id = Ids.next();
        var data = new TestCompleted(
                id,
                session,
                endpoint,
                name,
                null,
                test,
                status,
                NOON.plusSeconds(second),
                NOON.plusSeconds(second + 1),
                1000,
                List.of(
                        new AssertionOutcome(
                                "status", 200, status == TestStatus.PASSED ? 200 : 503, status == TestStatus.PASSED),
                        new AssertionOutcome("body", "ok", "ok", true)),
                null,
                failure,
                failure == null ? null : "why it failed");
        return Event.fact(id, data, NOON.plusSeconds(second + 1));
    }

    /** The same, and which of its steps were slow. */
    public static Event<TestCompleted> withSteps(Event<TestCompleted> tested, StepTime... slowest) {
        var data = tested.data();
        var steps = slowest.length == 0
                ? List.of(new StepTime("transfer", 700), new StepTime("sign in", 90))
                : List.of(slowest);
        return Event.fact(
                data.id(),
                new TestCompleted(
                        data.id(),
                        data.sessionId(),
                        data.endpointId(),
                        data.endpointName(),
                        data.runId(),
                        data.testName(),
                        data.status(),
                        data.startedAt(),
                        data.completedAt(),
                        data.durationMs(),
                        data.assertions(),
                        data.errorDetails(),
                        data.failureClass(),
                        data.failureReason(),
                        steps),
                tested.time());
    }

    public static Event<TestReclassified> reclassified(
            UUID result, UUID session, UUID endpoint, String name, FailureClass failure, String why) {
        var data =
                new TestReclassified(result, session, endpoint, name, null, "pay", failure, why, Instant.now(), "ada");
        return Event.fact(Ids.next(), data, data.reclassifiedAt());
    }

    public static RunSnapshot run(UUID id, UUID session, RunStatus status) {
        return new RunSnapshot(
                id,
                session,
                "tag",
                status,
                "ada",
                NOON,
                status == RunStatus.RUNNING ? null : NOON.plusSeconds(9),
                status == RunStatus.RUNNING ? Map.of() : Map.of(TestStatus.PASSED, 2),
                1);
    }

    public static FeedbackSnapshot report(
            UUID id, UUID session, UUID result, String title, FeedbackStatus status, Integer issue) {
        return new FeedbackSnapshot(
                id,
                session,
                null,
                result,
                title,
                FeedbackCategory.INTEGRATION,
                FeedbackPriority.CRITICAL,
                status,
                issue,
                issue == null ? null : "https://github.com/acme/shop/issues/" + issue,
                "ada",
                NOON,
                status == FeedbackStatus.RESOLVED ? NOON.plusSeconds(60) : null,
                false,
                0,
                1);
    }
}
