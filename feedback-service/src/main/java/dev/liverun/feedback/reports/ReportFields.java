package dev.liverun.feedback.reports;

import dev.liverun.events.Ids;
import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What is known of a report. What may happen to it is {@link FeedbackReport}'s, which alone changes it. */
@MappedSuperclass
public abstract class ReportFields {

    private static final long FIRST_VERSION = 1;

    @Id
    UUID id;

    UUID sessionId;

    @Nullable
    UUID endpointId;

    @Nullable
    UUID resultId;

    String title;
    String description;

    @Enumerated(EnumType.STRING)
    FeedbackCategory category;

    @Enumerated(EnumType.ORDINAL)
    FeedbackPriority priority;

    @Enumerated(EnumType.ORDINAL)
    FeedbackState status;

    @Nullable
    Integer githubIssueNumber;

    @Nullable
    String githubIssueUrl;

    String reportedBy;
    Instant reportedAt;

    @Nullable
    Instant resolvedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    String metadata;

    @JdbcTypeCode(SqlTypes.JSON)
    String evidence;

    int attachmentCount;

    @Nullable
    String assignee;

    String[] labels;
    Instant dueAt;

    @Nullable
    Instant withdrawnAt;

    @Nullable
    String withdrawnBy;

    @Nullable
    String withdrawalReason;

    @Nullable
    UUID duplicateOf;

    // Counted by the statements that add comments and votes.
    @Column(insertable = false, updatable = false)
    int commentCount;

    @Column(insertable = false, updatable = false)
    int voteCount;

    /** As its owner told; what is not known here is not known to be gone. */
    @Formula("exists (select 1 from session_view known where known.id = session_id and known.purged)")
    boolean sessionPurged;

    @Version
    long version = FIRST_VERSION;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected ReportFields() {}

    ReportFields(Finding finding, Map<String, Object> evidence, String reportedBy, Timing timing) {
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
        this.reportedAt = timing.now();
        this.dueAt = timing.due(reportedAt, priority);
        this.labels = sorted(finding.labels()).toArray(String[]::new);
        this.assignee = finding.assignee();
        this.metadata = new JsonObject(finding.metadata()).encode();
        this.evidence = new JsonObject(evidence).encode();
    }

    static List<String> sorted(Set<String> labels) {
        return labels.stream().map(String::strip).distinct().sorted().toList();
    }

    public UUID id() {
        return id;
    }

    public UUID sessionId() {
        return sessionId;
    }

    /** Whether its session was purged, when the report was read. */
    public boolean isSessionPurged() {
        return sessionPurged;
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

    String metadataJson() {
        return metadata;
    }

    String evidenceJson() {
        return evidence;
    }

    public int attachmentCount() {
        return attachmentCount;
    }

    public @Nullable String assignee() {
        return assignee;
    }

    public List<String> labels() {
        return List.of(labels);
    }

    public Instant dueAt() {
        return dueAt;
    }

    public @Nullable Instant withdrawnAt() {
        return withdrawnAt;
    }

    public @Nullable String withdrawnBy() {
        return withdrawnBy;
    }

    public @Nullable String withdrawalReason() {
        return withdrawalReason;
    }

    public @Nullable UUID duplicateOf() {
        return duplicateOf;
    }

    public int commentCount() {
        return commentCount;
    }

    public int voteCount() {
        return voteCount;
    }

    /** Whether it should have been resolved by now. */
    public boolean isOverdue(Instant now) {
        return !status.isResolved() && withdrawnAt == null && now.isAfter(dueAt);
    }

    public long version() {
        return version;
    }
}
