package dev.liverun.integrations.outcome;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.Throttle;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What became of a call. */
public sealed interface CallOutcome {

    /**
     * All tries in order, at least one. The last one that says something about the remote side decided; that we ourselves
     * could not try again does not hide what the endpoint answered before.
     */
    List<Attempt> attempts();

    /** The phases of the attempt that decided. */
    PhaseTimings timings();

    /** The pause that the endpoint asked for in the course of this call. */
    Optional<Throttle> throttle();

    /** The connection's certificate, or the one that the handshake failed on. */
    Optional<TlsDetails> tls();

    /** What the attempt that decided says of the network. */
    default Contact contact() {
        List<Attempt> made = attempts();
        for (int i = made.size() - 1; i >= 0; i--) {
            if (made.get(i).failure().map(FailureKind::remote).orElse(true)) {
                return made.get(i).contact();
            }
        }
        return made.isEmpty() ? Contact.NONE : made.get(0).contact();
    }

    /** How long the call waited for the rate budget, over all attempts. */
    default long queuedMicros() {
        return attempts().stream()
                .mapToLong(attempt -> attempt.timings().queueMicros())
                .sum();
    }

    /**
     * There was an answer, of whatever status. Headers, body and URLs are as they were received: have them masked by a
     * {@link dev.liverun.integrations.redaction.Redactor} before they are stored.
     *
     * @param status may be outside 100–599 where the remote side does not keep to HTTP
     * @param body what was kept of it
     * @param url where the answer came from, after redirects
     * @param httpVersion e.g. {@code HTTP/1.1}
     * @param redirects the URLs that redirected, in order; the first is the requested one
     */
    record Answered(
            int status,
            Headers headers,
            Body body,
            URI url,
            String httpVersion,
            List<URI> redirects,
            PhaseTimings timings,
            List<Attempt> attempts,
            Optional<Throttle> throttle,
            Optional<TlsDetails> tls)
            implements CallOutcome {
        public Answered {
            redirects = List.copyOf(redirects);
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * There was no request, and what the call was to reach is there ({@link dev.liverun.integrations.Reach}); only calls
     * that send none have this outcome.
     *
     * @param addresses the host's addresses, where they were asked for
     */
    record Reached(
            List<String> addresses,
            PhaseTimings timings,
            List<Attempt> attempts,
            Optional<Throttle> throttle,
            Optional<TlsDetails> tls)
            implements CallOutcome {
        public Reached {
            addresses = List.copyOf(addresses);
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * There was none.
     *
     * @param message one sentence for people, without any secret
     */
    record Failed(
            FailureKind kind,
            Phase phase,
            String message,
            PhaseTimings timings,
            List<Attempt> attempts,
            Optional<Throttle> throttle,
            Optional<TlsDetails> tls)
            implements CallOutcome {
        public Failed {
            attempts = List.copyOf(attempts);
        }

        /** Whether the request can have been received: then what it was to do is unknown, not undone. */
        public boolean mayHaveBeenReceived() {
            return attempts.stream()
                    .anyMatch(attempt ->
                            attempt.status().isPresent() || !attempt.phase().beforeSending());
        }
    }
}
