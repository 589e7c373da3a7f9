package dev.liverun.gateway.oidc;

import java.util.Optional;

/**
 * What a provider gave for a code or a refresh token.
 *
 * @param bearer the token that the services verify
 * @param id the ID token, by which the provider knows whose session to end; empty when a refresh brought none
 * @param subject who it is according to the ID token
 * @param refresh for a new one later, if the provider gives any
 */
record Tokens(String bearer, Optional<String> id, Optional<String> subject, Optional<String> refresh) {

    /** Tokens do not belong in logs. */
    @Override
    public String toString() {
        return "tokens";
    }
}
