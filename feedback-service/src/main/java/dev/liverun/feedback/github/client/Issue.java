package dev.liverun.feedback.github.client;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issue, as GitHub shows it.
 *
 * @param notPlanned whether it was closed for another reason than that it is done
 * @param assignees their logins
 * @param updatedAt when anything of it changed last; null where GitHub does not say
 */
public record Issue(
        int number,
        String url,
        String author,
        String title,
        @Nullable String body,
        boolean open,
        boolean notPlanned,
        Set<String> labels,
        List<String> assignees,
        int comments,
        @Nullable Instant updatedAt) {

    /** The repository that it is in now, {@code owner/name}: it may have been transferred or renamed. */
    public String repository(String otherwise) {
        var parts = url.split("/");
        int issues = parts.length - 2;
        return issues >= 2 && parts[issues].equals("issues") ? parts[issues - 2] + "/" + parts[issues - 1] : otherwise;
    }
}
