package dev.liverun.feedback;

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
                        "GET /feedback",
                        "GET /feedback/{id}",
                        "GET /feedback/{id}/attachments",
                        "GET /feedback/{id}/attachments/{attachment_id}",
                        "GET /feedback/{id}/sync",
                        "GET /github/repositories")
                .allow(
                        Roles.TESTER,
                        "POST /feedback",
                        "PATCH /feedback/{id}",
                        "POST /feedback/{id}/attachments",
                        "POST /feedback/{id}/sync")
                .allowOperations()
                // For whoever signs with the secret, which is checked there.
                .allowEveryone("POST /github/webhooks")
                .verify();
    }
}
