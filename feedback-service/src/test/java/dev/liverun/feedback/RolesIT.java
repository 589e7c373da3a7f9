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
                        "GET /feedback/{id}/comments",
                        "GET /feedback/{id}/history",
                        "GET /feedback/{id}/sync",
                        "GET /feedback/{id}/attachments/{attachment_id}/thumbnail",
                        "GET /feedback/export",
                        "GET /feedback/facets",
                        "GET /feedback/similar",
                        "GET /feedback/views",
                        "POST /feedback/views",
                        "PUT /feedback/views/{id}",
                        "DELETE /feedback/views/{id}",
                        "GET /feedback/{id}/conflicts",
                        "GET /github/conflicts",
                        "GET /github/mappings",
                        "GET /github/repositories")
                .allow(
                        Roles.TESTER,
                        "POST /feedback",
                        "POST /feedback/from-result",
                        "POST /feedback/bulk",
                        "PATCH /feedback/{id}",
                        "POST /feedback/{id}/withdraw",
                        "POST /feedback/{id}/restore",
                        "POST /feedback/{id}/merge",
                        "PUT /feedback/{id}/vote",
                        "DELETE /feedback/{id}/vote",
                        "POST /feedback/{id}/comments",
                        "PATCH /feedback/{id}/comments/{comment_id}",
                        "DELETE /feedback/{id}/comments/{comment_id}",
                        "POST /feedback/{id}/attachments",
                        "DELETE /feedback/{id}/attachments/{attachment_id}",
                        "POST /feedback/{id}/conflicts/{conflict_id}/settle",
                        "POST /feedback/preview",
                        "GET /feedback/{id}/preview",
                        "POST /feedback/{id}/consent",
                        "POST /feedback/{id}/sync")
                .allow(
                        Roles.OPERATOR,
                        "PUT /github/mappings",
                        "GET /github/repositories/{owner}/{name}/drift",
                        "POST /github/repositories/{owner}/{name}/resync")
                .allowOperations()
                // For whoever signs with the secret, which is checked there.
                .allowEveryone("POST /github/webhooks")
                .verify();
    }
}
