package dev.liverun.events;

import dev.liverun.events.contract.AttachmentAdded;
import dev.liverun.events.contract.CallsHalted;
import dev.liverun.events.contract.CallsReleased;
import dev.liverun.events.contract.EndpointChanged;
import dev.liverun.events.contract.EndpointRegistered;
import dev.liverun.events.contract.EndpointRemoved;
import dev.liverun.events.contract.EndpointThrottled;
import dev.liverun.events.contract.EventPayload;
import dev.liverun.events.contract.FeedbackChanged;
import dev.liverun.events.contract.FeedbackFiled;
import dev.liverun.events.contract.FeedbackLinked;
import dev.liverun.events.contract.FeedbackResolved;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.contract.HealthChecked;
import dev.liverun.events.contract.RebuildAnswered;
import dev.liverun.events.contract.RebuildRequested;
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunStarted;
import dev.liverun.events.contract.SessionChanged;
import dev.liverun.events.contract.SessionCompleted;
import dev.liverun.events.contract.SessionCreated;
import dev.liverun.events.contract.SessionFailed;
import dev.liverun.events.contract.SessionPaused;
import dev.liverun.events.contract.SessionPurged;
import dev.liverun.events.contract.SessionResumed;
import dev.liverun.events.contract.SessionStarted;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestReclassified;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every event of the house: its CloudEvents type, its topic, and the record that is its data. */
public enum EventType {
    SESSION_CREATED("session.created", Topic.SESSIONS, SessionCreated.class, Kind.STATE),
    SESSION_STARTED("session.started", Topic.SESSIONS, SessionStarted.class, Kind.STATE),
    SESSION_PAUSED("session.paused", Topic.SESSIONS, SessionPaused.class, Kind.STATE),
    SESSION_RESUMED("session.resumed", Topic.SESSIONS, SessionResumed.class, Kind.STATE),
    SESSION_COMPLETED("session.completed", Topic.SESSIONS, SessionCompleted.class, Kind.STATE),
    SESSION_FAILED("session.failed", Topic.SESSIONS, SessionFailed.class, Kind.STATE),
    SESSION_CHANGED("session.changed", Topic.SESSIONS, SessionChanged.class, Kind.STATE),
    SESSION_PURGED("session.purged", Topic.SESSIONS, SessionPurged.class, Kind.STATE),
    ENDPOINT_REGISTERED("endpoint.registered", Topic.ENDPOINTS, EndpointRegistered.class, Kind.STATE),
    ENDPOINT_CHANGED("endpoint.changed", Topic.ENDPOINTS, EndpointChanged.class, Kind.STATE),
    ENDPOINT_REMOVED("endpoint.removed", Topic.ENDPOINTS, EndpointRemoved.class, Kind.STATE),
    ENDPOINT_THROTTLED("endpoint.throttled", Topic.THROTTLES, EndpointThrottled.class, Kind.FACT),
    HEALTH_CHECKED("health.checked", Topic.HEALTH, HealthChecked.class, Kind.FACT),
    HEALTH_CHANGED("health.changed", Topic.HEALTH, HealthChanged.class, Kind.STATE),
    RUN_STARTED("run.started", Topic.TESTS, RunStarted.class, Kind.STATE),
    RUN_COMPLETED("run.completed", Topic.TESTS, RunCompleted.class, Kind.STATE),
    TEST_COMPLETED("test.completed", Topic.TESTS, TestCompleted.class, Kind.FACT),
    TEST_RECLASSIFIED("test.reclassified", Topic.TESTS, TestReclassified.class, Kind.FACT),
    FEEDBACK_FILED("feedback.filed", Topic.FEEDBACK, FeedbackFiled.class, Kind.STATE),
    FEEDBACK_CHANGED("feedback.changed", Topic.FEEDBACK, FeedbackChanged.class, Kind.STATE),
    FEEDBACK_LINKED("feedback.linked", Topic.FEEDBACK, FeedbackLinked.class, Kind.STATE),
    FEEDBACK_RESOLVED("feedback.resolved", Topic.FEEDBACK, FeedbackResolved.class, Kind.STATE),
    ATTACHMENT_ADDED("attachment.added", Topic.FEEDBACK, AttachmentAdded.class, Kind.STATE),
    CALLS_HALTED("calls.halted", Topic.OPERATIONS, CallsHalted.class, Kind.STATE),
    CALLS_RELEASED("calls.released", Topic.OPERATIONS, CallsReleased.class, Kind.STATE),
    REBUILD_REQUESTED("rebuild.requested", Topic.OPERATIONS, RebuildRequested.class, Kind.FACT),
    REBUILD_ANSWERED("rebuild.answered", Topic.OPERATIONS, RebuildAnswered.class, Kind.FACT);

    /** What an event is, which decides how a late one is treated. */
    public enum Kind {
        /** The aggregate's whole state; one older than what a view has is skipped. */
        STATE,
        /** Something that happened; never skipped. */
        FACT
    }

    private static final Map<String, EventType> BY_CE_TYPE =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::ceType, Function.identity()));
    private static final Map<Class<?>, EventType> BY_PAYLOAD =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::payload, Function.identity()));

    private final String ceType;
    private final Topic topic;
    private final Class<? extends EventPayload> payload;
    private final Kind kind;

    EventType(String name, Topic topic, Class<? extends EventPayload> payload, Kind kind) {
        this.ceType = "dev.liverun." + name + ".v1";
        this.topic = topic;
        this.payload = payload;
        this.kind = kind;
    }

    /** {@code dev.liverun.<aggregate>.<past-tense>.v1}. */
    public String ceType() {
        return ceType;
    }

    public Topic topic() {
        return topic;
    }

    public Class<? extends EventPayload> payload() {
        return payload;
    }

    public Kind kind() {
        return kind;
    }

    /** The type with that {@code ce_type}; empty for one that this version does not know. */
    public static Optional<EventType> ofCeType(String ceType) {
        return Optional.ofNullable(BY_CE_TYPE.get(ceType));
    }

    static EventType of(EventPayload payload) {
        var type = BY_PAYLOAD.get(payload.getClass());
        if (type == null) {
            throw new IllegalArgumentException("no event type for " + payload.getClass());
        }
        return type;
    }
}
