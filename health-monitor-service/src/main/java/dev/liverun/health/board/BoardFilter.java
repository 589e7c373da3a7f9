package dev.liverun.health.board;

import dev.liverun.events.contract.HealthStatus;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which endpoints are wanted on the board; what is left out does not restrict. */
public class BoardFilter {

    @QueryParam("tag")
    @Nullable
    String tag;

    @QueryParam("group")
    @Nullable
    String group;

    @Parameter(description = "The confirmed status.")
    @QueryParam("status")
    @Nullable
    HealthStatus status;

    @Parameter(description = "A part of the name, in upper or lower case.")
    @QueryParam("q")
    @Nullable
    String text;

    public BoardFilter() {}

    List<BoardEntry> apply(List<BoardEntry> entries) {
        if (tag == null && group == null && status == null && text == null) {
            return entries;
        }
        return entries.stream().filter(this::wants).toList();
    }

    private boolean wants(BoardEntry entry) {
        return (tag == null || entry.tags().contains(tag))
                && (group == null || group.equals(entry.group()))
                && (status == null || status == entry.status())
                && (text == null || entry.sortKey().contains(text.toLowerCase(Locale.ROOT)));
    }
}
