package dev.liverun.runner;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.RoleMatrix;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RolesIT {

    @Test
    void everyRouteIsOpenToThoseWhoMayAndToNobodyElse() {
        new RoleMatrix()
                .allow(
                        Roles.VIEWER,
                        "GET /workflows",
                        "GET /workflows/{id}",
                        "GET /sessions/{id}/results",
                        "GET /results/{id}",
                        "GET /sessions/{id}/runs",
                        "GET /runs/{id}",
                        "GET /operations/halt",
                        "POST /workflows/check",
                        "GET /sessions/{id}/runs/questions",
                        "GET /runs/{id}/questions",
                        "GET /sessions/{id}/runs/orphans",
                        "GET /sessions/{id}/runs/spend",
                        "GET /results/flakiness",
                        "GET /comparisons",
                        "GET /integrations/{id}/rate-limit/tests")
                .allow(
                        Roles.TESTER,
                        "POST /workflows",
                        "PUT /workflows/{id}",
                        "POST /sessions/{id}/results",
                        "POST /sessions/{id}/runs",
                        "POST /runs/{id}/cancel",
                        "POST /sessions/{id}/runs/preview",
                        "POST /workflows/import",
                        "POST /workflows/preview",
                        "POST /sessions/{id}/results/import",
                        "PUT /results/{id}/failure-class",
                        "DELETE /results/{id}/failure-class",
                        "POST /runs/{id}/questions/{question}/answer",
                        "POST /runs/{id}/intents/{intent}/resolve",
                        "POST /runs/{id}/intents/{intent}/undo")
                .allow(
                        Roles.OPERATOR,
                        "POST /operations/halt",
                        "POST /operations/halt/release",
                        "GET /runs/orphans",
                        "GET /operations/test-runner/retention")
                .allowEveryone("GET /workflows/schema")
                .allowOperations()
                .verify();
    }
}
