package dev.liverun.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    @ParameterizedTest
    @CsvSource({
        "/api/v1/sessions, session",
        "/api/v1/sessions/, session",
        "/api/v1/sessions/0192/start, session",
        "/api/v1/sessions/0192/timeline, session",
        "/api/v1/sessions/0192/health, session",
        "/api/v1/sessions/0192/report, session",
        "/api/v1/sessions/results, session",
        "/api/v1/dashboard, session",
        "/api/v1/stream, session",
        "/api/v1/sessions/0192/results, test-runner",
        "/api/v1/sessions/0192/results/0193, test-runner",
        "/api/v1/sessions/0192/runs, test-runner",
        "/api/v1/sessions/0192/runs/0193/steps, test-runner",
        "/api/v1/sessions/{id}/results, test-runner",
        "/api/v1/integrations, health-monitor",
        "/api/v1/integrations/0192/health/history, health-monitor",
        "/api/v1/integrations/stream, health-monitor",
        "/api/v1/integrations/0192/rate-limit, health-monitor",
        "/api/v1/integrations/0192/rate-limit/tests, test-runner",
        "/api/v1/health-board, health-monitor",
        "/api/v1/maintenance-windows/0192, health-monitor",
        "/api/v1/alarms/0192/acknowledge, health-monitor",
        "/api/v1/alarm-receivers, health-monitor",
        "/api/v1/workflows, test-runner",
        "/api/v1/runs/0192, test-runner",
        "/api/v1/results/0192, test-runner",
        "/api/v1/results/import, test-runner",
        "/api/v1/comparisons, test-runner",
        "/api/v1/feedback, feedback",
        "/api/v1/feedback/0192/attachments, feedback",
        "/api/v1/github/webhooks, feedback",
        "/api/v1/operations/session/audit, session",
        "/api/v1/operations/health-monitor/lag, health-monitor",
        "/api/v1/operations/test-runner/dead-letters, test-runner",
        "/api/v1/operations/feedback, feedback",
        "/api/v1/operations/halt/release, test-runner",
    })
    void each_path_belongs_to_the_service_that_the_architecture_names(String path, String service) {
        assertThat(RouteTable.ownerOf(path)).map(Service::label).contains(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api",
                "/api/v1",
                "/api/v1/",
                "/api/v2/sessions",
                "/api/v1/session",
                "/api/v1/sessionsX",
                "/api/v1/Sessions",
                "/api/v1/operations",
                "/api/v1/operations/gateway/audit",
                "/api/v1/q/health",
                "/sessions",
            })
    void a_path_that_the_architecture_does_not_name_belongs_to_nobody(String path) {
        assertThat(RouteTable.ownerOf(path)).isEmpty();
    }
}
