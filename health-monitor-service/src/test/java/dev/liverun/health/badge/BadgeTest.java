package dev.liverun.health.badge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.contract.HealthStatus;
import org.junit.jupiter.api.Test;

class BadgeTest {

    @Test
    void says_what_and_how_it_is() {
        assertThat(Badge.svg("banano", HealthStatus.TIMEOUT)).startsWith("<svg").contains("banano: timeout");
        assertThat(Badge.svg("banano", null)).contains("banano: unknown");
    }

    @Test
    void a_name_cannot_bring_markup_of_its_own() {
        assertThat(Badge.svg("<script>\"&'", HealthStatus.HEALTHY))
                .doesNotContain("<script>")
                .contains("&lt;script&gt;&quot;&amp;&#39;");
    }
}
