package dev.liverun.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.embedded.Ports;
import dev.liverun.embedded.junit.TestServices;
import dev.liverun.session.support.Replica;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service with nothing but a database: no broker, no sibling. */
class AloneIT {

    @TempDir
    Path directory;

    @Test
    void itStartsAndServesWithoutBrokerAndSiblings() throws Exception {
        try (var services = TestServices.open("session")) {
            var configuration = new HashMap<>(services.configuration());
            configuration.put("kafka.bootstrap.servers", "127.0.0.1:" + Ports.free());
            try (var service = Replica.start("alone", Replica.Keys.in(directory), configuration)) {
                service.awaitReady();
                var created = service.call("/sessions", """
                        {"name": "alone", "configuration": {"integrations": [{"name": "banano"}]}}""");
                assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
                var id = created.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
                assertThat(service.call("/sessions/" + id + "/start", "{}").statusCode())
                        .isEqualTo(200);
                for (var path : new String[] {"", "/timeline", "/health", "/summary", "/report?format=json"}) {
                    var read = service.call("/sessions/" + id + path, null);
                    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
                }
                assertThat(service.call("/dashboard", null).statusCode()).isEqualTo(200);
            }
        }
    }
}
