package dev.liverun.integrations.http;

import dev.liverun.integrations.outcome.Contact;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.TlsDetails;
import dev.liverun.integrations.outcome.Way;
import java.util.Optional;

/** Why an exchange has no answer; the phase is the stopwatch's. The message is a sentence for people. */
public final class WireException extends Exception {

    private static final long serialVersionUID = 1;

    private final FailureKind kind;
    private final transient Contact contact;
    private final transient Optional<TlsDetails> tls;

    public WireException(FailureKind kind, String message) {
        this(kind, message, Optional.empty());
    }

    WireException(FailureKind kind, String message, Optional<TlsDetails> tls) {
        this(kind, message, tls, Contact.NONE);
    }

    private WireException(FailureKind kind, String message, Optional<TlsDetails> tls, Contact contact) {
        super(message, null, false, false);
        this.kind = kind;
        this.contact = contact;
        this.tls = tls;
    }

    public FailureKind kind() {
        return kind;
    }

    /** One that is silence. */
    static WireException silent(FailureKind kind, String message) {
        return new WireException(kind, message, Optional.empty(), new Contact(Way.NONE, false));
    }

    /** The same, on this way. */
    public WireException on(Way way) {
        return new WireException(kind, String.valueOf(getMessage()), tls, new Contact(way, contact.heard()));
    }

    /** What it says of the network. */
    public Contact contact() {
        return contact;
    }

    /** The certificate that the handshake failed on. */
    public Optional<TlsDetails> tls() {
        return tls;
    }
}
