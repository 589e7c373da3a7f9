package dev.liverun.api.notes;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

record CreateNoteRequest(
        @NotBlank @Size(max = 200) String title,
        BigDecimal amount,
        UUID sessionId,
        NoteStatus firstStatus,
        @Min(0) @Max(10) Integer retryAttempts,
        @PastOrPresent Instant checkedAt,
        Boolean pinned,
        List<@Valid @NotNull Step> steps,
        Map<String, @Size(max = 3) String> shortLabels) {

    record Step(@NotBlank String baseUrl, int timeoutSeconds) {}
}
