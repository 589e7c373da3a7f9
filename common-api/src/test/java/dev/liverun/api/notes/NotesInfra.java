package dev.liverun.api.notes;

import dev.liverun.embedded.junit.TestServices;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** A database and a Kafka of our own; the service reaches its database over a {@link Relay} that tests can cut. */
public class NotesInfra implements QuarkusTestResourceLifecycleManager {

    private static final String URL = "quarkus.datasource.reactive.url";

    private TestServices services;
    private Relay relay;

    @Override
    public Map<String, String> start() {
        services = TestServices.open("notes");
        var configuration = new HashMap<>(services.configuration());
        var direct = configuration.get(URL);
        var address = URI.create(direct.substring(direct.indexOf("postgresql:")));
        try {
            relay = Relay.to(address.getHost(), address.getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        configuration.put(URL, "postgresql://127.0.0.1:" + relay.port() + address.getPath());
        // The default is made of the reactive address; migrations run over the relay as well.
        configuration.remove("quarkus.datasource.jdbc.url");
        configuration.put("notes.relay.control", Integer.toString(relay.controlPort()));
        return configuration;
    }

    @Override
    public void stop() {
        relay.close();
        services.close();
    }
}
