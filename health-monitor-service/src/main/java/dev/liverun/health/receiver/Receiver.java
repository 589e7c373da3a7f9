package dev.liverun.health.receiver;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.liverun.health.versioned.Versioned;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of alarms.
 *
 * @param url null where the credential is the address: those of Slack and Discord let anybody post who knows them
 * @param credential the name of the secret that a WEBHOOK is signed with, or that is the address
 */
record Receiver(
        UUID id,
        String name,
        @Nullable String url,
        Format format,
        @Nullable String credential,
        boolean enabled,
        Instant createdAt,
        @JsonIgnore long version)
        implements Versioned {

    @Override
    public String label() {
        return name;
    }

    /** What is sent. */
    enum Format {
        /** JSON of our own, signed (HMAC-SHA256 over the body) in {@code X-Liverun-Signature-256}. */
        WEBHOOK,
        /** {@code {"text": …}}, as Slack, Mattermost and Rocket.Chat take it. */
        SLACK,
        /** {@code {"content": …}}, without mentions. */
        DISCORD
    }
}
