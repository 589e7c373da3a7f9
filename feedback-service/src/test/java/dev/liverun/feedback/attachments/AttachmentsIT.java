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
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
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

    @Inject
    Orphans orphans;

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
    void anImageHasASmallPictureWithoutWhatElseItCarries() throws IOException {
        var large = Api.ok(upload("ada", "large.jpg", jpegWithExif(900, 600), "image/jpeg"));
        assertThat(large.jsonPath().getBoolean("thumbnail")).isTrue();

        var picture = Api.ok(Tokens.as(Roles.VIEWER).get(large.header("Location") + "/thumbnail"));

        assertThat(picture.contentType()).isEqualTo("image/jpeg");
        assertThat(picture.header("X-Content-Type-Options")).isEqualTo("nosniff");
        var drawn = ImageIO.read(new ByteArrayInputStream(picture.asByteArray()));
        assertThat(drawn.getWidth()).isEqualTo(320);
        assertThat(drawn.getHeight()).isBetween(212, 214);
        assertThat(new String(picture.asByteArray(), StandardCharsets.ISO_8859_1))
                .doesNotContain("Exif", "52.5200");
        var text = Api.ok(upload("ada", "a.txt", new byte[] {'a'}, "text/plain"));
        assertThat(text.jsonPath().getBoolean("thumbnail")).isFalse();
        assertThat(Tokens.as(Roles.VIEWER)
                        .get(text.header("Location") + "/thumbnail")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void hostileFilesAreRefusedOrHarmless() throws IOException {
        // A script behind the first bytes of an image.
        assertRefused(upload("ada", "a.gif", bytes("GIF89a/*<script>*/=1;alert(1)"), "image/gif"));
        // A page behind a whole image: kept as the image that it is, never shown, and not in the picture made of it.
        var polyglot = concat(PNG, bytes("<html><script>alert(1)</script>"));
        var kept = Api.ok(upload("ada", "a.html", polyglot, "text/html"));
        assertThat(kept.jsonPath().getString("content_type")).isEqualTo("image/png");
        var download = Tokens.as(Roles.VIEWER).get(kept.header("Location"));
        assertThat(download.contentType()).isEqualTo("image/png");
        assertThat(download.header("Content-Disposition")).startsWith("attachment;");
        assertThat(Api.ok(Tokens.as(Roles.VIEWER).get(kept.header("Location") + "/thumbnail"))
                        .asString())
                .doesNotContain("script");
        // Dimensions that would need 40 GB.
        var bomb = Api.ok(upload("ada", "bomb.png", pngThatClaims(100_000, 100_000), "image/png"));
        assertThat(bomb.jsonPath().getBoolean("thumbnail")).isFalse();
        // Never unpacked.
        assertThat(type("bomb.zip", zipBomb())).isEqualTo("application/zip");
        assertRefused(
                upload("ada", "a.svgz", bytes("<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"), "image/png"));
        assertNothingElseIsStored(3);
    }

    @Test
    void aFileThatClaimsToBeEnormousIsRefusedBeforeItIsSent() throws IOException {
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /api/v1/feedback/" + report + "/attachments HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Authorization: Bearer " + Tokens.of(Roles.TESTER, "ada") + "\r\n"
                                    + "Content-Type: multipart/form-data; boundary=cut\r\n"
                                    + "Content-Length: 4294967296\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            var answer = new byte[12];
            assertThat(socket.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
        assertNothingElseIsStored(0);
    }

    @Test
    void aPartOfAFileCanBeAskedFor() {
        var uploaded = Api.ok(upload("ada", "a.txt", bytes("0123456789"), "text/plain"));
        String path = uploaded.header("Location");

        var part = Tokens.as(Roles.VIEWER).header("Range", "bytes=2-4").get(path);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.asString()).isEqualTo("234");
        assertThat(part.header("Content-Range")).isEqualTo("bytes 2-4/10");
        var tooFar = Tokens.as(Roles.VIEWER).header("Range", "bytes=10-").get(path);
        assertThat(tooFar.statusCode()).isEqualTo(416);
        assertThat(tooFar.header("Content-Range")).isEqualTo("bytes */10");
        var changed = Tokens.as(Roles.VIEWER)
                .header("Range", "bytes=2-4")
                .header("If-Range", "\"other\"")
                .get(path);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.asString()).isEqualTo("0123456789");
    }

    @Test
    void aFileIsRemovedByWhoeverUploadedItAndItsBytesGo() {
        var uploaded = Api.ok(upload("ada", "a.png", PNG, "image/png"));
        String path = uploaded.header("Location");

        assertThat(Tokens.as(Roles.TESTER, "cleo").delete(path).statusCode()).isEqualTo(403);
        Api.ok(Tokens.as(Roles.TESTER, "ada").delete(path));

        assertThat(Tokens.as(Roles.VIEWER).get(path).statusCode()).isEqualTo(404);
        assertThat(Api.get(report).getInt("attachment_count")).isZero();
        assertThat(Api.get("/feedback/" + report + "/history").getList("items.action"))
                .containsExactly("filed", "attachment-added", "attachment-removed");
        assertNothingElseIsStored(0);
    }

    @Test
    void filesThatBelongToNoAttachmentAreRemoved() throws Throwable {
        Api.ok(upload("ada", "a.png", PNG, "image/png"));
        var orphan = Files.writeString(storage.resolve("attachments/" + report + "/left"), "x");

        assertThat(VertxContextSupport.subscribeAndAwait(() -> orphans.remove(Duration.ofHours(1))))
                .isZero();
        assertThat(VertxContextSupport.subscribeAndAwait(() -> orphans.remove(Duration.ZERO)))
                .isGreaterThanOrEqualTo(1);

        assertThat(orphan).doesNotExist();
        assertNothingElseIsStored(1);
        assertThat(storage.resolve("attachments/" + report).toFile().list()).hasSize(2);
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
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".thumbnail"))
                    .count();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** With a place in its EXIF segment. */
    private static byte[] jpegWithExif(int width, int height) throws IOException {
        var plain = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpeg", plain);
        var exif = bytes("Exif\0\0 taken at 52.5200,13.4050");
        var segment = concat(new byte[] {(byte) 0xff, (byte) 0xe1, 0, (byte) (exif.length + 2)}, exif);
        var jpeg = plain.toByteArray();
        return concat(concat(Arrays.copyOf(jpeg, 2), segment), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** The header of a PNG with these dimensions, and nothing behind it. */
    private static byte[] pngThatClaims(int width, int height) {
        var header = ByteBuffer.allocate(17)
                .put(bytes("IHDR"))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 6, 0, 0, 0})
                .array();
        var crc = new CRC32();
        crc.update(header);
        return ByteBuffer.allocate(8 + 4 + 17 + 4)
                .putLong(0x89504e470d0a1a0aL)
                .putInt(13)
                .put(header)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] zipBomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("zeros"));
            for (int i = 0; i < 1_000; i++) {
                zip.write(new byte[64 * 1024]);
            }
        }
        return bytes.toByteArray();
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
