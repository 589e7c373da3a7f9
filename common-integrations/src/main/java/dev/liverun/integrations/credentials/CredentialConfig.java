package dev.liverun.integrations.credentials;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the values of credentials come from. A credential {@code discord-bot} is the file {@code discord-bot} in the
 * directory, or else the environment variable {@code LIVERUN_CREDENTIAL_DISCORD_BOT}.
 */
@ConfigMapping(prefix = "liverun.credentials")
public interface CredentialConfig {

    /**
     * A directory with one file per credential, as Kubernetes secrets and Vault agents write them. A changed file is used
     * for the next call, without a restart. Files that others than this process's user can read are refused.
     */
    Optional<Path> directory();

    /**
     * How long a value may be used before it is read again. Longer spares reads; shorter makes a rotation effective
     * sooner.
     */
    @WithDefault("1s")
    Duration rereadAfter();
}
