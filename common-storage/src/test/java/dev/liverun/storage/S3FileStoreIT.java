package dev.liverun.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The same promises, kept by a bucket of an S3-compatible service that runs as a process of its own. */
class S3FileStoreIT extends FileStoreTests {

    @TempDir
    private static Path serviceFiles;

    private static S3Service service;
    private static S3Client client;

    @BeforeAll
    static void start() throws IOException {
        service = S3Service.start(serviceFiles);
        S3Service.credentials();
        client = S3Clients.of(service.config());
    }

    @AfterAll
    static void stop() {
        client.close();
        service.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Override
    FileStore open(Path files) {
        var bucket = "liverun-" + UUID.randomUUID();
        client.createBucket(request -> request.bucket(bucket));
        return new S3FileStore(vertx, client, bucket, files);
    }

    @Test
    void a_listing_goes_on_behind_its_first_page() {
        for (int i = 0; i < 1_001; i++) {
            put("many/%04d".formatted(i), "x");
        }

        assertThat(list("many/", java.util.Optional.empty()))
                .hasSize(1_001)
                .isSorted()
                .endsWith("many/1000");
    }

    @Test
    void a_bucket_that_is_not_there_is_told() {
        var missing = new S3FileStore(vertx, client, "nobody-made-it", directory);

        assertThatThrownBy(() -> get(missing.check())).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> get(missing.put(KEY, Multi.createFrom().item(Buffer.buffer("x")), 10)))
                .isInstanceOf(StorageException.class);
    }
}
