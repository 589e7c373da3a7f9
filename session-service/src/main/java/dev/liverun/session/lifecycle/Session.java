package dev.liverun.session.lifecycle;

import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.PauseCause;
import dev.liverun.events.contract.SessionChanged;
import dev.liverun.events.contract.SessionCompleted;
import dev.liverun.events.contract.SessionCreated;
import dev.liverun.events.contract.SessionEvent;
import dev.liverun.events.contract.SessionFailed;
import dev.liverun.events.contract.SessionPaused;
import dev.liverun.events.contract.SessionPurged;
import dev.liverun.events.contract.SessionResumed;
import dev.liverun.events.contract.SessionStarted;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.state.IllegalTransition;
import dev.liverun.session.state.SessionState;
import dev.liverun.session.state.Transition;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.OptimisticLock;
import org.jspecify.annotations.Nullable;

/**
 * A test session (specification: TestSession). Whatever changes it returns the event that tells so; the caller appends it
 * in the same transaction. The event's sequence is the version that the session has once the change is flushed, so
 * between two changes there is a flush.
 */
@Entity
@Table(name = "test_sessions")
public class Session {

    private static final long FIRST_VERSION = 1;

    @Id
    private UUID id;

    @Embedded
    private Terms terms;

    @Enumerated(EnumType.STRING)
    private SessionState status;

    private Instant createdAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private String testerId;

    /** Null while it is not PAUSED. */
    @Embedded
    private @Nullable Pause pause;

    @Embedded
    private ActiveTime activeTime = new ActiveTime();

    private @Nullable String endReason;

    @OptimisticLock(excluded = true)
    private boolean pauseWaived;

    @Embedded
    @OptimisticLock(excluded = true)
    private Marks marks = new Marks();

    @Version
    private long version = FIRST_VERSION;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Session() {}

    public Session(
            String name,
            @Nullable String description,
            String testerId,
            Participants participants,
            Map<String, Object> configuration,
            Clock clock) {
        this.id = Ids.next();
        this.terms = new Terms(name, description, participants, configuration);
        this.status = SessionState.CREATED;
        this.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        this.testerId = testerId;
    }

    /** The event that tells of this new session. */
    public Event<SessionCreated> created(String actor) {
        marks.changed(this);
        return Event.state(new SessionCreated(Snapshots.of(this, version), actor), version, createdAt);
    }

    /** CREATED → ACTIVE. */
    public Event<SessionStarted> start(Clock clock, String actor) {
        become(Transition.START);
        var now = now(clock);
        startedAt = now;
        activeTime.begin(now);
        return next(new SessionStarted(Snapshots.of(this, version + 1), actor), now);
    }

    /**
     * ACTIVE → PAUSED.
     *
     * @param timeout how long the pause may last before it fails the session
     */
    public Event<SessionPaused> pause(
            PauseCause cause, @Nullable String reason, Duration timeout, Clock clock, String actor) {
        become(Transition.PAUSE);
        var now = now(clock);
        activeTime.end(now);
        pause = new Pause(cause, reason, now, timeout);
        return next(new SessionPaused(Snapshots.of(this, version + 1), cause, reason, actor), now);
    }

    /** A person makes the system's pause their own: it does not end by itself any more. */
    public Event<SessionChanged> takeOverPause(@Nullable String reason, Clock clock, String actor) {
        if (pause == null || pause.cause() != PauseCause.SYSTEM) {
            throw new IllegalTransition(status, Transition.PAUSE.apiName(), transitions());
        }
        pause.takeOver(reason);
        return next(
                new SessionChanged(Snapshots.of(this, version + 1), List.of("pause_cause", "pause_reason"), actor),
                now(clock));
    }

    /** Says something else about why the session stays paused; empty when it says so already. */
    public Optional<Event<SessionChanged>> explainPause(String reason, Clock clock, String actor) {
        if (pause == null || !pause.explain(reason)) {
            return Optional.empty();
        }
        return Optional.of(
                next(new SessionChanged(Snapshots.of(this, version + 1), List.of("pause_reason"), actor), now(clock)));
    }

    /**
     * PAUSED → ACTIVE.
     *
     * @param waive go on although a required integration may be down, until it has recovered
     */
    public Event<SessionResumed> resume(@Nullable String reason, boolean waive, Clock clock, String actor) {
        become(Transition.RESUME);
        var now = now(clock);
        pause = null;
        activeTime.begin(now);
        pauseWaived = waive;
        return next(new SessionResumed(Snapshots.of(this, version + 1), reason, actor), now);
    }

    /** Its required integrations were looked at together. */
    public void reviewed() {
        marks.reviewed();
    }

    /** The required integrations are all well: from now on the system may pause again. */
    public void withdrawWaiver() {
        pauseWaived = false;
    }

    /** ACTIVE → COMPLETED. */
    public Event<SessionCompleted> complete(@Nullable String reason, Clock clock, String actor) {
        become(Transition.COMPLETE);
        var now = end(reason, clock);
        return next(new SessionCompleted(Snapshots.of(this, version + 1), reason, actor), now);
    }

    /** ACTIVE or PAUSED → FAILED. */
    public Event<SessionFailed> fail(@Nullable String reason, Clock clock, String actor) {
        become(Transition.FAIL);
        pause = null;
        var now = end(reason, clock);
        return next(new SessionFailed(Snapshots.of(this, version + 1), reason, actor), now);
    }

    /**
     * Takes over what is given; what is not stays.
     *
     * @param pauseTimeout the timeout under the configuration that is there afterwards
     * @return empty when nothing is different
     * @throws SessionOver if the session has ended
     */
    public Optional<Event<SessionChanged>> change(
            SessionChange change, Duration pauseTimeout, Clock clock, String actor) {
        if (status.isOver()) {
            throw new SessionOver(id, status);
        }
        var changed = terms.take(change, testerId);
        if (pause != null && changed.contains("configuration")) {
            pause.mayLast(pauseTimeout);
        }
        // Whoever switches it on later decides anew.
        pauseWaived &= configuration().autoPause();
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(next(new SessionChanged(Snapshots.of(this, version + 1), changed, actor), now(clock)));
    }

    /**
     * The event that tells of the removal of a session that never started.
     *
     * @throws IllegalTransition if it has started
     */
    public Event<SessionPurged> delete(Clock clock, String actor) {
        if (status != SessionState.CREATED) {
            throw new IllegalTransition(status, "delete", transitions());
        }
        return gone("deleted before it started", clock, actor);
    }

    /**
     * The event that tells of the removal of a session whose time to be kept is over.
     *
     * @param limit it must have ended before this, or, if it never started, have been created before it
     * @throws IllegalTransition if it has not
     */
    public Event<SessionPurged> purge(String reason, Instant limit, Clock clock, String actor) {
        var last = status == SessionState.CREATED ? createdAt : endedAt;
        if (last == null || last.isAfter(limit)) {
            throw new IllegalTransition(status, "purge", transitions());
        }
        return gone(reason, clock, actor);
    }

    /** It changes nothing any more. */
    private Event<SessionPurged> gone(String reason, Clock clock, String actor) {
        return Event.state(new SessionPurged(Snapshots.of(this, version + 1), reason, actor), version + 1, now(clock));
    }

    /** What may be done now. */
    public Set<Transition> transitions() {
        var legal = EnumSet.noneOf(Transition.class);
        legal.addAll(status.legal());
        if (pause != null && pause.cause() == PauseCause.SYSTEM) {
            legal.add(Transition.PAUSE);
        }
        return legal;
    }

    private void become(Transition transition) {
        if (!transitions().contains(transition)) {
            throw new IllegalTransition(status, transition.apiName(), transitions());
        }
        status = status.after(transition);
    }

    private Instant end(@Nullable String reason, Clock clock) {
        var now = now(clock);
        activeTime.end(now);
        endedAt = now;
        endReason = reason;
        return now;
    }

    /** Clocks of replicas differ; a session's own times never run backwards. */
    private Instant now(Clock clock) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var earliest = startedAt == null ? createdAt : startedAt;
        return now.isBefore(earliest) ? earliest : now;
    }

    private <T extends SessionEvent> Event<T> next(T data, Instant at) {
        marks.changed(this);
        return Event.state(data, data.session().version(), at);
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return terms.name();
    }

    public @Nullable String description() {
        return terms.description();
    }

    public SessionState status() {
        return status;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }

    public String testerId() {
        return testerId;
    }

    public Participants participants() {
        return terms.participants(testerId);
    }

    /** As it was given. */
    public Map<String, Object> configurationValues() {
        return terms.configurationValues();
    }

    public SessionConfiguration configuration() {
        return terms.configuration();
    }

    /** Empty while it is not PAUSED. */
    public Optional<Pause> pause() {
        return Optional.ofNullable(pause);
    }

    public ActiveTime activeTime() {
        return activeTime;
    }

    public @Nullable String endReason() {
        return endReason;
    }

    public boolean pauseWaived() {
        return pauseWaived;
    }

    /** Where on its timeline the event stands that was told last. */
    public long position() {
        return marks.lastPosition();
    }

    public long version() {
        return version;
    }
}
