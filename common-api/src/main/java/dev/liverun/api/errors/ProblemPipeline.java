package dev.liverun.api.errors;

import dev.liverun.api.problem.Problem;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Every failure of a request passes here, whichever mapper saw it first, and leaves as the same kind of document. What
 * a failure means is decided by {@link Failures}; here it gets its form and its line in the log.
 */
@ApplicationScoped
class ProblemPipeline implements ProblemPostProcessor {

    private static final Logger LOG = Logger.getLogger("dev.liverun.api.problems");
    /** What framework answers carry that a caller needs; anything else could say more than we want to tell. */
    private static final Set<String> KEPT_HEADERS = Set.of("allow", "www-authenticate", "retry-after", "accept");

    private final Failures failures;
    private final ProblemDocuments documents;
    private final CurrentVertxRequest request;

    ProblemPipeline(Failures failures, ProblemDocuments documents, CurrentVertxRequest request) {
        this.failures = failures;
        this.documents = documents;
        this.request = request;
    }

    /** Before the extension's own logger and defaults: they see the finished document. */
    @Override
    public int priority() {
        return 1000;
    }

    @Override
    public HttpProblem apply(HttpProblem mapped, ProblemContext context) {
        var problem = failures.meaningOf(context.cause);
        log(problem, context.cause);
        var document = documents.documentOf(problem, request.getCurrent());
        mapped.getHeaders().forEach((name, value) -> {
            if (KEPT_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                document.withHeader(name, value);
            }
        });
        return document.build();
    }

    static void log(Problem problem, Throwable cause) {
        if (problem.status() == 503) {
            // The cause repeats with every request while a dependency is away: one line each is enough.
            LOG.warnf("%s %s: %s", problem.status(), problem.slug(), rootOf(cause));
        } else if (problem.status() >= 500) {
            LOG.errorf(cause, "%s %s", problem.status(), problem.slug());
        } else {
            LOG.debugf("%s %s: %s", problem.status(), problem.slug(), problem.detail());
        }
    }

    private static Throwable rootOf(Throwable failure) {
        var root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
