package dev.liverun.runner.failure;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.outcome.Attempt;
import dev.liverun.runner.engine.Trouble;
import dev.liverun.runner.engine.asserting.AssertionResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says who is at fault for a failure, by rules. Nothing is guessed: where no rule applies, there is no class. */
public final class FailureClassifier {

    private FailureClassifier() {}

    /** Empty where nobody is: cancelled, not approved, our own limits. */
    public static Optional<FailureVerdict> classify(FailureFacts facts) {
        return FailureRule.of(facts)
                .map(rule -> new FailureVerdict(rule.failureClass(), rule.id(), rule.reason(), evidence(rule, facts)));
    }

    private static Map<String, Object> evidence(FailureRule rule, FailureFacts facts) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        evidence.put("rule", rule.id());
        evidence.put("reason", rule.reason());
        evidence.put("step", facts.step().step().name());
        OutgoingRequest request = facts.step().request();
        if (request != null) {
            evidence.put("request", request.method() + " " + request.url());
        }
        facts.status().ifPresent(status -> evidence.put("status", status));
        facts.noAnswer().ifPresent(failed -> {
            evidence.put("failure", failed.kind().name());
            evidence.put("phase", failed.phase().name());
            evidence.put("message", failed.message());
        });
        Trouble trouble = facts.step().trouble();
        if (trouble != null && facts.noAnswer().isEmpty()) {
            evidence.put("message", trouble.message());
        }
        List<String> failing =
                facts.failing().stream().map(AssertionResult::name).limit(10).toList();
        if (!failing.isEmpty()) {
            evidence.put("failed_assertions", failing);
        }
        evidence.put(
                "attempts",
                facts.attempts().stream().map(FailureClassifier::attempt).toList());
        evidence.put(
                "endpoint_health",
                facts.health().<Object>map(FailureClassifier::health).orElse("unknown"));
        evidence.put("passed_before", facts.passedBefore());
        return evidence;
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", attempt.number());
        shown.put("started_at", attempt.startedAt().toString());
        attempt.status().ifPresent(status -> shown.put("status", status));
        attempt.failure().ifPresent(failure -> shown.put("failure", failure.name()));
        shown.put("phase", attempt.phase().name());
        shown.put("duration_ms", attempt.timings().totalMillis());
        return shown;
    }

    private static Map<String, @Nullable Object> health(HealthThen health) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("status", health.status().name());
        shown.put("reason", health.reason());
        shown.put("since", health.since().toString());
        return shown;
    }
}
