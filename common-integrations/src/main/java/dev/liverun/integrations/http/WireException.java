package dev.liverun.integrations.http;

import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.TlsDetails;
import java.util.Optional;

/** Why an exchange has no answer; the phase is the stopwatch's. The message is a sentence for people. */
public final class WireException extends Exception {

    private static final long serialVersionUID = 1;

    private final FailureKind kind;
    private final transient Optional<TlsDetails> tls;

    public WireException(FailureKind kind, String message) {
        this(kind, message, Optional.empty());
    }

    WireException(FailureKind kind, String message, Optional<TlsDetails> tls) {
        super(message, null, false, false);
        this.kind = kind;
        this.tls = tls;
    }

    public FailureKind kind() {
        return kind;
    }

    /** The certificate that the handshake failed on. */
    public Optional<TlsDetails> tls() {
        return tls;
    }
}
