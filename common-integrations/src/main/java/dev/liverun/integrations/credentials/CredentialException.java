package dev.liverun.integrations.credentials;

import dev.liverun.integrations.outcome.Contact;

/** A credential cannot be used. The message is one sentence for people and holds nothing of the credential's value. */
public final class CredentialException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean passing;
    private final Contact contact;

    public CredentialException(String message) {
        this(message, false);
    }

    /** @param passing whether trying again has a chance, as when the token endpoint is away */
    public CredentialException(String message, boolean passing) {
        this(message, passing, Contact.NONE);
    }

    /** @param contact with whoever gives tokens */
    CredentialException(String message, boolean passing, Contact contact) {
        super(message, null, false, false);
        this.passing = passing;
        this.contact = contact;
    }

    public boolean passing() {
        return passing;
    }

    /** What it says of the network. */
    public Contact contact() {
        return contact;
    }
}
