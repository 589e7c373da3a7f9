package dev.liverun.session.lifecycle;

import dev.liverun.events.contract.ParticipantRole;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Somebody who takes part.
 *
 * @param subject the token's {@code sub}
 */
public record ParticipantEntry(
        @NotBlank @Size(max = 255) String subject, @NotNull ParticipantRole role) {}
