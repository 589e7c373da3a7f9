package dev.liverun.feedback.reports;

import dev.liverun.events.Event;
import dev.liverun.events.contract.AttachmentAdded;
import dev.liverun.events.contract.AttachmentSnapshot;
import dev.liverun.events.contract.FeedbackChanged;
import dev.liverun.events.contract.FeedbackEvent;
import dev.liverun.events.contract.FeedbackFiled;
import dev.liverun.events.contract.FeedbackLinked;
import dev.liverun.events.contract.FeedbackResolved;
import dev.liverun.events.contract.FeedbackSnapshot;
import dev.liverun.events.contract.FeedbackStatus;
import io.vertx.core.json.JsonObject;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A finding (specification: FeedbackReport). Whatever changes it returns the event that tells so; the caller appends it
 * in the same transaction. The event's sequence is the version that the report has once the change is flushed, so between
 * two changes there is a flush.
 */
@Entity
@Table(name = "feedback_reports")
public class FeedbackReport extends ReportFields {

    /** For Hibernate. */
    protected FeedbackReport() {}

    public FeedbackReport(Finding finding, Map<String, Object> evidence, String reportedBy, Timing timing) {
        super(finding, evidence, reportedBy, timing);
    }

    /** The event that tells of this new report. */
    public Event<FeedbackFiled> filed(String actor) {
        return Event.state(new FeedbackFiled(snapshot(version), actor), version, reportedAt);
    }

    /**
     * Takes over what is given.
     *
     * @return empty when nothing is different; {@link FeedbackResolved} when the report thereby became RESOLVED or CLOSED
     * @throws IllegalTransition if the state does not allow the wanted one
     * @throws ReportWithdrawn
     */
    public Optional<ReportChange> change(FeedbackChange change, Timing timing, String actor) {
        if (withdrawnAt != null) {
            throw new ReportWithdrawn();
        }
        var changes = new Changes();
        title = changes.of("title", title, change.title());
        description = changes.of("description", description, change.description());
        category = changes.of("category", category, change.category());
        var before = priority;
        priority = changes.of("priority", priority, change.priority());
        if (priority != before) {
            dueAt = timing.due(reportedAt, priority);
        }
        if (change.assignee() != null) {
            assignee = changes.to("assignee", assignee, change.assignee().isBlank() ? null : change.assignee());
        }
        if (change.labels() != null) {
            labels = Objects.requireNonNull(changes.to("labels", labels(), sorted(change.labels())))
                    .toArray(String[]::new);
        }
        if (change.metadata() != null && !new JsonObject(change.metadata()).equals(new JsonObject(metadata))) {
            changes.to("metadata", metadata(), change.metadata());
            metadata = new JsonObject(change.metadata()).encode();
        }
        var now = now(timing);
        boolean resolved = change.status() != null && become(change.status(), now, changes);
        return changes.isEmpty() ? Optional.empty() : Optional.of(told(changes, resolved, now, actor));
    }

    /** Takes the report back: it stays, but nobody has to do anything about it. */
    public ReportChange withdraw(String reason, Timing timing, String actor) {
        if (withdrawnAt != null) {
            throw new ReportWithdrawn();
        }
        var now = now(timing);
        var changes = new Changes();
        withdrawnAt = changes.to("withdrawn_at", null, now);
        withdrawnBy = actor;
        withdrawalReason = changes.to("withdrawal_reason", null, reason);
        return told(changes, false, now, actor);
    }

    /** Puts a withdrawn report back to where it was. */
    public Optional<ReportChange> restore(Timing timing, String actor) {
        if (withdrawnAt == null) {
            return Optional.empty();
        }
        var changes = new Changes();
        withdrawnAt = changes.to("withdrawn_at", withdrawnAt, null);
        withdrawalReason = changes.to("withdrawal_reason", withdrawalReason, null);
        withdrawnBy = null;
        return Optional.of(told(changes, false, now(timing), actor));
    }

    /** Closes the report as a duplicate of {@code kept}. */
    public ReportChange mergeInto(FeedbackReport kept, Timing timing, String actor) {
        if (withdrawnAt != null || kept.withdrawnAt != null) {
            throw new ReportWithdrawn();
        } else if (kept.id.equals(id)) {
            throw new NotMergeable("A report is no duplicate of itself.");
        } else if (duplicateOf != null) {
            throw new NotMergeable("It is a duplicate of " + duplicateOf + " already.");
        } else if (kept.duplicateOf != null) {
            throw new NotMergeable("That report is itself a duplicate: merge into " + kept.duplicateOf + ".");
        }
        var now = now(timing);
        var changes = new Changes();
        duplicateOf = changes.to("duplicate_of", null, kept.id);
        boolean resolved = status != FeedbackState.CLOSED && become(FeedbackState.CLOSED, now, changes);
        return told(changes, resolved, now, actor);
    }

    private ReportChange told(Changes changes, boolean resolved, Instant now, String actor) {
        var snapshot = snapshot(version + 1);
        FeedbackEvent data = resolved
                ? new FeedbackResolved(snapshot, actor)
                : new FeedbackChanged(snapshot, changes.names(), actor);
        return new ReportChange(Event.state(data, snapshot.version(), now), changes.fields());
    }

    /** What it is now, for those who want to hear it once more. */
    public Event<?> asItIs() {
        var data = new FeedbackChanged(snapshot(version), List.of(), "system:republish");
        return Event.state(data, version, reportedAt);
    }

    /** The report has its issue. */
    public ReportChange link(int issueNumber, String issueUrl, Timing timing) {
        var changes = new Changes();
        changes.to("github_issue_number", githubIssueNumber, issueNumber);
        githubIssueNumber = issueNumber;
        githubIssueUrl = issueUrl;
        return new ReportChange(
                Event.state(new FeedbackLinked(snapshot(version + 1)), version + 1, now(timing)), changes.fields());
    }

    /** A file was attached. */
    public ReportChange attached(AttachmentSnapshot attachment, String actor) {
        attachmentCount++;
        return new ReportChange(
                Event.state(
                        new AttachmentAdded(snapshot(version + 1), attachment, actor),
                        version + 1,
                        attachment.uploadedAt()),
                List.of(new FieldChange("attachments", null, attachment.filename())));
    }

    /** A file was removed. */
    public ReportChange detached(String filename, Timing timing, String actor) {
        if (withdrawnAt != null) {
            throw new ReportWithdrawn();
        }
        attachmentCount--;
        var changes = new Changes();
        changes.to("attachments", filename, null);
        return told(changes, false, now(timing), actor);
    }

    /** @return whether it became resolved just now */
    private boolean become(FeedbackState wanted, Instant now, Changes changes) {
        if (wanted == status) {
            return false;
        }
        if (!status.legal().contains(wanted)) {
            throw new IllegalTransition(status, wanted);
        }
        boolean before = status.isResolved();
        status = Objects.requireNonNull(changes.to("status", status, wanted));
        if (!wanted.isResolved()) {
            resolvedAt = changes.to("resolved_at", resolvedAt, null);
            duplicateOf = changes.to("duplicate_of", duplicateOf, null);
        } else if (!before) {
            resolvedAt = changes.to("resolved_at", null, now);
        }
        return wanted.isResolved() && !before;
    }

    /** Clocks of replicas differ; a report's own times never run backwards. */
    private Instant now(Timing timing) {
        var now = timing.now();
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
                withdrawnAt != null,
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
}
