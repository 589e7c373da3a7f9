package dev.liverun.session.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.Violation;
import dev.liverun.events.contract.FailureClass;
import dev.liverun.events.contract.FeedbackPriority;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConfigurationSchemaTest {

    private static final Map<String, Object> EVERYTHING = Map.ofEntries(
            Map.entry("environment", "staging"),
            Map.entry("version", "7.1.0"),
            Map.entry(
                    "integrations",
                    List.of(
                            Map.of("name", "banano", "min_uptime", new BigDecimal("0.99"), "max_p95_ms", 500),
                            Map.of("endpoint_id", "01890a5d-ac96-774b-bcce-b302099a8057", "required", false))),
            Map.entry("plan", List.of("banano-payment")),
            Map.entry("auto_pause", true),
            Map.entry("auto_resume", true),
            Map.entry("pause_timeout_minutes", 30),
            Map.entry("check_interval_seconds", 5),
            Map.entry("github", Map.of("auto_create", true, "repository", "acme/shop")),
            Map.entry(
                    "approvals",
                    Map.of(
                            "write",
                            true,
                            "money",
                            true,
                            "max_amount",
                            "0.10",
                            "max_step_amount",
                            0.05,
                            "max_count",
                            3,
                            "max_amount_per_day",
                            "1",
                            "max_count_per_day",
                            10)),
            Map.entry(
                    "gates",
                    Map.ofEntries(
                            Map.entry("min_product_pass_rate", new BigDecimal("0.9")),
                            Map.entry("min_pass_rate", new BigDecimal("0.8")),
                            Map.entry("min_results", 20),
                            Map.entry("max_failures", Map.of("CONTRACT_DRIFT", 0)),
                            Map.entry("max_unclassified_failures", 1),
                            Map.entry("no_new_failures", true),
                            Map.entry("min_uptime", 1),
                            Map.entry("max_p95_ms", 800),
                            Map.entry("max_open_critical", 2),
                            Map.entry("max_open_high", 3),
                            Map.entry("max_open_medium", 4),
                            Map.entry("max_open_low", 5),
                            Map.entry("require_sign_offs", true))),
            Map.entry("custom", Map.of("anything", List.of(1, "two"))));

    @Test
    void everyKeyIsUnderstood() {
        assertThatCode(() -> ConfigurationSchema.check(EVERYTHING)).doesNotThrowAnyException();

        var configuration = SessionConfiguration.of(EVERYTHING);
        assertThat(configuration.environment()).hasValue("staging");
        assertThat(configuration.version()).hasValue("7.1.0");
        assertThat(configuration.integrations()).hasSize(2);
        assertThat(configuration.requiredIntegrations())
                .extracting(ScopedIntegration::name)
                .containsExactly("banano");
        assertThat(configuration.plan()).containsExactly("banano-payment");
        assertThat(configuration.autoPause()).isTrue();
        assertThat(configuration.autoResume()).isTrue();
        assertThat(configuration.pauseTimeout()).hasValue(Duration.ofMinutes(30));
        assertThat(configuration.gates())
                .isEqualTo(new Gates(
                        new BigDecimal("0.9"),
                        new BigDecimal("0.8"),
                        OptionalInt.of(20),
                        Map.of(FailureClass.CONTRACT_DRIFT, 0),
                        OptionalInt.of(1),
                        true,
                        BigDecimal.ONE,
                        OptionalInt.of(800),
                        Map.of(
                                FeedbackPriority.CRITICAL, 2,
                                FeedbackPriority.HIGH, 3,
                                FeedbackPriority.MEDIUM, 4,
                                FeedbackPriority.LOW, 5),
                        true));
        assertThat(configuration.integrations().get(0).minUptime()).isEqualByComparingTo("0.99");
        assertThat(configuration.integrations().get(0).maxP95Ms()).hasValue(500);
    }

    @Test
    void nothingNeedsToBeSaid() {
        assertThatCode(() -> ConfigurationSchema.check(Map.of())).doesNotThrowAnyException();

        var configuration = SessionConfiguration.of(Map.of());
        assertThat(configuration.integrations()).isEmpty();
        assertThat(configuration.autoPause()).isFalse();
        assertThat(configuration.pauseTimeout()).isEmpty();
        assertThat(configuration.gates().minProductPassRate()).isEqualByComparingTo("1");
    }

    @Test
    void anUnknownKeyIsNamedWithAHintWhereFreeKeysGo() {
        assertThat(violationsOf(Map.of("enviroment", "staging")))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("configuration.enviroment");
                    assertThat(violation.message()).contains("environment", "custom");
                });
    }

    @Test
    void anUnknownKeyFurtherDownIsNamedToo() {
        assertThat(violationsOf(Map.of("gates", Map.of("min_upime", 1))))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.field()).isEqualTo("configuration.gates.min_upime");
                    assertThat(violation.message()).contains("min_uptime");
                });
    }

    @Test
    void everyViolationIsNamedByItsPath() {
        var violations = violationsOf(Map.of(
                "pause_timeout_minutes", 0,
                "auto_pause", "yes",
                "plan", List.of("a", ""),
                "integrations", List.of(Map.of("required", true)),
                "approvals", Map.of("max_amount", -1)));

        assertThat(violations)
                .extracting(Violation::field)
                .contains(
                        "configuration.pause_timeout_minutes",
                        "configuration.auto_pause",
                        "configuration.plan[1]",
                        "configuration.integrations[0]",
                        "configuration.approvals.max_amount");
    }

    @Test
    void anIntegrationIsNamedInOneWayOnly() {
        var both = Map.<String, Object>of(
                "integrations",
                List.of(Map.of("name", "banano", "endpoint_id", "01890a5d-ac96-774b-bcce-b302099a8057")));
        assertThat(violationsOf(both))
                .containsExactly(new Violation("configuration.integrations[0]", "needs either name or endpoint_id"));
    }

    private static List<Violation> violationsOf(Map<String, Object> configuration) {
        return catchThrowableOfType(Invalid.class, () -> ConfigurationSchema.check(configuration))
                .violations();
    }
}
