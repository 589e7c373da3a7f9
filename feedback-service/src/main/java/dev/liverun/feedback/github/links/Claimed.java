package dev.liverun.feedback.github.links;

import dev.liverun.feedback.github.text.Fields;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link that is worked on.
 *
 * @param epoch this claim; whoever holds a later one has taken over
 * @param state as it was before the claim; a PENDING one is SENDING now
 * @param claimedAt what is seen of the issue is not older than this
 * @param sentAt since when GitHub may have the issue
 * @param unknownSince since when nobody sends it any more; null unless it may have been created
 * @param agreed what both sides agreed on last
 * @param labels what its issue gets by its mapping, as the assignees and the template
 */
public record Claimed(
        UUID feedbackId,
        String repository,
        LinkState state,
        @Nullable Integer issueNumber,
        long epoch,
        int attempts,
        Instant claimedAt,
        Instant sentAt,
        @Nullable Instant unknownSince,
        Fields agreed,
        List<String> labels,
        List<String> assignees,
        @Nullable String template) {}
