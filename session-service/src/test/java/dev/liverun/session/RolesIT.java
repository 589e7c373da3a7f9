package dev.liverun.session;

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
                        "GET /sessions",
                        "GET /sessions/{id}",
                        "GET /sessions/configuration-schema",
                        "GET /sessions/{id}/timeline",
                        "GET /sessions/{id}/health",
                        "GET /sessions/{id}/summary",
                        "GET /sessions/{id}/report",
                        "GET /sessions/{id}/seals",
                        "GET /sessions/{id}/sign-offs",
                        "POST /sessions/{id}/sign-offs",
                        "POST /sessions/{id}/timeline",
                        "POST /sessions/{id}/participants",
                        "DELETE /sessions/{id}/participants/{subject}",
                        "GET /sessions/{id}/comparison",
                        "GET /sessions/trends",
                        "GET /sessions/templates",
                        "GET /sessions/templates/{id}",
                        "GET /dashboard")
                .allow(
                        Roles.TESTER,
                        "POST /sessions",
                        "PATCH /sessions/{id}",
                        "DELETE /sessions/{id}",
                        "POST /sessions/{id}/start",
                        "POST /sessions/{id}/pause",
                        "POST /sessions/{id}/resume",
                        "POST /sessions/{id}/complete",
                        "POST /sessions/{id}/fail",
                        "POST /sessions/templates",
                        "PATCH /sessions/templates/{id}",
                        "DELETE /sessions/templates/{id}")
                .allow(Roles.OPERATOR, "GET /operations/session/retention")
                .allow(Roles.ADMIN, "POST /operations/session/retention")
                .allowOperations()
                .verify();
    }
}
