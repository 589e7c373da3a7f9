package dev.liverun.runner.intents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.runner.engine.settling.Intents.IntentOutcome;
import dev.liverun.runner.intents.IntentStore.StoredIntent;
import dev.liverun.runner.recording.StoredJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a step was about to change, as callers see it.
 *
 * @param orphan whether it is for a person to look at: nobody knows what became of it, or it could not be taken back
 */
public record IntentResponse(
        UUID id,
        UUID runId,
        UUID sessionId,
        UUID resultId,
        UUID endpointId,
        String stepName,
        String kind,
        @Nullable BigDecimal amount,
        @Nullable String unit,
        @Nullable String idempotencyKey,
        JsonNode request,
        Instant intendedAt,
        IntentOutcome outcome,
        @Nullable Instant settledAt,
        @Nullable String detail,
        String undoState,
        @Nullable Instant undoneAt,
        @Nullable String undoDetail,
        boolean orphan,
        @Nullable String resolvedBy,
        @Nullable String resolvedReason) {

    static IntentResponse of(StoredIntent intent) {
        return new IntentResponse(
                intent.id(),
                intent.runId(),
                intent.sessionId(),
                intent.resultId(),
                intent.endpointId(),
                intent.stepName(),
                intent.kind(),
                intent.amount() == null ? null : new BigDecimal(intent.amount()),
                intent.unit(),
                intent.key(),
                StoredJson.tree(intent.request()),
                intent.intendedAt(),
                intent.outcome(),
                intent.settledAt(),
                intent.detail(),
                intent.undoState(),
                intent.undoneAt(),
                intent.undoDetail(),
                intent.orphan(),
                intent.resolvedBy(),
                intent.resolvedReason());
    }
}
