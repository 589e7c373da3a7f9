package dev.liverun.runner.retention;

import static dev.liverun.runner.support.World.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.api.security.Roles;
import dev.liverun.api.testing.Tokens;
import dev.liverun.runner.support.Api;
import dev.liverun.runner.support.Rows;
import dev.liverun.runner.support.TargetService;
import dev.liverun.runner.support.World;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RetentionIT {

    @Inject
    World world;

    @Inject
    Rows rows;

    @Inject
    Retention retention;

    @Test
    void resultsAreForgottenThirtyDaysAfterTheirSessionsEndAndNotBefore() {
        var session = world.session(Map.of());
        var run = run(session);
        var kept = world.session(Map.of());
        var keptRun = run(kept);
        rows.run("update session_view set ended_at = now() - interval '29 days' where id = $1", kept);
        rows.run("update session_view set ended_at = now() - interval '31 days' where id = $1", session);
        assertThat(Tokens.as(Roles.OPERATOR)
                        .get(Api.BASE + "/operations/test-runner/retention")
                        .<Integer>path("runs"))
                .isGreaterThanOrEqualTo(1);

        retention.run().await().atMost(Duration.ofSeconds(20));

        assertThat(rows.count("select count(*) from runs where id = $1", UUID.fromString(run)))
                .isZero();
        assertThat(rows.count("select count(*) from test_results where session_id = $1", session))
                .isZero();
        assertThat(Api.get("/runs/" + keptRun).getList("results")).hasSize(1);
    }

    private String run(UUID session) {
        return Api.result(Api.test(ADA, session, world.endpoint(TargetService.baseUrl()), Api.known("""
                        liverun: 1
                        name: look
                        steps: [{name: look, request: {method: GET, url: /look}}]
                        """)))
                .getString("run_id");
    }
}
