package dev.liverun.feedback.search;

import dev.liverun.api.export.Exports;
import dev.liverun.api.export.Pages;
import dev.liverun.api.export.StreamedBody;
import dev.liverun.api.export.TableFormat;
import dev.liverun.api.paging.PageRequest;
import dev.liverun.api.security.Roles;
import dev.liverun.feedback.reports.FeedbackResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What a search finds, as a table for people's programs. */
@Path("/feedback/export")
@Tag(name = "feedback")
public class ExportResource {

    private static final List<String> COLUMNS = List.of(
            "id",
            "session_id",
            "title",
            "description",
            "category",
            "priority",
            "status",
            "assignee",
            "labels",
            "reported_by",
            "reported_at",
            "due_at",
            "overdue",
            "resolved_at",
            "github_issue_number",
            "github_issue_url",
            "duplicate_of",
            "votes",
            "comments",
            "attachments");

    private final FeedbackSearch search;

    ExportResource(FeedbackSearch search) {
        this.search = search;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "What a search finds, as CSV or XLSX",
            description =
                    "All of it, sent as it is read. Text that a spreadsheet would take for a formula is neutralised.")
    public RestResponse<StreamedBody> export(
            @Valid @BeanParam FeedbackFilter filter,
            @QueryParam("sort") @DefaultValue("QUEUE") FeedbackSort sort,
            @QueryParam("format") @DefaultValue("CSV") TableFormat format) {
        return RestResponse.ResponseBuilder.ok(StreamedBody.of(Exports.of(
                        format,
                        table -> table.begin("feedback", COLUMNS),
                        Pages.<FeedbackResponse>after((last, size) -> search.find(
                                        filter,
                                        sort,
                                        PageRequest.of(size, last == null ? null : FeedbackSearch.position(last, sort)))
                                .map(page -> page.items())),
                        (table, report) -> table.row(
                                report.id(),
                                report.sessionId(),
                                report.title(),
                                report.description(),
                                report.category(),
                                report.priority(),
                                report.status(),
                                report.assignee(),
                                String.join(", ", report.labels()),
                                report.reportedBy(),
                                report.reportedAt(),
                                report.dueAt(),
                                report.overdue(),
                                report.resolvedAt(),
                                report.githubIssueNumber(),
                                report.githubIssueUrl(),
                                report.duplicateOf(),
                                report.voteCount(),
                                report.commentCount(),
                                report.attachmentCount()))))
                .type(format.mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"feedback." + format.name().toLowerCase(Locale.ROOT) + "\"")
                .build();
    }
}
