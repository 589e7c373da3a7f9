package dev.liverun.session.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The report for programs. */
@ApplicationScoped
class JsonReport {

    private final ObjectMapper mapper;

    JsonReport(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Uni<String> render(Report report) {
        try {
            return Uni.createFrom().item(mapper.writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is always JSON", e);
        }
    }
}
