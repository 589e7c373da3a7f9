package dev.liverun.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.gateway.routing.Service;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiMergerTest {

    private static JsonObject document(String path, String thing) {
        return new JsonObject("""
                {"openapi": "3.1.0", "info": {"title": "one", "version": "1"},
                 "tags": [{"name": "Things", "description": "About %2$s"}, {"name": "Unused"}],
                 "paths": {
                   "%1$s": {
                     "get": {"operationId": "list", "tags": ["Things"], "security": [{"jwt": ["a"]}],
                       "responses": {"200": {"description": "OK",
                         "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                         "404": {"$ref": "#/components/responses/Missing"}}},
                     "post": {"responses": {"201": {"description": "Created"}}, "security": []}},
                   "/q/internal": {"get": {"responses": {"200": {"description": "OK"}}}}},
                 "components": {
                   "schemas": {"Thing": {"type": "object", "properties": {
                       "kind": {"type": "string", "const": "%2$s"},
                       "part": {"$ref": "#/components/schemas/Part"}},
                     "discriminator": {"propertyName": "kind", "mapping": {"p": "#/components/schemas/Part"}}},
                     "Part": {"type": "string"}},
                   "responses": {"Missing": {"description": "none"}},
                   "securitySchemes": {"jwt": {"type": "http", "scheme": "bearer"}}}}
                """.formatted(path, thing));
    }

    private static Map<Service, JsonObject> both() {
        var documents = new EnumMap<Service, JsonObject>(Service.class);
        documents.put(Service.SESSION, document("/api/v1/sessions", "session"));
        documents.put(Service.FEEDBACK, document("/api/v1/feedback", "report"));
        return documents;
    }

    @Test
    void the_merged_document_is_valid_and_has_every_service_in_it() {
        var merged = OpenApiMerger.merge(both(), List.of());

        var parsed = new OpenAPIV3Parser().readContents(merged.encode(), null, new ParseOptions());
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths().keySet()).containsExactly("/api/v1/feedback", "/api/v1/sessions");
        assertThat(parsed.getOpenAPI().getServers()).singleElement().matches(server -> server.getUrl()
                .equals("/"));
    }

    @Test
    void components_of_one_name_stay_apart_and_references_follow_them() {
        var merged = OpenApiMerger.merge(both(), List.of());

        var schemas = merged.getJsonObject("components").getJsonObject("schemas");
        assertThat(schemas.fieldNames())
                .containsExactlyInAnyOrder("session.Thing", "session.Part", "feedback.Thing", "feedback.Part");
        var thing = schemas.getJsonObject("feedback.Thing");
        assertThat(thing.getJsonObject("properties").getJsonObject("kind").getString("const"))
                .isEqualTo("report");
        assertThat(thing.getJsonObject("properties").getJsonObject("part").getString("$ref"))
                .isEqualTo("#/components/schemas/feedback.Part");
        assertThat(thing.getJsonObject("discriminator").getJsonObject("mapping").getString("p"))
                .isEqualTo("#/components/schemas/feedback.Part");
    }

    @Test
    void tags_and_operation_ids_carry_their_service() {
        var merged = OpenApiMerger.merge(both(), List.of());

        var list =
                merged.getJsonObject("paths").getJsonObject("/api/v1/sessions").getJsonObject("get");
        assertThat(list.getString("operationId")).isEqualTo("session.list");
        assertThat(list.getJsonArray("tags")).containsExactly("session: Things");
        var names = merged.getJsonArray("tags").stream()
                .map(tag -> ((JsonObject) tag).getString("name"))
                .toList();
        assertThat(names).containsExactly("session", "session: Things", "feedback", "feedback: Things");
    }

    @Test
    void what_operators_ask_any_service_is_there_once_for_each() {
        var documents = new EnumMap<Service, JsonObject>(Service.class);
        for (var service : List.of(Service.SESSION, Service.FEEDBACK)) {
            documents.put(service, new JsonObject("""
                    {"openapi": "3.1.0", "info": {"title": "one", "version": "1"},
                     "paths": {"/api/v1/operations/{service}/letters/{id}": {
                       "parameters": [{"name": "service", "in": "path", "required": true, "schema": {"type": "string"}}],
                       "get": {"operationId": "letter", "tags": ["operations"], "responses": {"200": {"description": "OK"}},
                         "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                           {"name": "service", "in": "query", "schema": {"type": "string"}}]}}}}
                    """));
        }

        var merged = OpenApiMerger.merge(documents, List.of());

        var parsed = new OpenAPIV3Parser().readContents(merged.encode(), null, new ParseOptions());
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths().keySet())
                .containsExactly("/api/v1/operations/feedback/letters/{id}", "/api/v1/operations/session/letters/{id}");
        var item = merged.getJsonObject("paths").getJsonObject("/api/v1/operations/session/letters/{id}");
        assertThat(item.getJsonArray("parameters")).isEmpty();
        assertThat(item.getJsonObject("get").getJsonArray("parameters").stream()
                        .map(parameter -> ((JsonObject) parameter).getString("in")))
                .containsExactly("path", "query");
        assertThat(item.getJsonObject("get").getString("operationId")).isEqualTo("session.letter");
    }

    @Test
    void there_is_one_security_scheme_and_what_needs_no_token_still_needs_none() {
        var merged = OpenApiMerger.merge(both(), List.of());

        var schemes = merged.getJsonObject("components").getJsonObject("securitySchemes");
        assertThat(schemes.fieldNames()).containsExactly("bearer");
        var operations = merged.getJsonObject("paths").getJsonObject("/api/v1/sessions");
        assertThat(operations.getJsonObject("get").getJsonArray("security").encode())
                .isEqualTo("[{\"bearer\":[]}]");
        assertThat(operations.getJsonObject("post").getJsonArray("security")).isEmpty();
    }

    @Test
    void a_service_that_is_away_is_named_and_the_others_names_do_not_change() {
        var complete = OpenApiMerger.merge(both(), List.of());
        var alone = both();
        alone.remove(Service.SESSION);

        var merged = OpenApiMerger.merge(alone, List.of("session"));

        assertThat(merged.getJsonArray("x-missing-services")).containsExactly("session");
        assertThat(merged.getJsonObject("info").getString("description")).contains("session could not be asked");
        assertThat(merged.getJsonObject("paths").getJsonObject("/api/v1/feedback"))
                .isEqualTo(complete.getJsonObject("paths").getJsonObject("/api/v1/feedback"));
    }

    @Test
    void a_path_is_taken_only_from_the_service_that_would_answer_it() {
        var documents = both();
        documents.get(Service.FEEDBACK).getJsonObject("paths").put("/api/v1/sessions", new JsonObject());

        var merged = OpenApiMerger.merge(documents, List.of());

        assertThat(merged.getJsonObject("paths")
                        .getJsonObject("/api/v1/sessions")
                        .fieldNames())
                .contains("get", "post");
    }

    @Test
    void with_every_service_away_the_document_is_still_valid() {
        var merged = OpenApiMerger.merge(Map.of(), List.of("session", "feedback"));

        assertThat(new OpenAPIV3Parser()
                        .readContents(merged.encode(), null, new ParseOptions())
                        .getMessages())
                .isEmpty();
    }
}
