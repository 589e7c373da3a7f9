package dev.liverun.feedback.search;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.feedback.github.links.LinkState;
import dev.liverun.feedback.reports.FeedbackState;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which reports are wanted; what is left out does not matter. Of a parameter that is repeated one value is enough. */
public class FeedbackFilter {

    /** The names of all of them. */
    static final Set<String> PARAMETERS = Arrays.stream(FeedbackFilter.class.getDeclaredFields())
            .map(field -> field.getAnnotation(QueryParam.class))
            .filter(Objects::nonNull)
            .map(QueryParam::value)
            .collect(Collectors.toUnmodifiableSet());

    @QueryParam("status")
    List<FeedbackState> status = List.of();

    @QueryParam("priority")
    List<FeedbackPriority> priority = List.of();

    @QueryParam("category")
    List<FeedbackCategory> category = List.of();

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

    @QueryParam("assignee")
    @Size(max = 255)
    @Nullable
    String assignee;

    @Parameter(description = "Whether nobody sees to it.")
    @QueryParam("unassigned")
    @Nullable
    Boolean unassigned;

    @Parameter(description = "Repeated: all of them.")
    @QueryParam("label")
    @Size(max = 20)
    List<@Size(max = 50) String> label = List.of();

    @Parameter(description = "Reported then or later.")
    @QueryParam("reported_from")
    @Nullable
    Instant reportedFrom;

    @Parameter(description = "Reported before then.")
    @QueryParam("reported_to")
    @Nullable
    Instant reportedTo;

    @Parameter(description = "Whether it has its GitHub issue.")
    @QueryParam("linked")
    @Nullable
    Boolean linked;

    @Parameter(description = "How far its issue is on its way.")
    @QueryParam("github_state")
    List<LinkState> githubState = List.of();

    @Parameter(description = "Whether something of it is held back from GitHub until somebody consents.")
    @QueryParam("held")
    @Nullable
    Boolean held;

    @Parameter(description = "Whether it should have been resolved by now.")
    @QueryParam("overdue")
    @Nullable
    Boolean overdue;

    @Parameter(description = "Only those that were withdrawn; they are left out otherwise.")
    @QueryParam("withdrawn")
    @Nullable
    Boolean withdrawn;

    @QueryParam("duplicate_of")
    @Nullable
    UUID duplicateOf;

    @QueryParam("github_issue_number")
    @Positive
    @Nullable
    Integer githubIssueNumber;

    @Parameter(description = "Words in title or description, in any form; \"in quotes\" one after the other, or, -not.")
    @QueryParam("q")
    @Size(max = 200)
    @Nullable
    String words;
}
