package dev.liverun.integrations.credentials;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Credentials in environment variables; they cannot change while the process runs. */
public final class EnvironmentCredentials implements CredentialSource {

    static final String PREFIX = "LIVERUN_CREDENTIAL_";

    private final Map<String, String> environment;

    public EnvironmentCredentials(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Optional<String> read(String name) {
        return Optional.ofNullable(environment.get(variable(name)));
    }

    static String variable(String name) {
        return PREFIX + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
