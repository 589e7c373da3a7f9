package dev.liverun.embedded;

import org.jspecify.annotations.Nullable;

/** PostgreSQL or Kafka could not be started or stopped. The message is one or two sentences that a person can act on. */
public class EmbeddedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddedException(String message) {
        super(message);
    }

    public EmbeddedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
