package dev.liverun.session.search;

import dev.liverun.session.state.SessionState;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.QueryParam;
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

    public SessionFilter() {}

    /** The words of {@code q}, as a text search query in which each is a prefix; null when there are none. */
    @Nullable
    String words() {
        return q == null ? null : SearchWords.prefixes(q);
    }
}
