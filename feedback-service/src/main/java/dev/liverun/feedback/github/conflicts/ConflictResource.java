package dev.liverun.feedback.github.conflicts;

import dev.liverun.api.problem.NotFound;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Transactions;
import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.feedback.github.conflicts.Conflicts.Conflict;
import dev.liverun.feedback.github.conflicts.Conflicts.Kept;
import dev.liverun.feedback.reports.Access;
import dev.liverun.feedback.reports.FeedbackChange;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackRepository;
import dev.liverun.feedback.reports.ReportLog;
import dev.liverun.feedback.reports.Timing;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Fields that a report and its issue had changed differently, until somebody decides. */
@Path("/feedback/{id}/conflicts")
@Tag(name = "feedback")
public class ConflictResource {

    /**
     * One of them.
     *
     * @param agreed what both sides had before
     * @param ours what the report had
     * @param theirs what the issue had, and the report was given
     * @param kept what somebody decided; null while open
     */
    public record ConflictResponse(
            UUID id,
            UUID feedbackId,
            String field,
            @Nullable String agreed,
            String ours,
            String theirs,
            Instant foundAt,
            @Nullable Instant settledAt,
            @Nullable String settledBy,
            @Nullable String kept) {

        static ConflictResponse of(Conflict conflict) {
            return new ConflictResponse(
                    conflict.id(),
                    conflict.feedbackId(),
                    conflict.field(),
                    conflict.agreed(),
                    conflict.ours(),
                    conflict.theirs(),
                    conflict.foundAt(),
                    conflict.settledAt(),
                    conflict.settledBy(),
                    conflict.kept() == null ? null : conflict.kept().name());
        }
    }

    /** All of a report. */
    public record ConflictsResponse(List<ConflictResponse> items) {}

    /** Which value stays. */
    public record SettleRequest(@NotNull Keep keep) {

        /** OURS puts the report's value back, here and on GitHub; THEIRS leaves GitHub's. */
        public enum Keep {
            OURS,
            THEIRS
        }
    }

    private final Conflicts conflicts;
    private final FeedbackRepository reports;
    private final Access access;
    private final ReportLog log;
    private final Transactions transactions;
    private final Timing timing;
    private final Caller caller;

    ConflictResource(
            Conflicts conflicts,
            FeedbackRepository reports,
            Access access,
            ReportLog log,
            Transactions transactions,
            Timing timing,
            Caller caller) {
        this.conflicts = conflicts;
        this.reports = reports;
        this.access = access;
        this.log = log;
        this.transactions = transactions;
        this.timing = timing;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "What a report and its issue had changed differently, the open ones first")
    public Uni<ConflictsResponse> of(@PathParam("id") UUID id) {
        return conflicts
                .of(id)
                .map(found -> new ConflictsResponse(
                        found.stream().map(ConflictResponse::of).toList()));
    }

    @POST
    @Path("/{conflict_id}/settle")
    @RolesAllowed(Roles.TESTER)
    @Operation(summary = "Decide which value stays")
    public Uni<ConflictsResponse> settle(
            @PathParam("id") UUID id,
            @PathParam("conflict_id") UUID conflictId,
            @NotNull @Valid SettleRequest request) {
        var kept = Kept.valueOf(request.keep().name());
        return access.toChange(id, caller)
                .chain(() -> transactions.inTransaction(() -> reports.lock(id).chain(report -> conflicts
                        .hold(conflictId, id)
                        .map(found -> found.orElseThrow(() -> new NotFound("open conflict", conflictId)))
                        .chain(clash -> kept == Kept.OURS
                                ? takeBack(report, clash)
                                : Uni.createFrom().voidItem())
                        .chain(() -> conflicts.settle(conflictId, kept, caller.subject(), timing.now())))))
                .chain(() -> of(id));
    }

    private Uni<Void> takeBack(FeedbackReport report, Clash clash) {
        return report.change(ours(clash), timing, caller.subject())
                .map(change -> log.changed(report, change, caller, "changed", "a conflict was settled"))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static FeedbackChange ours(Clash clash) {
        return switch (clash.field()) {
            case "title" -> FeedbackChange.ofTitle(clash.ours());
            case "description" -> FeedbackChange.ofDescription(clash.ours());
            case "priority" -> FeedbackChange.ofPriority(FeedbackPriority.valueOf(clash.ours()));
            case "category" -> FeedbackChange.ofCategory(FeedbackCategory.valueOf(clash.ours()));
            case "assignee" -> FeedbackChange.ofAssignee(clash.ours());
            default -> throw new IllegalStateException("no field that can clash: " + clash.field());
        };
    }
}
