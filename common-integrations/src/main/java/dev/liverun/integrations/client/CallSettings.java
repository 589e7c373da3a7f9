package dev.liverun.integrations.client;

import java.time.Duration;

/** {@link CallConfig} as a value. */
public record CallSettings(
        Duration maxWait,
        Duration backoffBase,
        Duration backoffMax,
        Duration defaultPause,
        Duration maxPause,
        int keepBytes,
        String userAgent) {

    public static CallSettings of(CallConfig config) {
        return new CallSettings(
                config.maxWait(),
                config.backoffBase(),
                config.backoffMax(),
                config.defaultPause(),
                config.maxPause(),
                config.keepBytes(),
                config.userAgent());
    }
}
