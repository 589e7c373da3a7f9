package dev.liverun.health.check;

import dev.liverun.events.contract.HealthStatus;
import dev.liverun.health.condition.Condition.Otherwise;
import dev.liverun.health.condition.Looked;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/** Tells apart: healthy, slow, throttled, refused, broken, silent; and what was our own doing. */
public final class Classifier {

    private Classifier() {}

    public static Verdict classify(CallOutcome outcome, CheckDefinition check, Redactor redactor) {
        if (outcome instanceof Answered answered) {
            return new Verdict.Observed(answered(answered, check, redactor));
        }
        return outcome instanceof Failed failure
                ? failed(failure)
                : new Verdict.Observed(looked(outcome, check, redactor));
    }

    private static Observation answered(Answered answer, CheckDefinition check, Redactor redactor) {
        int status = answer.status();
        if (check.expects(status)) {
            return looked(answer, check, redactor);
        }
        return switch (status) {
            case 429 ->
                observation(answer, HealthStatus.DEGRADED, Reason.RATE_LIMITED, "Answered 429: it throttles us.");
            case 401, 403 ->
                observation(
                        answer,
                        HealthStatus.UNHEALTHY,
                        Reason.AUTH,
                        "Answered " + status + ": it refuses our credential.");
            default ->
                observation(
                        answer,
                        HealthStatus.UNHEALTHY,
                        status >= 500 && status <= 599 ? Reason.SERVER_ERROR : Reason.UNEXPECTED_STATUS,
                        "Answered " + status + ".");
        };
    }

    /** An answer of an expected status, or what was reached without one: what is worst about it decides. */
    private static Observation looked(CallOutcome outcome, CheckDefinition check, Redactor redactor) {
        var looked = new Looked(outcome);
        var seen = judged(looked, outcome, check, outcome.timings().totalMillis());
        var captured = looked.captured(check.captures(), redactor);
        if (!captured.isEmpty()) {
            seen.metadata().put("captures", captured);
        }
        return seen;
    }

    private static Observation judged(Looked looked, CallOutcome outcome, CheckDefinition check, long tookMs) {
        var broken = looked.broken(check.conditions());
        if (broken.isPresent()) {
            var status =
                    broken.get().otherwise() == Otherwise.DEGRADED ? HealthStatus.DEGRADED : HealthStatus.UNHEALTHY;
            return observation(outcome, status, Reason.CONDITION, Looked.sentence(broken.get()));
        }
        var limit = check.degradedAfterMs();
        return limit != null && tookMs > limit
                ? observation(
                        outcome,
                        HealthStatus.DEGRADED,
                        Reason.SLOW,
                        "Answered after " + tookMs + " ms; degraded above " + limit + " ms.")
                : observation(outcome, HealthStatus.HEALTHY, Reason.OK, null);
    }

    private static Verdict failed(Failed failure) {
        return switch (failure.kind()) {
            case TIMEOUT -> silent(failure, HealthStatus.TIMEOUT, Reason.TIMEOUT);
            case DNS -> silent(failure, HealthStatus.UNHEALTHY, Reason.DNS);
            case CONNECT -> silent(failure, HealthStatus.UNHEALTHY, Reason.CONNECT);
            case TLS -> silent(failure, HealthStatus.UNHEALTHY, Reason.TLS);
            case RESET -> silent(failure, HealthStatus.UNHEALTHY, Reason.RESET);
            case MALFORMED -> silent(failure, HealthStatus.UNHEALTHY, Reason.MALFORMED);
            case TOO_LARGE -> silent(failure, HealthStatus.UNHEALTHY, Reason.TOO_LARGE);
            // Ours to repair, but until then the endpoint cannot be used, and people must see why.
            case POLICY -> silent(failure, HealthStatus.UNHEALTHY, Reason.POLICY);
            case CREDENTIAL -> silent(failure, HealthStatus.UNHEALTHY, Reason.AUTH);
            case BUDGET_EXHAUSTED, PAUSED, BUDGET_UNAVAILABLE, DISABLED, HALTED ->
                new Verdict.NotMade(failure.kind().name(), failure.message());
        };
    }

    private static Verdict silent(Failed failure, HealthStatus status, Reason reason) {
        return new Verdict.Observed(
                new Observation(status, reason, null, null, failure.message(), CheckMetadata.of(failure, reason)));
    }

    private static Observation observation(
            CallOutcome outcome, HealthStatus status, Reason reason, @Nullable String error) {
        return new Observation(
                status,
                reason,
                (int) Math.min(Integer.MAX_VALUE, Math.max(0, outcome.timings().totalMillis())),
                outcome instanceof Answered answer && answer.status() >= 100 && answer.status() <= 599
                        ? Integer.valueOf(answer.status())
                        : null,
                error,
                CheckMetadata.of(outcome, reason));
    }
}
