package dev.liverun.runner.questions;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says to a question.
 *
 * @param note what else there is to say; kept as evidence
 */
public record AnswerRequest(
        @NotBlank @Size(max = 2000) String answer,
        @Nullable @Size(max = 4000) String note) {}
