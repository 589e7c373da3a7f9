package dev.liverun.local.stack;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The secrets of a local stack: drawn at random once, kept in a file that only its owner can read, handed to those who
 * need them. The integrations' credentials are laid where the services look them up by name.
 */
final class LocalSecrets {

    /** Discord's client ids are snowflakes: public, and numbers. */
    private static final String DISCORD_CLIENT = "300000000000000001";

    private final DataDirectory data;
    private final Map<String, String> values;
    private final SecureRandom random = new SecureRandom();
    private boolean changed;

    LocalSecrets(DataDirectory data) {
        this.data = data;
        this.values = new TreeMap<>(PropertiesFile.read(data.secrets()));
    }

    String of(String name) {
        return values.computeIfAbsent(name, missing -> {
            changed = true;
            var bytes = new byte[24];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        });
    }

    void save() {
        if (changed) {
            PropertiesFile.write(data.secrets(), values);
            changed = false;
        }
    }

    /** What the stand-ins expect to be given; GitHub's tells us of changes through the gateway, as the real one would. */
    Map<String, String> sandboxEnvironment(int gatewayPort) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("SANDBOX_YUNITE_API_KEY", of("yunite"));
        environment.put("SANDBOX_DISCORD_CLIENT_ID", DISCORD_CLIENT);
        environment.put("SANDBOX_DISCORD_CLIENT_SECRET", of("discord"));
        environment.put("SANDBOX_WALLET_TOKEN", of("wallet"));
        environment.put("SANDBOX_ADMIN_TOKEN", of("admin"));
        environment.put("SANDBOX_GITHUB_TOKEN", of("github"));
        environment.put("SANDBOX_GITHUB_HUMAN_TOKEN", of("github-human"));
        environment.put("SANDBOX_GITHUB_WEBHOOK_SECRET", of("github-webhook"));
        environment.put("SANDBOX_GITHUB_WEBHOOK_URL", "http://127.0.0.1:" + gatewayPort + "/api/v1/github/webhooks");
        environment.put("SANDBOX_CONTROL_TOKEN", of("sandbox-control"));
        save();
        return environment;
    }

    /** Lays the credentials that the catalogue's presets name; one that a person has put there is left as it is. */
    void layCredentials() {
        lay("yunite", of("yunite"));
        lay("discord", DISCORD_CLIENT + ":" + of("discord"));
        lay("wallet", of("wallet"));
        lay("admin", of("admin"));
        lay("github", of("github"));
        lay("github-webhook", of("github-webhook"));
        lay("github-marker", of("github-marker"));
        save();
    }

    private void lay(String name, String value) {
        var file = data.credentials().resolve(name);
        if (!Files.exists(file)) {
            DataDirectory.writePrivately(file, value);
        }
    }
}
