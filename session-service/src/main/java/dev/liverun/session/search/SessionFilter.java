package dev.liverun.session.search;

import dev.liverun.session.state.SessionState;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which sessions are wanted; what is left out does not restrict. */
public class SessionFilter {

    @Parameter(description = "In one of these states; may be repeated.")
    @QueryParam("status")
    List<SessionState> status = List.of();

    @Parameter(description = "Of this tester.")
    @QueryParam("tester_id")
    @Size(max = 255)
    @Nullable
    String testerId;

    @Parameter(description = "Name or description contain words that begin with each of these.")
    @QueryParam("q")
    @Size(max = 200)
    @Nullable
    String q;

    @Parameter(description = "Created at this time or later.")
    @QueryParam("created_from")
    @Nullable
    Instant createdFrom;

    @Parameter(description = "Created before this time.")
    @QueryParam("created_to")
    @Nullable
    Instant createdTo;

    @Parameter(description = "Started at this time or later.")
    @QueryParam("started_from")
    @Nullable
    Instant startedFrom;

    @Parameter(description = "Started before this time.")
    @QueryParam("started_to")
    @Nullable
    Instant startedTo;

    @Parameter(description = "Ended at this time or later.")
    @QueryParam("ended_from")
    @Nullable
    Instant endedFrom;

    @Parameter(description = "Ended before this time.")
    @QueryParam("ended_to")
    @Nullable
    Instant endedTo;

    @Parameter(description = "With this integration in scope, or tested or checked on it; by name.")
    @QueryParam("integration")
    @Size(max = 200)
    @Nullable
    String integration;

    @Parameter(description = "Whose latest seal has this verdict.")
    @QueryParam("verdict")
    @Pattern(regexp = "READY|NOT_READY|INCONCLUSIVE", message = "must be one of READY, NOT_READY, INCONCLUSIVE")
    @Nullable
    String verdict;

    public SessionFilter() {}

    /** The words of {@code q}, as a text search query in which each is a prefix; null when there are none. */
    @Nullable
    String words() {
        return q == null ? null : SearchWords.prefixes(q);
    }
}
