package dev.liverun.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.testing.Client;
import dev.liverun.gateway.testing.GatewayResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

@QuarkusTest
@QuarkusTestResource(GatewayResource.class)
class PagesIT {

    private Client client;

    @BeforeEach
    void open() {
        client = Client.plain();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static final String BROWSER =
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    @Test
    void one_document_describes_every_service() {
        var answer = client.get("/openapi.json");

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        var parsed = new OpenAPIV3Parser().readContents(answer.body().toString(), null, new ParseOptions());
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(answer.json().getJsonObject("paths").fieldNames())
                .containsExactlyInAnyOrder(
                        "/api/v1/sessions",
                        "/api/v1/dashboard",
                        "/api/v1/integrations",
                        "/api/v1/sessions/{id}/runs",
                        "/api/v1/feedback");
        assertThat(answer.json()
                        .getJsonObject("components")
                        .getJsonObject("schemas")
                        .fieldNames())
                .hasSize(4);
    }

    @Test
    void the_yaml_says_the_same_as_the_json() {
        var yaml = client.get("/openapi.yaml");

        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        java.util.Map<String, Object> read = new Yaml().load(yaml.body().toString());
        assertThat(new JsonObject(read)).isEqualTo(client.get("/openapi.json").json());
    }

    @Test
    void a_service_that_is_away_is_left_out_with_a_note() {
        client.control("feedback", "stop");
        try {
            var document = client.get("/openapi.json").json();
            assertThat(document.getJsonArray("x-missing-services")).containsExactly("feedback");
            assertThat(document.getJsonObject("paths").fieldNames()).contains("/api/v1/sessions");
            assertThat(client.get("/services").body().toString())
                    .contains(
                            "{\"name\":\"feedback\",\"status\":\"AWAY\"}", "{\"name\":\"session\",\"status\":\"UP\"}");
        } finally {
            client.control("feedback", "start");
        }
        assertThat(client.get("/openapi.json").json().containsKey("x-missing-services"))
                .isFalse();
    }

    @Test
    void a_document_that_has_not_changed_is_not_sent_again() {
        var first = client.get("/openapi.json");

        var second = client.get("/openapi.json", "If-None-Match", first.header("ETag"));

        assertThat(second.status()).isEqualTo(304);
        assertThat(client.get("/openapi.yaml", "If-None-Match", first.header("ETag"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoever_accepts_gzip_gets_less_to_carry() {
        assertThat(client.get("/openapi.json", "Accept-Encoding", "gzip").header("Content-Encoding"))
                .isEqualTo("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sessions", "/sessions/1/results/2", "/operations/audit", "/sign-in", "/docs"})
    void a_page_has_nothing_inline_and_loads_nothing_from_outside(String path) {
        var page = client.get(path);
        var html = page.body().toString();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        assertSelfContained(html);
    }

    private void assertSelfContained(String html) {
        assertThat(html).doesNotContain("<style", " style=", " onclick=", "javascript:", "${", "@swagger");
        assertThat(html).doesNotContainPattern("<script(?![^>]*\\ssrc=)");
        var addresses = ADDRESS.matcher(html);
        while (addresses.find()) {
            var address = addresses.group(1);
            assertThat(address).startsWith("/");
            assertThat(client.get(address).status()).as(address).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/sessionsss/1", "/assets/nowhere.html", "/pages/"})
    void whoever_opens_a_mistyped_address_gets_a_page_with_a_way_back(String path) {
        var page = client.get(path, "Accept", BROWSER);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
        assertSelfContained(page.body().toString());
        assertThat(page.body().toString()).contains("nothing at this address", "href=\"/\"");
        assertThat(client.send("HEAD", path, null, "Accept", BROWSER).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nowhere|",
                "/nowhere|*/*",
                "/nowhere|application/json, text/html;q=0.5",
                "/nowhere|image/avif,image/webp,*/*;q=0.8",
                "/api/v1/nowhere|" + BROWSER,
                "/api|" + BROWSER
            })
    void programs_get_a_problem_and_so_does_everybody_below_api(String path, String accept) {
        var answer = accept == null ? client.get(path) : client.get(path, "Accept", accept);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "/assets/sign-in.js, text/javascript",
        "/console/app.js, text/javascript",
        "/console/app.css, text/css",
        "/assets/gateway.css, text/css",
        "/assets/liverun.svg, image/svg+xml",
    })
    void files_have_their_type(String path, String type) {
        assertThat(client.get(path).header("Content-Type")).startsWith(type);
    }

    @Test
    void a_part_of_the_console_whose_name_has_a_hash_is_kept_for_good() {
        var chunk = Pattern.compile("chunks/[A-Za-z]+-[A-Z0-9]{8}\\.js")
                .matcher(client.get("/console/app.js").body().toString());
        assertThat(chunk.find()).isTrue();

        var answer = client.get("/console/" + chunk.group());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("immutable");
    }

    @Test
    void in_the_console_no_text_can_become_markup() {
        for (var path : new String[] {"/", "/feedback/1"}) {
            assertThat(client.get(path).header("Content-Security-Policy"))
                    .contains("require-trusted-types-for 'script'", "style-src 'self'")
                    .doesNotContain("unsafe");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/metrics", "/application.properties", "/META-INF/MANIFEST.MF", "/assets/"})
    void nothing_else_is_handed_out(String path) {
        assertThat(client.get(path).status()).isEqualTo(404);
    }
}
