package dev.liverun.session.participants;

import dev.liverun.events.contract.ParticipantRole;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Who joins as what.
 *
 * @param subject the token's {@code sub}; left out, it is the caller
 */
public record JoinRequest(
        @Nullable @Size(min = 1, max = 255) String subject,
        @NotNull ParticipantRole role) {}
