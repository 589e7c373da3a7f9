package dev.liverun.integrations.client;

import dev.liverun.integrations.budget.BudgetException;
import dev.liverun.integrations.credentials.CredentialException;
import dev.liverun.integrations.http.WireException;
import dev.liverun.integrations.outcome.Contact;
import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.TlsDetails;
import dev.liverun.integrations.outcome.Way;
import java.util.Optional;

/**
 * Why an attempt failed.
 *
 * @param passing whether another attempt has a chance
 * @param contact what it says of the network
 */
record Failure(FailureKind kind, String message, boolean passing, Optional<TlsDetails> tls, Contact contact) {

    /**
     * @param way which the attempt took at last
     * @throws IllegalStateException for what only a programming error throws
     */
    static Failure of(Throwable thrown, Way way) {
        if (thrown instanceof WireException wire) {
            return new Failure(
                    wire.kind(),
                    message(wire),
                    wire.kind().passing(),
                    wire.tls(),
                    wire.on(way).contact());
        }
        if (thrown instanceof BudgetException budget) {
            return new Failure(budget.kind(), message(budget), false, Optional.empty(), Contact.NONE);
        }
        if (thrown instanceof CredentialException credential) {
            return new Failure(
                    FailureKind.CREDENTIAL,
                    message(credential),
                    credential.passing(),
                    Optional.empty(),
                    credential.contact());
        }
        throw new IllegalStateException("A call failed in an unforeseen way", thrown);
    }

    private static String message(Throwable thrown) {
        return String.valueOf(thrown.getMessage());
    }
}
