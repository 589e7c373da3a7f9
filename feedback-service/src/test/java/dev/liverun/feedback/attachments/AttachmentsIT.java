package dev.liverun.feedback.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.events.contract.AttachmentAdded;
import dev.liverun.feedback.support.Api;
import dev.liverun.feedback.support.Published;
import dev.liverun.feedback.support.Rows;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of reports. */
@QuarkusTest
class AttachmentsIT {

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Inject
    Rows rows;

    @Inject
    Published published;

    @ConfigProperty(name = "liverun.storage.directory")
    Path storage;

    @Inject
    Spool spool;

    private UUID report;

    @BeforeEach
    void file() {
        report = Api.filed(rows.session("ada"), "With a picture");
    }

    @Test
    void aFileIsKeptAsItIsAndComesBackHarmless() {
        var uploaded = Api.ok(upload("ada", "..\\..\\shot <1>.png", PNG, "text/html"));
        assertThat(uploaded.statusCode()).isEqualTo(201);
        assertThat(uploaded.jsonPath().getString("filename")).isEqualTo("shot <1>.png");
        assertThat(uploaded.jsonPath().getString("content_type")).isEqualTo("image/png");
        assertThat(uploaded.jsonPath().getInt("file_size")).isEqualTo(PNG.length);
        assertThat(uploaded.jsonPath().getString("file_path")).doesNotContain("shot");

        var download = Api.ok(Tokens.as(Roles.VIEWER).get(uploaded.header("Location")));
        assertThat(download.asByteArray()).isEqualTo(PNG);
        assertThat(download.contentType()).isEqualTo("image/png");
        assertThat(download.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"shot _1_.png\"; filename*=UTF-8''shot%20%3C1%3E.png");
        assertThat(download.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(download.header("Content-Security-Policy")).contains("sandbox");

        assertThat(Api.get(report).getInt("attachment_count")).isEqualTo(1);
        assertThat(Api.get("/feedback/" + report + "/attachments").getList("items.filename"))
                .containsExactly("shot <1>.png");
        var added = published.about(report, 2).get(1);
        assertThat(((AttachmentAdded) added.data()).attachment().contentType()).isEqualTo("image/png");
        assertThat(added.sequence()).isEqualTo(2);
    }

    @Test
    void whatAFileIsItsBytesDecide() throws IOException {
        assertThat(type("a.png", "hello, world".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("text/plain");
        assertThat(type("a.txt", " {\"a\": 1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("application/json");
        assertThat(type("a.html", zip())).isEqualTo("application/zip");
        assertRefused(upload(
                "ada", "a.png", "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), "image/png"));
        assertRefused(upload(
                "ada",
                "a.png",
                "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"
                        .getBytes(StandardCharsets.UTF_8),
                "image/png"));
        assertRefused(upload("ada", "a.png", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}, "image/png"));
        assertRefused(upload("ada", "a.png", new byte[0], "image/png"));
        assertNothingElseIsStored(3);
    }

    @Test
    void limitsAreKept() {
        var refused = upload("ada", "a.txt", "x".repeat(200_001).getBytes(StandardCharsets.US_ASCII), "text/plain");
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.jsonPath().getInt("limit_bytes")).isEqualTo(200_000);

        for (int i = 0; i < 3; i++) {
            Api.ok(upload("ada", i + ".png", PNG, "image/png"));
        }
        var tooMany = upload("ada", "4.png", PNG, "image/png");
        assertThat(tooMany.statusCode()).isEqualTo(422);
        assertThat(tooMany.jsonPath().getString("type")).endsWith("/too-many-attachments");
        assertNothingElseIsStored(3);
    }

    @Test
    void onlyWhoMayChangeTheReportMayAttach() {
        assertThat(upload("eve", "a.png", PNG, "image/png").statusCode()).isEqualTo(403);
        assertThat(Tokens.as(Roles.TESTER, "ada")
                        .multiPart("picture", "a.png", PNG, "image/png")
                        .post("/api/v1/feedback/" + report + "/attachments")
                        .jsonPath()
                        .getString("violations[0].field"))
                .isEqualTo("file");
        assertThat(Tokens.as(Roles.TESTER, "ada")
                        .multiPart("file", "a.png", PNG, "image/png")
                        .post("/api/v1/feedback/" + UUID.randomUUID() + "/attachments")
                        .statusCode())
                .isEqualTo(404);
        assertNothingElseIsStored(0);
    }

    @Test
    void anUploadThatIsRepeatedWithTheSameKeyIsOneFile() {
        var key = Api.unique("upload");
        var first = Api.ok(withKey(key));
        var second = Api.ok(withKey(key));

        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(Api.get(report).getInt("attachment_count")).isEqualTo(1);
        assertNothingElseIsStored(1);
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            var head = "POST /api/v1/feedback/" + report + "/attachments HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer " + Tokens.of(Roles.TESTER, "ada") + "\r\n"
                    + "Content-Type: multipart/form-data; boundary=cut\r\nContent-Length: 150000\r\n\r\n"
                    + "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
                    + "Content-Type: text/plain\r\n\r\n" + "x".repeat(70_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }

        // Whatever it had begun is over when a later upload is.
        Api.ok(upload("ada", "later.png", PNG, "image/png"));
        assertNothingElseIsStored(1);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            VertxContextSupport.subscribeAndAwait(() -> spool.clean(Duration.ZERO));
            assertThat(files(storage.resolve(".uploads"))).isZero();
        });
    }

    private Response upload(String who, String filename, byte[] content, String claimed) {
        return Tokens.as(Roles.TESTER, who)
                .multiPart("file", filename, content, claimed)
                .post("/api/v1/feedback/" + report + "/attachments");
    }

    private Response withKey(String key) {
        return Tokens.as(Roles.TESTER, "ada")
                .header("Idempotency-Key", key)
                .multiPart("file", "a.png", PNG, "image/png")
                .post("/api/v1/feedback/" + report + "/attachments");
    }

    private String type(String filename, byte[] content) {
        return Api.ok(upload("ada", filename, content, "image/png")).path("content_type");
    }

    private static void assertRefused(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("violations[0].field")).isEqualTo("file");
    }

    private void assertNothingElseIsStored(int attachments) {
        assertThat(rows.count("select count(*) from feedback_attachments where feedback_id = $1", report))
                .isEqualTo(attachments);
        assertThat(files(storage.resolve("attachments/" + report))).isEqualTo(attachments);
        assertThat(files(storage.resolve(".unfinished"))).isZero();
    }

    private static long files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] zip() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("log.txt"));
            zip.write(1);
        }
        return bytes.toByteArray();
    }
}
