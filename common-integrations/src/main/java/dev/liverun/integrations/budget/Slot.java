package dev.liverun.integrations.budget;

/**
 * The right to send one request now. It does not keep: whoever took longer than its lifetime to get ready has to ask for
 * another, because late requests would crowd into the next ones.
 *
 * @param expiresAtNanos on the process's monotonic clock
 */
public record Slot(long expiresAtNanos) {

    /** How long after its time a slot may be used. */
    public static final long LIFETIME_MICROS = 1_000_000;

    public boolean expired(long nanoTime) {
        return nanoTime - expiresAtNanos > 0;
    }
}
