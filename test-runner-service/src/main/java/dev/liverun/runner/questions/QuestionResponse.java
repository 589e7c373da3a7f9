package dev.liverun.runner.questions;

import dev.liverun.runner.standing.QuestionStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question of a test to people, as callers see it.
 *
 * @param askedOf the subject of whoever is asked; null: any tester of the session
 * @param choices the answers that are possible; empty: any text
 */
public record QuestionResponse(
        UUID id,
        UUID runId,
        UUID resultId,
        String stepName,
        @Nullable String askedOf,
        String question,
        List<String> choices,
        Instant askedAt,
        Instant deadline,
        @Nullable String answer,
        @Nullable String note,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt) {

    static QuestionResponse of(QuestionStore.Asked asked) {
        return new QuestionResponse(
                asked.id(),
                asked.runId(),
                asked.resultId(),
                asked.stepName(),
                asked.askedOf(),
                asked.question(),
                asked.choices(),
                asked.askedAt(),
                asked.deadline(),
                asked.answer(),
                asked.note(),
                asked.answeredBy(),
                asked.answeredAt());
    }
}
