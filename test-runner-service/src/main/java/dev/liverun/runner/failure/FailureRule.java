package dev.liverun.runner.failure;

import static dev.liverun.events.contract.FailureClass.AUTH;
import static dev.liverun.events.contract.FailureClass.CONTRACT_DRIFT;
import static dev.liverun.events.contract.FailureClass.NETWORK;
import static dev.liverun.events.contract.FailureClass.PRODUCT;
import static dev.liverun.events.contract.FailureClass.PROVIDER_OUTAGE;
import static dev.liverun.events.contract.FailureClass.RATE_LIMITED;
import static dev.liverun.events.contract.FailureClass.TEST_DEFECT;
import static dev.liverun.integrations.outcome.FailureKind.BUDGET_EXHAUSTED;
import static dev.liverun.integrations.outcome.FailureKind.CONNECT;
import static dev.liverun.integrations.outcome.FailureKind.CREDENTIAL;
import static dev.liverun.integrations.outcome.FailureKind.DNS;
import static dev.liverun.integrations.outcome.FailureKind.MALFORMED;
import static dev.liverun.integrations.outcome.FailureKind.PAUSED;
import static dev.liverun.integrations.outcome.FailureKind.POLICY;
import static dev.liverun.integrations.outcome.FailureKind.RESET;
import static dev.liverun.integrations.outcome.FailureKind.TIMEOUT;
import static dev.liverun.integrations.outcome.FailureKind.TLS;
import static dev.liverun.integrations.outcome.FailureKind.TOO_LARGE;

import dev.liverun.events.contract.FailureClass;
import dev.liverun.runner.engine.Trouble;
import dev.liverun.runner.engine.asserting.AssertionResult.Mismatch;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules, in the order in which they are asked; the first that applies decides. */
enum FailureRule {
    WORKFLOW(
            TEST_DEFECT,
            "The workflow asks for something that cannot be: a value is missing, or a request cannot be made.",
            facts -> facts.trouble(Trouble.Kind.WORKFLOW) || facts.failed(Set.of(POLICY))),
    EXPECTATION(
            TEST_DEFECT,
            "An expectation cannot be worked out: a value is missing, or a pattern takes too long.",
            FailureFacts::nothingButExpectations),
    ANSWERED_429(RATE_LIMITED, "The integration answered 429.", facts -> facts.status(429, 429)),
    BUDGET_USED_UP(
            RATE_LIMITED,
            "The request had no place within the integration's rate limit, or within a pause it asked for.",
            facts -> facts.failed(Set.of(BUDGET_EXHAUSTED, PAUSED))),
    NO_CREDENTIAL(
            AUTH,
            "The credential is missing, unreadable, or refused by the token endpoint.",
            facts -> facts.failed(Set.of(CREDENTIAL))),
    REFUSED_CREDENTIAL(
            AUTH,
            "The integration refused the credential.",
            facts -> facts.statusFailed() && facts.statusIn(Set.of(401, 403, 407))),
    DOWN(
            PROVIDER_OUTAGE,
            "The integration gave no proper answer, and its health checks fail as well.",
            facts -> facts.down() && (facts.noAnswer().isPresent() || facts.status(500, 599))),
    UNAVAILABLE(
            PROVIDER_OUTAGE,
            "The integration says that it is unavailable.",
            facts -> facts.statusFailed() && (facts.statusIn(Set.of(502, 503, 504)) || facts.status(520, 530))),
    SILENT(
            PROVIDER_OUTAGE,
            "The integration took the request and did not answer in time.",
            facts -> facts.failed(Set.of(TIMEOUT))
                    && facts.noAnswer()
                            .filter(failed -> !failed.phase().beforeSending())
                            .isPresent()),
    FAILS_EVERY_TIME(
            PROVIDER_OUTAGE,
            "The integration answered every attempt with a server error.",
            facts -> facts.statusFailed()
                    && facts.status(500, 599)
                    && facts.attempts().size() > 1
                    && facts.attempts().stream()
                            .allMatch(attempt -> attempt.status().orElse(0) >= 500)),
    NO_WAY_THERE(
            NETWORK,
            "There was no way to the integration, or the connection broke.",
            facts -> facts.failed(Set.of(DNS, CONNECT, TLS, RESET, TIMEOUT))),
    NOT_HTTP(
            CONTRACT_DRIFT,
            "What arrived is no HTTP answer of a size that can be handled.",
            facts -> facts.failed(Set.of(MALFORMED, TOO_LARGE))),
    SERVER_ERROR(
            PRODUCT,
            "The integration is up and answered this request with a server error.",
            facts -> facts.statusFailed() && facts.status(500, 599)),
    REQUEST_NO_LONGER_ACCEPTED(
            CONTRACT_DRIFT,
            "The integration refuses a request that it accepted before.",
            facts -> refusesForm(facts) && facts.passedBefore()),
    REQUEST_REFUSED(
            TEST_DEFECT,
            "The integration says that the request itself is wrong, and this workflow has never passed here.",
            FailureRule::refusesForm),
    UNREADABLE(
            CONTRACT_DRIFT,
            "The body is not what it would have to be.",
            facts -> facts.mismatch(Set.of(Mismatch.UNREADABLE))),
    OTHER_SHAPE(
            CONTRACT_DRIFT,
            "Something that the answer always has is missing or of another type.",
            facts -> !facts.statusFailed() && facts.mismatch(Set.of(Mismatch.MISSING, Mismatch.TYPE))),
    OTHER_VALUE(
            PRODUCT,
            "The integration answered properly, and differently from what is expected.",
            facts -> facts.answer().isPresent() && !facts.failing().isEmpty());

    private final FailureClass failureClass;
    private final String reason;
    private final Predicate<FailureFacts> applies;

    FailureRule(FailureClass failureClass, String reason, Predicate<FailureFacts> applies) {
        this.failureClass = failureClass;
        this.reason = reason;
        this.applies = applies;
    }

    static Optional<FailureRule> of(FailureFacts facts) {
        return Stream.of(values()).filter(rule -> rule.applies.test(facts)).findFirst();
    }

    /** As results show it, e.g. {@code no-way-there}; stable. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    FailureClass failureClass() {
        return failureClass;
    }

    String reason() {
        return reason;
    }

    private static boolean refusesForm(FailureFacts facts) {
        return facts.statusFailed() && facts.statusIn(Set.of(400, 405, 406, 411, 413, 414, 415, 422, 431));
    }
}
