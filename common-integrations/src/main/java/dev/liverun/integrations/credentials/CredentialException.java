package dev.liverun.integrations.credentials;

/** A credential cannot be used. The message is one sentence for people and holds nothing of the credential's value. */
public final class CredentialException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean passing;

    public CredentialException(String message) {
        this(message, false);
    }

    /** @param passing whether trying again has a chance, as when the token endpoint is away */
    public CredentialException(String message, boolean passing) {
        super(message, null, false, false);
        this.passing = passing;
    }

    public boolean passing() {
        return passing;
    }
}
