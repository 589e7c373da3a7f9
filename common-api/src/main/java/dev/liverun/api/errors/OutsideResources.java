package dev.liverun.api.errors;

import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Problem documents for addresses that no resource has. */
@ApplicationScoped
class OutsideResources {

    private final ProblemDocuments documents;

    OutsideResources(ProblemDocuments documents) {
        this.documents = documents;
    }

    void register(@Observes Router router) {
        router.errorHandler(404, request -> documents.answer(request, HttpProblems.of(404, null)));
    }
}
