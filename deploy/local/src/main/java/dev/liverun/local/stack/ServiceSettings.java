package dev.liverun.local.stack;

import dev.liverun.local.identity.LocalIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each process of a local stack is configured; in files, because command lines are public on a machine. */
final class ServiceSettings {

    private static final String HOST = "127.0.0.1";
    private static final Duration SERVICE_TOKEN_TTL = Duration.ofDays(3650);

    private final DataDirectory data;
    private final RememberedPorts ports;
    private final LocalSecrets secrets;
    private final LocalIdentity identity;
    private final int postgresPort;
    private final int kafkaPort;
    private final int gatewayPort;

    ServiceSettings(
            DataDirectory data,
            RememberedPorts ports,
            LocalSecrets secrets,
            LocalIdentity identity,
            int postgresPort,
            int kafkaPort,
            int gatewayPort) {
        this.data = data;
        this.ports = ports;
        this.secrets = secrets;
        this.identity = identity;
        this.postgresPort = postgresPort;
        this.kafkaPort = kafkaPort;
        this.gatewayPort = gatewayPort;
    }

    /** Small and quick to start: C1 alone, one collector thread. Not for servers under load. */
    static List<String> smallJvm(int heapMegabytes) {
        return List.of(
                "-Xms16m",
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError");
    }

    static List<String> jvm(Path config) {
        var flags = new java.util.ArrayList<>(smallJvm(96));
        flags.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
        flags.add("-Dquarkus.config.locations=" + config.toUri());
        return flags;
    }

    Map<String, String> ofService(Member service) {
        var settings = common(service, ports.of(service.id()));
        var database = service.database();
        settings.put("quarkus.datasource.reactive.url", "postgresql://" + HOST + ":" + postgresPort + "/" + database);
        settings.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + HOST + ":" + postgresPort + "/" + database);
        settings.put("quarkus.datasource.username", database);
        settings.put("quarkus.datasource.password", secrets.of("database-" + database));
        settings.put("kafka.bootstrap.servers", HOST + ":" + kafkaPort);
        var token = data.serviceToken(service);
        DataDirectory.writePrivately(token, identity.token("service", service.id(), SERVICE_TOKEN_TTL));
        settings.put("liverun.service.token-file", token.toString());
        for (var peer : service.asks()) {
            settings.put("liverun.peers." + peer.id() + ".url", url(peer));
        }
        settings.put("liverun.credentials.directory", data.credentials().toString());
        // On one's own machine, the sandbox and a tester's own local service must be reachable.
        settings.put("liverun.egress.allow-loopback", "true");
        settings.put("liverun.storage.directory", data.storage().toString());
        if (service == Member.HEALTH_MONITOR) {
            for (var integration : List.of("yunite", "discord", "banano", "wallet", "admin")) {
                settings.put("liverun.presets." + integration + ".base-url", sandbox(integration));
            }
        }
        if (service == Member.TEST_RUNNER) {
            settings.put("liverun.runner.state.key", secrets.of("runner-state"));
        }
        if (service == Member.FEEDBACK) {
            settings.put("liverun.github.endpoint", sandbox("github"));
            settings.put("liverun.github.repository", "liverun/demo");
        }
        return settings;
    }

    Map<String, String> ofGateway() {
        var settings = common(Member.GATEWAY, gatewayPort);
        for (var service : Member.services()) {
            settings.put("liverun.gateway.services." + service.id() + ".url", url(service));
            settings.put(
                    "liverun.gateway.services." + service.id() + ".management-url",
                    "http://" + HOST + ":" + ports.of(service.id() + "-management"));
        }
        return settings;
    }

    private Map<String, String> common(Member member, int port) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("quarkus.http.host", HOST);
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.host", HOST);
        settings.put("quarkus.management.port", Integer.toString(ports.of(member.id() + "-management")));
        settings.put("liverun.auth.public-key", identity.publicKey().toString());
        settings.put("liverun.auth.issuer", LocalIdentity.ISSUER);
        return settings;
    }

    private String url(Member service) {
        return "http://" + HOST + ":" + ports.of(service.id());
    }

    private String sandbox(String integration) {
        return "http://" + HOST + ":" + ports.of("sandbox") + "/" + integration;
    }
}
