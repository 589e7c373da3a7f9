package dev.liverun.api.errors;

import io.quarkus.security.AuthenticationFailedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Problem documents for what no resource answers: addresses that there are not, and routes beside the resources. */
@ApplicationScoped
public class OutsideResources {

    private final Failures failures;
    private final ProblemDocuments documents;

    OutsideResources(Failures failures, ProblemDocuments documents) {
        this.failures = failures;
        this.documents = documents;
    }

    void register(@Observes Router router) {
        router.errorHandler(404, request -> documents.answer(request, HttpProblems.of(404, null)));
    }

    /** Answers a request that has failed; who is not signed in is told how. */
    public void answer(RoutingContext request, Throwable failure) {
        var problem = failures.meaningOf(failure);
        ProblemPipeline.log(problem, failure);
        if (problem.status() == 401) {
            var refused = failure instanceof AuthenticationFailedException;
            problem.withHeader("WWW-Authenticate", refused ? "Bearer error=\"invalid_token\"" : "Bearer");
        }
        documents.answer(request, problem);
    }
}
