package dev.liverun.events;

import dev.liverun.events.contract.*;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One example of each event, as the documentation shows them. */
public final class Samples {

    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    private static final UUID SESSION = UUID.fromString("0195566a-7c00-7000-8000-000000000001");
    private static final UUID ENDPOINT = UUID.fromString("0195566a-7c00-7000-8000-000000000002");
    private static final UUID RUN = UUID.fromString("0195566a-7c00-7000-8000-000000000003");
    private static final UUID RESULT = UUID.fromString("0195566a-7c00-7000-8000-000000000004");
    private static final UUID CHECK = UUID.fromString("0195566a-7c00-7000-8000-000000000005");
    private static final UUID FEEDBACK = UUID.fromString("0195566a-7c00-7000-8000-000000000006");
    private static final UUID ATTACHMENT = UUID.fromString("0195566a-7c00-7000-8000-000000000007");
    private static final UUID REBUILD = UUID.fromString("0195566a-7c00-7000-8000-000000000009");
    private static final UUID EVENT = UUID.fromString("0195566a-7c00-7000-8000-000000000008");

    private Samples() {}

    /** The event as it travels. */
    public static Event<?> of(EventType type) {
        var data = data(type);
        return new Event<>(
                data instanceof HealthChecked check
                        ? check.id()
                        : data instanceof TestCompleted result ? result.id() : EVENT,
                type,
                type.kind() == EventType.Kind.STATE ? 3 : 0,
                T0.plusSeconds(60),
                "demo-1",
                data);
    }

    public static EventPayload data(EventType type) {
        return switch (type) {
            case SESSION_CREATED -> new SessionCreated(session(SessionStatus.CREATED), "tess");
            case SESSION_STARTED -> new SessionStarted(session(SessionStatus.ACTIVE), "tess");
            case SESSION_PAUSED ->
                new SessionPaused(session(SessionStatus.PAUSED), PauseCause.SYSTEM, "banano is UNHEALTHY", "system");
            case SESSION_RESUMED -> new SessionResumed(session(SessionStatus.ACTIVE), "banano recovered", "system");
            case SESSION_COMPLETED -> new SessionCompleted(session(SessionStatus.COMPLETED), null, "tess");
            case SESSION_FAILED -> new SessionFailed(session(SessionStatus.FAILED), "paused too long", "system");
            case SESSION_CHANGED -> new SessionChanged(session(SessionStatus.ACTIVE), List.of("configuration"), "tess");
            case SESSION_PURGED -> new SessionPurged(session(SessionStatus.COMPLETED), "retention", "system");
            case ENDPOINT_REGISTERED -> new EndpointRegistered(endpoint(true), "olga");
            case ENDPOINT_CHANGED -> new EndpointChanged(endpoint(false), "olga");
            case ENDPOINT_REMOVED -> new EndpointRemoved(endpoint(false), "olga");
            case ENDPOINT_THROTTLED -> new EndpointThrottled(ENDPOINT, T0.plusSeconds(7), T0, "health-monitor-service");
            case HEALTH_CHECKED ->
                new HealthChecked(
                        CHECK,
                        ENDPOINT,
                        "banano",
                        List.of(SESSION),
                        HealthStatus.UNHEALTHY,
                        41,
                        503,
                        "HTTP 503",
                        T0,
                        Map.of("attempts", 3));
            case HEALTH_CHANGED ->
                new HealthChanged(
                        ENDPOINT,
                        "banano",
                        HealthStatus.HEALTHY,
                        HealthStatus.UNHEALTHY,
                        "HTTP 503 in 3 of 3 checks",
                        T0,
                        List.of(SESSION));
            case RUN_STARTED -> new RunStarted(run(RunStatus.RUNNING, null, Map.of()), "tess");
            case RUN_COMPLETED ->
                new RunCompleted(
                        run(RunStatus.FAILED, T0.plusSeconds(9), Map.of(TestStatus.PASSED, 4, TestStatus.FAILED, 1)),
                        "tess");
            case TEST_COMPLETED ->
                new TestCompleted(
                        RESULT,
                        SESSION,
                        ENDPOINT,
                        "banano",
                        RUN,
                        "banano-payment",
                        TestStatus.FAILED,
                        T0,
                        T0.plusMillis(812),
                        812,
                        List.of(new AssertionOutcome("status", 200, 503, false)),
                        "HTTP 503",
                        FailureClass.PROVIDER_OUTAGE,
                        "banano was UNHEALTHY at that moment",
                        List.of(new StepTime("send", 640), new StepTime("balance before", 91)));
            case TEST_RECLASSIFIED ->
                new TestReclassified(
                        RESULT,
                        SESSION,
                        ENDPOINT,
                        "banano",
                        RUN,
                        "banano-payment",
                        FailureClass.PRODUCT,
                        "our wallet sends a wrong amount",
                        T0.plusSeconds(60),
                        "tess");
            case FEEDBACK_FILED -> new FeedbackFiled(feedback(FeedbackStatus.OPEN, null), "tess");
            case FEEDBACK_CHANGED ->
                new FeedbackChanged(feedback(FeedbackStatus.IN_PROGRESS, 17), List.of("status"), "tess");
            case FEEDBACK_LINKED -> new FeedbackLinked(feedback(FeedbackStatus.OPEN, 17));
            case FEEDBACK_RESOLVED -> new FeedbackResolved(feedback(FeedbackStatus.RESOLVED, 17), "github");
            case ATTACHMENT_ADDED ->
                new AttachmentAdded(
                        feedback(FeedbackStatus.OPEN, null),
                        new AttachmentSnapshot(
                                ATTACHMENT,
                                "payment.png",
                                "image/png",
                                18211,
                                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                                T0),
                        "tess");
            case CALLS_HALTED -> new CallsHalted(halt(true), "olga");
            case CALLS_RELEASED -> new CallsReleased(halt(false), "olga");
            case REBUILD_REQUESTED ->
                new RebuildRequested(
                        REBUILD,
                        "session-service",
                        "results",
                        "liverun.rebuild.session-service.results." + REBUILD,
                        List.of(EventType.TEST_COMPLETED.ceType()),
                        "olga");
            case REBUILD_ANSWERED ->
                new RebuildAnswered(
                        REBUILD, "/liverun/test-runner-service", List.of(EventType.TEST_COMPLETED.ceType()), 4711);
        };
    }

    /** The sample's session, about another aggregate. */
    public static SessionSnapshot session(UUID id, SessionStatus status, String name) {
        return new SessionSnapshot(
                id,
                name,
                "Payments before the release",
                status,
                T0,
                status == SessionStatus.CREATED ? null : T0.plusSeconds(5),
                status == SessionStatus.COMPLETED || status == SessionStatus.FAILED ? T0.plusSeconds(3600) : null,
                "tess",
                List.of(
                        new Participant("tess", ParticipantRole.TESTER),
                        new Participant("pat", ParticipantRole.OBSERVER)),
                Map.of("environment", "staging", "version", "2.4.0"),
                status == SessionStatus.PAUSED ? PauseCause.SYSTEM : null,
                3);
    }

    private static SessionSnapshot session(SessionStatus status) {
        return session(SESSION, status, "Release 2.4");
    }

    private static EndpointSnapshot endpoint(boolean enabled) {
        return new EndpointSnapshot(
                ENDPOINT,
                "banano",
                "https://node.example.org",
                "https://node.example.org/health",
                new EndpointAuth(AuthType.API_KEY, "banano", "X-API-Key", null, null),
                60,
                10,
                2,
                enabled,
                false,
                List.of("payments"),
                3);
    }

    private static RunSnapshot run(RunStatus status, Instant completedAt, Map<TestStatus, Integer> totals) {
        return new RunSnapshot(RUN, SESSION, "lr-7c00", status, "tess", T0, completedAt, totals, 3);
    }

    private static FeedbackSnapshot feedback(FeedbackStatus status, Integer issue) {
        return new FeedbackSnapshot(
                FEEDBACK,
                SESSION,
                ENDPOINT,
                RESULT,
                "Payments fail while the node is down",
                FeedbackCategory.INTEGRATION,
                FeedbackPriority.HIGH,
                status,
                issue,
                issue == null ? null : "https://github.com/example/app/issues/" + issue,
                "tess",
                T0,
                status == FeedbackStatus.RESOLVED ? T0.plusSeconds(600) : null,
                false,
                1,
                3);
    }

    private static HaltSnapshot halt(boolean halted) {
        return new HaltSnapshot(HaltSnapshot.ID, halted, halted ? "wrong wallet" : "wallet changed", T0, 3);
    }
}
