package dev.liverun.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.liverun.local.client.ApiClient;
import dev.liverun.local.identity.LocalIdentity;
import dev.liverun.local.stack.DataDirectory;
import dev.liverun.local.stack.Member;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets planted where a secret can come from (an endpoint's credential, a captured token, a secret variable; the service
 * gives all of them back, plain and encoded), then searched for in the whole stack: every file of PostgreSQL (its
 * write-ahead log has every row that was ever written), every topic, every log, the files of storage, and every export. A
 * marker that may be seen proves that the search finds what is there. Services keep no traces of their own: what ties a
 * request's parts together is its correlation id, in logs and events.
 */
@ExtendWith(RunningStack.class)
class CanaryIT {

    private static final String CREDENTIAL = "canary-credential-61ab/x+y";
    private static final String CAPTURED = "canary-captured-4711/z+z";
    private static final String GIVEN = "canary-given-0815/y+y";
    private static final String MARKER = "markerseen7f3c";
    private static final List<String> FORMATS =
            List.of("html", "pdf", "xlsx", "csv", "json", "junit", "ctrf", "markdown");
    private static final String WORKFLOW = """
            liverun: 1
            name: %s
            vars: {given: }
            secrets: [given]
            steps:
              - name: sign in
                kind: read
                request: {method: POST, url: /sign-in}
                capture: {it: {jsonpath: $.value, secret: true}}
              - name: use
                request: {method: GET, url: /all, query: {q: "${it}"}, headers: {X-Given: "${given}", X-B: "${base64(given)}"}}
                assert: [{jsonpath: $.plain, equals: nothing}, {jsonpath: $.note, contains: "${it}"}, {body: x}]
            """.formatted(MARKER);

    @TempDir
    Path directory;

    private final DataDirectory data = RunningStack.get().data();
    private final ApiClient operator = new ApiClient(
            RunningStack.get().stack().address(),
            LocalIdentity.of(data).token("operator", "canary", Duration.ofHours(1)));

    @Test
    void no_secret_is_on_any_disk_topic_log_or_in_any_export() throws IOException {
        var target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/", CanaryIT::answer);
        target.start();
        try {
            var session = tested("http://127.0.0.1:" + target.getAddress().getPort());
            var exports = exports(session);

            for (var format : FORMATS) {
                assertThat(exports.get(format)).as(format).contains(MARKER);
            }
            exports.forEach((name, text) ->
                    secrets().forEach(secret -> assertThat(text).as(name).doesNotContain(secret)));
            var found = search();
            assertThat(found.remove(MARKER))
                    .as("the search finds what is there")
                    .anyMatch(file -> file.startsWith(data.servers(Member.POSTGRES)))
                    .anyMatch(file -> file.startsWith(data.servers(Member.KAFKA)));
            assertThat(found).as("what is in which files").isEmpty();
        } finally {
            target.stop(0);
        }
    }

    /** A session in which everything was used that is secret; it has ended. */
    private String tested(String target) {
        DataDirectory.writePrivately(data.credentials().resolve("canary"), CREDENTIAL);
        var endpoint = operator.post(
                        "/api/v1/integrations",
                        Map.of(
                                "name",
                                "canary",
                                "base_url",
                                target,
                                "health_check_url",
                                target + "/health",
                                "auth_type",
                                "BEARER_TOKEN",
                                "credential",
                                "canary",
                                "rate_limit_per_minute",
                                600,
                                "timeout_seconds",
                                5,
                                "retry_attempts",
                                0,
                                "enabled",
                                true))
                .path("id")
                .asText();
        operator.post("/api/v1/workflows", Map.of("document", WORKFLOW));
        var session = operator.post("/api/v1/sessions", Map.of("name", "Canaries"))
                .path("id")
                .asText();
        operator.post("/api/v1/sessions/" + session + "/start", Map.of());
        var result = operator.post(
                "/api/v1/sessions/" + session + "/results",
                Map.of("endpoint_id", endpoint, "test_name", MARKER, "test_data", Map.of("given", GIVEN)));
        assertThat(result.path("status").asText()).as(result.toString()).isEqualTo("FAILED");
        operator.post(
                "/api/v1/feedback",
                Map.of(
                        "session_id",
                        session,
                        "result_id",
                        result.path("id").asText(),
                        "title",
                        "Seen with " + MARKER,
                        "description",
                        "The result is the evidence.",
                        "category",
                        "SECURITY"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> operator.get("/api/v1/sessions/" + session + "/summary")
                                .at("/results/total")
                                .asInt()
                        == 1);
        operator.post("/api/v1/sessions/" + session + "/complete", Map.of());
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        operator.get("/api/v1/sessions/" + session + "/seals").size() > 0);
        return session;
    }

    /** All that people and tools can take away, as text. */
    private Map<String, String> exports(String session) throws IOException {
        var exports = new LinkedHashMap<String, String>();
        for (var format : FORMATS) {
            exports.put(
                    format,
                    text(format, operator.download("/api/v1/sessions/" + session + "/report?format=" + format)));
        }
        for (JsonNode result :
                operator.get("/api/v1/sessions/" + session + "/results").path("items")) {
            var path = "/api/v1/results/" + result.path("id").asText();
            exports.put(path, operator.get(path).toString());
        }
        for (var path : List.of("timeline", "results", "summary")) {
            exports.put(
                    path,
                    operator.get("/api/v1/sessions/" + session + "/" + path).toString());
        }
        return exports;
    }

    private String text(String format, byte[] export) throws IOException {
        return switch (format) {
            case "pdf" -> pdf(export);
            case "xlsx" -> unzipped(export);
            default -> new String(export, StandardCharsets.UTF_8);
        };
    }

    private static String pdf(byte[] export) throws IOException {
        var text = new StringBuilder();
        try (var reader = new PdfReader(export)) {
            var extractor = new PdfTextExtractor(reader);
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(extractor.getTextFromPage(page));
            }
        }
        return text.toString();
    }

    private String unzipped(byte[] export) throws IOException {
        var file = Files.write(directory.resolve("report.xlsx"), export);
        var text = new StringBuilder();
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : zip.stream().toList()) {
                try (var content = zip.getInputStream(entry)) {
                    text.append(new String(content.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        return text.toString();
    }

    /** The secrets, also as URLs and base64 carry them. */
    private static Stream<String> secrets() {
        return Stream.of(CREDENTIAL, CAPTURED, GIVEN)
                .flatMap(secret -> Stream.of(
                        secret,
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        // Neither the beginning nor the end, which depend on what stands around.
                        base64(secret).substring(4, 24),
                        base64("u:" + secret).substring(4, 24)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Everywhere but where credentials are laid: what was found, and in which files. */
    private Map<String, List<Path>> search() throws IOException {
        var wanted = Stream.concat(Stream.of(MARKER), secrets()).toList();
        var found = new HashMap<String, List<Path>>();
        try (var files = Files.walk(data.root())) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(data.credentials()))
                    // Kafka's, of many megabytes that are empty.
                    .filter(file -> !file.toString().endsWith("index"))
                    .forEach(file -> {
                        var text = text(file);
                        wanted.stream().filter(text::contains).forEach(one -> found.computeIfAbsent(
                                        one, key -> new ArrayList<>())
                                .add(file));
                    });
        }
        return found;
    }

    /** One character a byte, so that bytes are compared; nothing of a file that a server has just removed. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Gives back whatever it knows. */
    private static void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = path.equals("/sign-in")
                ? "{\"value\": \"" + CAPTURED + "\"}"
                : path.equals("/all")
                        ? "{\"plain\": \"" + CREDENTIAL + "\", \"url\": \"a="
                                + URLEncoder.encode(CAPTURED, StandardCharsets.UTF_8) + "&b=" + GIVEN
                                + "\", \"note\": \"" + base64("u:" + CAPTURED) + " " + base64(GIVEN) + "\"}"
                        : "{\"ok\": true}";
        var answer = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("X-Echo", GIVEN);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
