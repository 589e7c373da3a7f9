package dev.liverun.runner.support;

import dev.liverun.sandbox.SandboxOptions;
import dev.liverun.sandbox.SandboxServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The stand-ins of the five integrations, with credentials that the service finds in a directory. */
public class SandboxResource implements QuarkusTestResourceLifecycleManager {

    /** The credential {@code wallet}. */
    public static final String WALLET_TOKEN = "wallet-token-for-tests";

    private static final String CONTROL_TOKEN = "control-token-for-tests";
    private static volatile String url = "";

    private SandboxServer server;

    public static String url(String integration) {
        return url + "/" + integration;
    }

    /** Makes every request to an integration end like this, until {@link #mend}. */
    public static void breakDown(String integration, String fault) {
        control("PUT", integration, fault);
    }

    public static void mend(String integration) {
        control("DELETE", integration, "");
    }

    private static void control(String method, String integration, String body) {
        try {
            var answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/_control/" + integration + "/fault"))
                                    .header("Authorization", "Bearer " + CONTROL_TOKEN)
                                    .header("Content-Type", "application/json")
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SANDBOX_CONTROL_TOKEN", CONTROL_TOKEN,
                "SANDBOX_YUNITE_API_KEY", "yunite-key-for-tests",
                "SANDBOX_DISCORD_CLIENT_ID", "100000000000000001",
                "SANDBOX_DISCORD_CLIENT_SECRET", "discord-secret-for-tests",
                "SANDBOX_WALLET_TOKEN", "wallet-token-for-tests",
                "SANDBOX_ADMIN_TOKEN", "admin-key-for-tests"));
        try {
            server = SandboxServer.start(
                            SandboxOptions.parse(List.of("--port", "0", "--rate-limits", "off"), environment),
                            Clock.systemUTC())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            url = server.url();
            var credentials = Files.createTempDirectory("liverun-test-credentials");
            write(credentials, "yunite", "yunite-key-for-tests");
            write(
                    credentials,
                    "discord",
                    "{\"client_id\": \"100000000000000001\", \"client_secret\": \"discord-secret-for-tests\"}");
            write(credentials, "wallet", "wallet-token-for-tests");
            write(credentials, "admin", "admin-key-for-tests");
            return Map.of("liverun.credentials.directory", credentials.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("The sandbox does not start", e);
        }
    }

    private static void write(Path directory, String name, String value) throws IOException {
        var file = Files.writeString(directory.resolve(name), value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
