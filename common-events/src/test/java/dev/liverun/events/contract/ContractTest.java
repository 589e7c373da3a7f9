package dev.liverun.events.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.liverun.events.ContractJson;
import dev.liverun.events.EventCodec;
import dev.liverun.events.EventCodec.Encoded;
import dev.liverun.events.EventType;
import dev.liverun.events.Samples;
import dev.liverun.events.UnreadableEventException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContractTest {

    @BeforeAll
    static void writeOnDemand() throws IOException {
        if (Boolean.getBoolean("contract.write")) {
            ContractDocuments.write();
        }
    }

    @Test
    void the_published_documents_are_those_of_the_records() throws IOException {
        var published = new TreeMap<String, String>();
        try (var files = Files.walk(ContractDocuments.ROOT)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                published.put(
                        ContractDocuments.ROOT.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        assertThat(published).isEqualTo(ContractDocuments.all());
    }

    @ParameterizedTest
    @EnumSource
    void a_sample_is_valid_against_its_schema_and_without_a_required_field_it_is_not(EventType type)
            throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(
                        Files.readString(ContractDocuments.ROOT.resolve("schemas/" + type.ceType() + ".schema.json")));
        var sample = Files.readString(ContractDocuments.ROOT.resolve("samples/" + type.ceType() + ".json"));

        assertThat(schema.validate(sample, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate("{}", InputFormat.JSON)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void an_event_comes_back_from_kafka_as_it_was(EventType type) throws UnreadableEventException {
        var event = Samples.of(type);

        var read = EventCodec.read(received(EventCodec.toRecord("t", "/liverun/x", Encoded.of(event))));

        assertThat(read).isPresent();
        assertThat(read.get()).usingRecursiveComparison().ignoringFields("data").isEqualTo(event);
        assertThat(ContractJson.write(read.get().data())).isEqualTo(ContractJson.write(event.data()));
    }

    @Test
    void attributes_travel_as_cloudevents_headers() {
        var sent =
                EventCodec.toRecord("t", "/liverun/session-service", Encoded.of(Samples.of(EventType.SESSION_STARTED)));

        assertThat(headers(sent))
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_type", "dev.liverun.session.started.v1")
                .containsEntry("ce_source", "/liverun/session-service")
                .containsEntry("ce_subject", "0195566a-7c00-7000-8000-000000000001")
                .containsEntry("ce_sequence", "3")
                .containsEntry("ce_correlationid", "demo-1")
                .containsEntry("content-type", "application/json");
        assertThat(sent.key()).isEqualTo("0195566a-7c00-7000-8000-000000000001");
    }

    @Test
    void a_type_from_the_future_is_no_error() throws UnreadableEventException {
        var sent = EventCodec.toRecord("t", "/x", Encoded.of(Samples.of(EventType.SESSION_STARTED)));
        sent.headers()
                .remove("ce_type")
                .add("ce_type", "dev.liverun.session.cloned.v1".getBytes(StandardCharsets.UTF_8));

        assertThat(EventCodec.read(received(sent))).isEmpty();
    }

    @Test
    void additional_fields_are_no_error() throws UnreadableEventException {
        var sent = EventCodec.toRecord("t", "/x", Encoded.of(Samples.of(EventType.SESSION_STARTED)));
        var richer = new String(sent.value(), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"mood\":\"good\",");

        assertThat(EventCodec.read(received(with(sent, richer)))).isPresent();
    }

    @Test
    void a_broken_record_says_what_is_wrong() {
        var sent = EventCodec.toRecord("t", "/x", Encoded.of(Samples.of(EventType.SESSION_STARTED)));
        var incomplete = new String(sent.value(), StandardCharsets.UTF_8).replaceFirst("\"tester_id\":\"tess\",", "");

        assertThatThrownBy(() -> EventCodec.read(received(with(sent, incomplete))))
                .isInstanceOf(UnreadableEventException.class)
                .hasMessageContaining("session.testerId");
        assertThatThrownBy(() -> EventCodec.read(received(with(sent, "{not json"))))
                .isInstanceOf(UnreadableEventException.class);
        assertThatThrownBy(() -> EventCodec.read(new ConsumerRecord<>("t", 0, 0, "k", new byte[] {1, 2})))
                .isInstanceOf(UnreadableEventException.class);
    }

    private static ProducerRecord<String, byte[]> with(ProducerRecord<String, byte[]> sent, String data) {
        return new ProducerRecord<>(
                sent.topic(), null, sent.key(), data.getBytes(StandardCharsets.UTF_8), sent.headers());
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        var received = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
        sent.headers().forEach(received.headers()::add);
        return received;
    }

    private static Map<String, String> headers(ProducerRecord<String, byte[]> sent) {
        var headers = new TreeMap<String, String>();
        sent.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
