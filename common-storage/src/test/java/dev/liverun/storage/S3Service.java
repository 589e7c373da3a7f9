package dev.liverun.storage;

import static org.awaitility.Awaitility.await;

import dev.liverun.embedded.Ports;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** S3Mock, on a free port, until it is closed. */
public final class S3Service implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    private final Process process;
    private final int port;

    private S3Service(Path files) throws IOException {
        port = Ports.free();
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        process = new ProcessBuilder(
                        java.toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        Path.of("target", "s3mock.jar").toAbsolutePath().toString(),
                        "--server.address=127.0.0.1",
                        "--server.port=" + Ports.free(),
                        "--http.port=" + port,
                        "--com.adobe.testing.s3mock.httpPort=" + port,
                        "--com.adobe.testing.s3mock.store.root=" + files)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "s3mock.log").toFile())
                .start();
    }

    /** Takes other ports when somebody else has taken these before it could listen there: it needs seconds to start. */
    public static S3Service start(Path files) throws IOException {
        for (int attempt = 1; ; attempt++) {
            var service = new S3Service(files);
            await("S3Mock, see target/s3mock.log")
                    .atMost(PATIENCE)
                    .until(() -> !service.process.isAlive() || service.answers());
            if (service.process.isAlive()) {
                return service;
            }
            if (attempt == ATTEMPTS) {
                throw new IllegalStateException("S3Mock ended, see target/s3mock.log");
            }
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body()
                    .contains("ListAllMyBucketsResult");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** A store in a bucket that is made for it, as a service has it; with credentials that anybody may know. */
    public FileStore store(Vertx vertx, Path directory) {
        credentials();
        var bucket = "liverun-" + UUID.randomUUID();
        var client = S3Clients.of(config());
        client.createBucket(request -> request.bucket(bucket));
        return new S3FileStore(vertx, client, bucket, directory);
    }

    static void credentials() {
        System.setProperty("aws.accessKeyId", "liverun");
        System.setProperty("aws.secretAccessKey", "secret-of-the-tests");
    }

    StorageConfig.S3 config() {
        return new StorageConfig.S3() {
            @Override
            public Optional<String> bucket() {
                return Optional.empty();
            }

            @Override
            public Optional<URI> endpoint() {
                return Optional.of(URI.create("http://127.0.0.1:" + port));
            }

            @Override
            public String region() {
                return "us-east-1";
            }

            @Override
            public boolean pathStyle() {
                return true;
            }

            @Override
            public Duration timeout() {
                return Duration.ofSeconds(30);
            }
        };
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
