package dev.liverun.health.receiver;

import dev.liverun.api.problem.Invalid;
import dev.liverun.health.receiver.Receiver.Format;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A receiver as a caller describes it. */
record ReceiverRequest(
        @NotBlank @Size(max = 100) @Nullable String name,
        @Size(max = 2000) @Nullable String url,
        @NotNull @Nullable Format format,

        @Pattern(
                regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}",
                message = "must be the name of a secret: up to 100 letters, digits, '.', '_' or '-'")
        @Nullable
        String credential,

        @Nullable Boolean enabled) {

    /** @throws Invalid if nobody could be reached, or a webhook could not be signed */
    Receiver receiver(UUID id, Instant createdAt, long version) {
        if (name == null || format == null) {
            throw new IllegalStateException("not validated");
        }
        if (url != null && !isAddress(url)) {
            throw new Invalid("url", "must be an absolute HTTP or HTTPS URL without user name and password");
        }
        if (format == Format.WEBHOOK && url == null) {
            throw new Invalid("url", "is needed");
        }
        if (format == Format.WEBHOOK && credential == null) {
            throw new Invalid("credential", "is needed: a webhook is signed");
        }
        if (format != Format.WEBHOOK && (url == null) == (credential == null)) {
            throw new Invalid("credential", "is needed, or url, not both: the secret is the address to post to");
        }
        return new Receiver(id, name.strip(), url, format, credential, enabled == null || enabled, createdAt, version);
    }

    private static boolean isAddress(String text) {
        try {
            var url = new URI(text);
            return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
