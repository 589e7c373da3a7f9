package dev.liverun.api.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liverun.api.problem.Problem;
import dev.liverun.events.correlation.Correlation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The form that every problem has on the wire. */
@ApplicationScoped
class ProblemDocuments {

    private static final Logger LOG = Logger.getLogger(ProblemDocuments.class);

    private final ObjectMapper mapper;

    ProblemDocuments(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The document without headers. */
    HttpProblem.Builder documentOf(Problem problem, @Nullable RoutingContext request) {
        var document = HttpProblem.builder()
                .withType(problem.type())
                .withTitle(problem.title())
                .withStatus(problem.status())
                .withDetail(problem.detail());
        var instance = request == null ? null : pathOf(request);
        if (instance != null) {
            document.withInstance(instance);
        }
        var correlation = Correlation.current();
        if (correlation != null) {
            document.with(Correlation.KEY, correlation);
        }
        problem.members().forEach(document::with);
        problem.headers().forEach(document::withHeader);
        return document;
    }

    /** Answers a request that does not reach a resource. */
    void answer(RoutingContext request, Problem problem) {
        try {
            var response = request.response().setStatusCode(problem.status());
            problem.headers().forEach(response::putHeader);
            response.putHeader("Content-Type", "application/problem+json");
            var document = mapper.writeValueAsBytes(documentOf(problem, request).build());
            response.end(Buffer.buffer(document)).onFailure(gone -> LOG.debug("The caller has gone", gone));
        } catch (JsonProcessingException e) {
            request.fail(500, e);
        }
    }

    private static @Nullable URI pathOf(RoutingContext request) {
        try {
            return URI.create(request.request().path());
        } catch (IllegalArgumentException e) {
            LOG.debugf("the path is no URI: %s", e.getMessage());
            return null;
        }
    }
}
