package dev.liverun.session.report.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.export.Exports;
import dev.liverun.api.export.FileWriter;
import dev.liverun.session.report.evidence.Report;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The report for programs. */
@ApplicationScoped
class JsonReport {

    /** A JSON document that is written piece by piece. */
    record Json(JsonGenerator out) implements FileWriter {

        static Json into(OutputStream out, ObjectMapper mapper) {
            try {
                return new Json(mapper.createGenerator(out));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void finish() throws IOException {
            out.writeEndObject();
            out.flush();
        }
    }

    private final ObjectMapper mapper;

    JsonReport(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Multi<byte[]> render(Report report) {
        return Exports.of(
                out -> Json.into(out, mapper),
                List.of(
                        Exports.part(json -> head(json.out(), report)),
                        Exports.part(report.tests(), (json, test) -> json.out().writePOJO(test)),
                        Exports.part(json -> {
                            json.out().writeEndArray();
                            json.out().writeEndObject();
                        })));
    }

    private void head(JsonGenerator out, Report report) throws IOException {
        out.writeStartObject();
        out.writePOJOField("generated_at", report.generatedAt());
        out.writeStringField("sha256", report.sha256());
        out.writePOJOField("seal", report.seal());
        out.writePOJOField("sign_offs", report.signOffs());
        out.writeObjectFieldStart("evidence");
        JsonNode evidence = mapper.valueToTree(report.evidence());
        for (var member : evidence.properties()) {
            out.writePOJOField(member.getKey(), member.getValue());
        }
        out.writeArrayFieldStart("tests");
    }
}
