package dev.liverun.feedback.reports;

import dev.liverun.events.Event;
import dev.liverun.events.Ids;
import dev.liverun.events.contract.AttachmentAdded;
import dev.liverun.events.contract.AttachmentSnapshot;
import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackChanged;
import dev.liverun.events.contract.FeedbackEvent;
import dev.liverun.events.contract.FeedbackFiled;
import dev.liverun.events.contract.FeedbackLinked;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.events.contract.FeedbackResolved;
import dev.liverun.events.contract.FeedbackSnapshot;
import dev.liverun.events.contract.FeedbackStatus;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A finding (specification: FeedbackReport). Whatever changes it returns the event that tells so; the caller appends it
 * in the same transaction. The event's sequence is the version that the report has once the change is flushed, so between
 * two changes there is a flush.
 */
@Entity
@Table(name = "feedback_reports")
public class FeedbackReport {

    private static final long FIRST_VERSION = 1;

    @Id
    private UUID id;

    private UUID sessionId;
    private @Nullable UUID endpointId;
    private @Nullable UUID resultId;
    private String title;
    private String description;

    @Enumerated(EnumType.STRING)
    private FeedbackCategory category;

    @Enumerated(EnumType.ORDINAL)
    private FeedbackPriority priority;

    @Enumerated(EnumType.ORDINAL)
    private FeedbackState status;

    private @Nullable Integer githubIssueNumber;
    private @Nullable String githubIssueUrl;
    private String reportedBy;
    private Instant reportedAt;
    private @Nullable Instant resolvedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private String metadata;

    @JdbcTypeCode(SqlTypes.JSON)
    private String evidence;

    private int attachmentCount;

    @Version
    private long version = FIRST_VERSION;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected FeedbackReport() {}

    FeedbackReport(Finding finding, Map<String, Object> evidence, String reportedBy, Clock clock) {
        this.id = Ids.next();
        this.sessionId = finding.sessionId();
        this.endpointId = finding.endpointId();
        this.resultId = finding.resultId();
        this.title = finding.title();
        this.description = finding.description();
        this.category = finding.category();
        this.priority = finding.priority();
        this.status = FeedbackState.OPEN;
        this.reportedBy = reportedBy;
        this.reportedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        this.metadata = new JsonObject(finding.metadata()).encode();
        this.evidence = new JsonObject(evidence).encode();
    }

    /** The event that tells of this new report. */
    Event<FeedbackFiled> filed(String actor) {
        return Event.state(new FeedbackFiled(snapshot(version), actor), version, reportedAt);
    }

    /**
     * Takes over what is given.
     *
     * @return empty when nothing is different; {@link FeedbackResolved} when the report thereby became RESOLVED or CLOSED
     * @throws IllegalTransition if the state does not allow the wanted one
     */
    public Optional<Event<? extends FeedbackEvent>> change(FeedbackChange change, Clock clock, String actor) {
        var changed = new ArrayList<String>();
        if (change.title() != null && !change.title().equals(title)) {
            title = change.title();
            changed.add("title");
        }
        if (change.description() != null && !change.description().equals(description)) {
            description = change.description();
            changed.add("description");
        }
        if (change.category() != null && change.category() != category) {
            category = change.category();
            changed.add("category");
        }
        if (change.priority() != null && change.priority() != priority) {
            priority = change.priority();
            changed.add("priority");
        }
        if (change.metadata() != null && !new JsonObject(change.metadata()).equals(new JsonObject(metadata))) {
            metadata = new JsonObject(change.metadata()).encode();
            changed.add("metadata");
        }
        var now = now(clock);
        boolean resolved = false;
        if (change.status() != null && change.status() != status) {
            resolved = become(change.status(), now);
            changed.add("status");
        }
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        var snapshot = snapshot(version + 1);
        FeedbackEvent data =
                resolved ? new FeedbackResolved(snapshot, actor) : new FeedbackChanged(snapshot, changed, actor);
        return Optional.of(Event.state(data, snapshot.version(), now));
    }

    /** The report has its issue. */
    public Event<FeedbackLinked> link(int issueNumber, String issueUrl, Clock clock) {
        githubIssueNumber = issueNumber;
        githubIssueUrl = issueUrl;
        return Event.state(new FeedbackLinked(snapshot(version + 1)), version + 1, now(clock));
    }

    /** A file was attached. */
    public Event<AttachmentAdded> attached(AttachmentSnapshot attachment, String actor) {
        attachmentCount++;
        return Event.state(
                new AttachmentAdded(snapshot(version + 1), attachment, actor), version + 1, attachment.uploadedAt());
    }

    /** @return whether it became resolved just now */
    private boolean become(FeedbackState wanted, Instant now) {
        if (!status.legal().contains(wanted)) {
            throw new IllegalTransition(status, wanted);
        }
        boolean before = status.isResolved();
        status = wanted;
        if (!wanted.isResolved()) {
            resolvedAt = null;
        } else if (!before) {
            resolvedAt = now;
        }
        return wanted.isResolved() && !before;
    }

    /** Clocks of replicas differ; a report's own times never run backwards. */
    private Instant now(Clock clock) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return now.isBefore(reportedAt) ? reportedAt : now;
    }

    private FeedbackSnapshot snapshot(long atVersion) {
        return new FeedbackSnapshot(
                id,
                sessionId,
                endpointId,
                resultId,
                title,
                category,
                priority,
                published(status),
                githubIssueNumber,
                githubIssueUrl,
                reportedBy,
                reportedAt,
                resolvedAt,
                false,
                attachmentCount,
                atVersion);
    }

    private static FeedbackStatus published(FeedbackState state) {
        return switch (state) {
            case OPEN -> FeedbackStatus.OPEN;
            case IN_PROGRESS -> FeedbackStatus.IN_PROGRESS;
            case RESOLVED -> FeedbackStatus.RESOLVED;
            case CLOSED -> FeedbackStatus.CLOSED;
        };
    }

    public UUID id() {
        return id;
    }

    public UUID sessionId() {
        return sessionId;
    }

    public @Nullable UUID endpointId() {
        return endpointId;
    }

    public @Nullable UUID resultId() {
        return resultId;
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    public FeedbackCategory category() {
        return category;
    }

    public FeedbackPriority priority() {
        return priority;
    }

    public FeedbackState status() {
        return status;
    }

    public @Nullable Integer githubIssueNumber() {
        return githubIssueNumber;
    }

    public @Nullable String githubIssueUrl() {
        return githubIssueUrl;
    }

    public String reportedBy() {
        return reportedBy;
    }

    public Instant reportedAt() {
        return reportedAt;
    }

    public @Nullable Instant resolvedAt() {
        return resolvedAt;
    }

    public Map<String, Object> metadata() {
        return new JsonObject(metadata).getMap();
    }

    public Map<String, Object> evidence() {
        return new JsonObject(evidence).getMap();
    }

    public int attachmentCount() {
        return attachmentCount;
    }

    public long version() {
        return version;
    }
}
