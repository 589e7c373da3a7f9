package dev.liverun.integrations.outcome;

/**
 * How long each phase took, in microseconds; 0 where a phase did not take place. Redirects that were followed are summed.
 *
 * @param queueMicros waiting for the rate budget; not part of the latency
 * @param authMicros waiting for a credential or a token; not part of the latency
 * @param dnsMicros resolving the name
 * @param connectMicros TCP handshake, through the proxy where there is one
 * @param tlsMicros TLS handshake
 * @param firstByteMicros from the connection being ready to the first byte of the answer
 * @param transferMicros from the first byte of the answer to its last
 * @param totalMicros the latency: from the slot being there to the last byte or the failure
 * @param reused whether a kept connection was used, so that there was no DNS, connect and TLS phase
 */
public record PhaseTimings(
        long queueMicros,
        long authMicros,
        long dnsMicros,
        long connectMicros,
        long tlsMicros,
        long firstByteMicros,
        long transferMicros,
        long totalMicros,
        boolean reused) {

    /** Nothing was measured, because nothing was tried. */
    public static final PhaseTimings NONE = new PhaseTimings(0, 0, 0, 0, 0, 0, 0, 0, false);

    /** The latency in whole milliseconds, rounded to the nearest. */
    public long totalMillis() {
        return (totalMicros + 500) / 1000;
    }

    public long queueMillis() {
        return (queueMicros + 500) / 1000;
    }
}
