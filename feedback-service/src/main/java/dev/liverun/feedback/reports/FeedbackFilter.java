package dev.liverun.feedback.reports;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which reports are wanted; what is left out does not matter. */
public class FeedbackFilter {

    @QueryParam("status")
    @Nullable
    FeedbackState status;

    @QueryParam("priority")
    @Nullable
    FeedbackPriority priority;

    @QueryParam("category")
    @Nullable
    FeedbackCategory category;

    @QueryParam("session_id")
    @Nullable
    UUID sessionId;

    @QueryParam("endpoint_id")
    @Nullable
    UUID endpointId;

    @QueryParam("result_id")
    @Nullable
    UUID resultId;

    @QueryParam("reported_by")
    @Size(max = 255)
    @Nullable
    String reportedBy;

    @QueryParam("github_issue_number")
    @Positive
    @Nullable
    Integer githubIssueNumber;

    @Parameter(description = "Words in title or description.")
    @QueryParam("q")
    @Size(max = 200)
    @Nullable
    String words;
}
