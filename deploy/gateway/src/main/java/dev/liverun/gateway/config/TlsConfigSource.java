package dev.liverun.gateway.config;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Turns {@code liverun.gateway.tls.*} into Quarkus' settings: a certificate alone is enough for HTTPS, and once there is
 * one, plain HTTP is off unless somebody says otherwise.
 */
public final class TlsConfigSource implements ConfigSourceFactory {

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var certificate = value(context, "certificate", "");
        var key = value(context, "key", "");
        if (certificate.isEmpty() && key.isEmpty()) {
            return List.of();
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException(
                    "liverun.gateway.tls.certificate and liverun.gateway.tls.key belong together: set both or none");
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.ssl.certificate.files", certificate);
        settings.put("quarkus.http.ssl.certificate.key-files", key);
        settings.put("quarkus.http.ssl.certificate.reload-period", value(context, "reload", "1h"));
        settings.put("quarkus.http.insecure-requests", value(context, "plain-http", "disabled"));
        return List.of(new PropertiesConfigSource(settings, "liverun.gateway.tls", 270));
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(270);
    }

    private static String value(ConfigSourceContext context, String name, String otherwise) {
        var found = context.getValue("liverun.gateway.tls." + name);
        return found == null || found.getValue() == null ? otherwise : found.getValue();
    }
}
