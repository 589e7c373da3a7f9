package dev.liverun.session.sessions;

import dev.liverun.session.lifecycle.ParticipantEntry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A session to create.
 *
 * @param configuration as {@code GET /sessions/configuration-schema} says
 * @param templateId whose configuration the session starts from; keys of {@code configuration} replace its own
 * @param testerId the tester; operators may name somebody else than themselves
 */
public record CreateSessionRequest(
        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 10_000) String description,

        @Nullable @Schema(description = "See GET /sessions/configuration-schema.")
        Map<String, Object> configuration,

        @Nullable @Size(max = 200) List<@NotNull @Valid ParticipantEntry> participants,
        @Nullable @Size(min = 1, max = 255) String testerId,
        @Nullable UUID templateId) {

    Map<String, Object> configurationOrNone() {
        return configuration == null ? Map.of() : configuration;
    }

    List<ParticipantEntry> participantsOrNone() {
        return participants == null ? List.of() : participants;
    }
}
