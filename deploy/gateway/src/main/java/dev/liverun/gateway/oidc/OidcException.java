package dev.liverun.gateway.oidc;

import java.util.Locale;

/** Why nobody is signed in; the sign-in page has words for each reason. */
final class OidcException extends RuntimeException {

    enum Reason {
        /** The provider said no, or the person did. */
        REFUSED,
        /** It took too long, or was begun in another browser. */
        EXPIRED,
        /** The provider does not answer, or not as it should. */
        UNREACHABLE,
        /** The provider's token is not what the services accept: key, issuer, audience. */
        NOT_ACCEPTED,
        /** The token is longer than browsers keep. */
        TOO_LONG;

        String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final transient Reason reason;

    OidcException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
