package dev.liverun.runner.workflow.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.liverun.runner.workflow.expecting.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader must agree, or editors would promise what the service refuses. */
class SchemaTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Schema SCHEMA = schema();

    static Stream<Path> catalogue() throws IOException {
        return Files.list(RESOURCES.resolve("workflows")).sorted();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void everyWorkflowOfTheCatalogueSatisfiesBoth(Path workflow) throws Exception {
        var document = Files.readString(workflow);

        assertThat(SCHEMA.validate(json(document))).isEmpty();
        assertThat(WorkflowReader.read(document).name() + ".yaml")
                .isEqualTo(workflow.getFileName().toString());
    }

    /** Yunite publishes no bodies of its errors. */
    @ParameterizedTest
    @MethodSource("catalogue")
    void everyAnswerOfTheCatalogueHasASchemaOrNoBody(Path workflow) throws Exception {
        assertThat(WorkflowReader.read(Files.readString(workflow)).steps())
                .filteredOn(step -> !step.name().equals("nobody looks without a token"))
                .allSatisfy(step -> assertThat(step.assertions())
                        .as(step.name())
                        .anyMatch(assertion -> assertion.subject() instanceof Subject.Document
                                || assertion.subject() instanceof Subject.Size));
    }

    @Test
    void theCatalogueHasFiveWorkflows() throws IOException {
        assertThat(catalogue()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: a, request: {method: POST, url: /a}}",
                "{name: a, kind: write, request: {method: POST, url: /a}, retry: {times: 2}}",
                "{name: a, kind: write, request: {method: POST, url: /a}, poll: {until: {status: 200}, for: 1s}}",
                "{name: a, kind: money, request: {method: POST, url: /a}}",
                "{name: a, kind: read, money: {amount: 1, unit: a}, request: {method: GET, url: /a}}",
                "{name: a, request: {method: GET, url: a}}",
                "{name: a, request: {method: GET, url: //a}}",
                "{name: a, request: {method: GET, url: '/a#b'}}",
                "{name: a, request: {method: GET, url: /a, json: 1, body: a}}",
                "{name: a, request: {method: GET, url: /a}, assert: {jsonpath: $.a}}",
                "{name: a, request: {method: GET, url: /a}, assert: {exists: true}}",
                "{name: a, request: {method: GET, url: /a}, assert: {status: 1, jsonpath: $.a, exists: true}}",
                "{name: a, request: {method: GET, url: /a}, capture: {a: {secret: true}}}",
                "{name: a, request: {method: GET, url: /a}, capture: {key: {body: }}}",
                "{name: a, request: {method: GET, url: /a}, retry: {times: 1}}",
                "{name: a, request: {method: GET, url: /a}, retry: {times: 2}, poll: {until: {status: 1}, for: 1s}}",
                "{name: a, request: {method: GET, url: /a}, undo: {request: {method: GET, url: /a}}}",
                "{name: a, request: {method: GET, url: /a}, when: {value: 1}}",
                "{name: a, request: {method: GET, url: /a}, something: 1}",
                "{request: {method: GET, url: /a}}"
            })
    void bothRefuseTheSameSteps(String step) {
        var document = "liverun: 1\nname: a\nsteps: [" + step + "]\n";

        assertThat(SCHEMA.validate(json(document))).as("schema").isNotEmpty();
        assertThat(readable(document)).as("reader").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: a, request: {method: GET, url: ''}}",
                "{name: a, request: {method: GET, url: /}}",
                "{name: a, request: {method: GET, url: '/a/${run.id}'}, assert: {body: pong}}",
                "{name: a, request: {method: GET, url: /a}, assert: {duration: , less_than: 2s}}",
                "{name: a, request: {method: GET, url: /a}, assert: [{status: , less_than: 300, greater_than: 199}]}",
                "{name: a, kind: write, key: k, request: {method: PUT, url: '/a/${key}', form: {a: 1}}}",
                "{name: a, kind: read, request: {method: POST, url: /a, body: x, headers: {A: b}, auth: none}}",
                "{name: a, request: {method: GET, url: /a}, poll: {until: [{status: 200}], every: 1s, for: 1m}}",
                "{name: a, request: {method: GET, url: /a}, when: [{value: '${run.tag}', matches: a}]}"
            })
    void bothAcceptTheSameSteps(String step) {
        var document = "liverun: 1\nname: a\nsteps: [" + step + "]\n";

        assertThat(SCHEMA.validate(json(document))).as("schema").isEmpty();
        assertThat(readable(document)).as("reader").isTrue();
    }

    private static boolean readable(String document) {
        try {
            WorkflowReader.read(document);
            return true;
        } catch (InvalidWorkflowException e) {
            return false;
        }
    }

    private static JsonNode json(String yaml) {
        return new ObjectMapper().valueToTree(new org.yaml.snakeyaml.Yaml().<Object>load(yaml));
    }

    private static Schema schema() {
        try {
            var text = Files.readString(RESOURCES.resolve("workflow.schema.json"));
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
