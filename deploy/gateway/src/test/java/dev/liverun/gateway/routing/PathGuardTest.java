package dev.liverun.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/sessions",
                "/api/v1/sessions/",
                "/api/v1/workflows/a%20b",
                "/a.b/..c/d..",
                "/caf%C3%A9"
            })
    void a_path_that_can_be_read_in_one_way_only_is_plain(String path) {
        assertThat(PathGuard.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api",
                "*",
                "//api/v1/sessions",
                "/api//v1/sessions",
                "/api/v1/sessions/../feedback",
                "/api/v1/sessions/%2e%2e/feedback",
                "/api/v1/sessions/.%2E/feedback",
                "/api/v1/./sessions",
                "/api/v1/sessions/..",
                "/api/v1/sessions%2F..%2Ffeedback",
                "/api/v1/sessions%5c..",
                "/api/v1\\sessions",
                "/api/v1/sessions;x=1/runs",
                "/api/v1/sessions%3bx",
                "/api/v1/sessions%252e",
                "/api/v1/sessions%00",
                "/api/v1/sessions%0d%0a",
                "/api/v1/sessions/%zz",
                "/api/v1/sessions/%",
            })
    void a_path_that_could_be_read_in_two_ways_is_not_plain(String path) {
        assertThat(PathGuard.isPlain(path)).isFalse();
    }
}
