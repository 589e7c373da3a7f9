package dev.liverun.integrations.credentials;

import java.util.Optional;

/** One place where credentials are kept. May block: it is called on worker threads. */
@FunctionalInterface
public interface CredentialSource {

    /**
     * The value under this name, as it is now; empty when this source has none.
     *
     * @throws CredentialException when there is one that must not or cannot be used
     */
    Optional<String> read(String name);
}
