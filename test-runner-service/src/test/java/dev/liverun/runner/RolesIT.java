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
                        "GET /operations/halt")
                .allow(
                        Roles.TESTER,
                        "POST /workflows",
                        "PUT /workflows/{id}",
                        "POST /sessions/{id}/results",
                        "POST /sessions/{id}/runs",
                        "POST /runs/{id}/cancel")
                .allow(Roles.OPERATOR, "POST /operations/halt", "POST /operations/halt/release")
                .allowEveryone("GET /workflows/schema")
                .allowOperations()
                .verify();
    }
}
