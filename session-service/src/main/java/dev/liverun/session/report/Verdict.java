package dev.liverun.session.report;

import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.configuration.SessionConfiguration;
import dev.liverun.session.health.IntegrationHealth;
import dev.liverun.session.health.Rate;
import dev.liverun.session.results.ResultCount;
import dev.liverun.session.state.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether what was tested is ready, by the session's gates. One gate that fails makes it NOT_READY; else one about which
 * nothing can be said makes it INCONCLUSIVE.
 *
 * @param decided false while the session has not ended: then it is what the verdict would be now
 * @param reasons of all gates that did not pass
 */
public record Verdict(Outcome verdict, boolean decided, List<String> reasons, List<Gate> gates) {

    /** The answer to stakeholders. */
    public enum Outcome {
        READY,
        NOT_READY,
        INCONCLUSIVE
    }

    /** What became of a gate. */
    public enum GateOutcome {
        PASSED,
        FAILED,
        INCONCLUSIVE
    }

    /** One gate, and in a sentence why it has this outcome. */
    public record Gate(String name, GateOutcome outcome, String reason) {}

    static Verdict of(
            SessionState state,
            SessionConfiguration configuration,
            List<ResultCount> counts,
            List<IntegrationHealth> integrations,
            FeedbackSummary feedback) {
        var gates = new ArrayList<Gate>();
        gates.add(session(state));
        gates.add(product(configuration, ResultSummary.of(counts)));
        gates.add(plan(configuration.plan(), counts));
        gates.add(judged(counts));
        gates.add(uptime(configuration, integrations));
        gates.add(critical(configuration, feedback));
        var reasons = gates.stream()
                .filter(gate -> gate.outcome() != GateOutcome.PASSED)
                .map(Gate::reason)
                .toList();
        return new Verdict(outcome(gates), state.isOver(), reasons, gates);
    }

    private static Outcome outcome(List<Gate> gates) {
        if (gates.stream().anyMatch(gate -> gate.outcome() == GateOutcome.FAILED)) {
            return Outcome.NOT_READY;
        }
        return gates.stream().anyMatch(gate -> gate.outcome() == GateOutcome.INCONCLUSIVE)
                ? Outcome.INCONCLUSIVE
                : Outcome.READY;
    }

    private static Gate session(SessionState state) {
        return switch (state) {
            case COMPLETED -> new Gate("session", GateOutcome.PASSED, "The session was completed.");
            case FAILED -> new Gate("session", GateOutcome.FAILED, "The session was failed.");
            case CREATED, ACTIVE, PAUSED ->
                new Gate("session", GateOutcome.INCONCLUSIVE, "The session has not ended; it is " + state + ".");
        };
    }

    private static Gate product(SessionConfiguration configuration, ResultSummary results) {
        var rate = results.product().passRate();
        var wanted = configuration.gates().minProductPassRate();
        if (rate == null) {
            return new Gate(
                    "product_pass_rate", GateOutcome.INCONCLUSIVE, "No result says anything about the product.");
        }
        var passed = rate.compareTo(wanted) >= 0;
        return new Gate(
                "product_pass_rate",
                passed ? GateOutcome.PASSED : GateOutcome.FAILED,
                "The product passed " + Rate.percent(rate) + " of what judged it; at least " + Rate.percent(wanted)
                        + " are asked for.");
    }

    private static Gate plan(List<String> plan, List<ResultCount> counts) {
        var ran = counts.stream()
                .filter(count -> count.status() != TestStatus.SKIPPED)
                .map(ResultCount::testName)
                .collect(Collectors.toSet());
        var missing = plan.stream().filter(test -> !ran.contains(test)).toList();
        if (plan.isEmpty()) {
            return new Gate("plan", GateOutcome.PASSED, "No tests were planned by name.");
        }
        return missing.isEmpty()
                ? new Gate("plan", GateOutcome.PASSED, "All " + plan.size() + " planned tests ran.")
                : new Gate(
                        "plan", GateOutcome.INCONCLUSIVE, "Planned and not run: " + String.join(", ", missing) + ".");
    }

    /** A test that only ever failed for reasons outside the product leaves open what it would have shown. */
    private static Gate judged(List<ResultCount> counts) {
        record Test(String name, Object endpoint) {}
        var judged = counts.stream()
                .filter(ResultCount::judgesProduct)
                .map(count -> new Test(count.testName(), count.endpointId()))
                .collect(Collectors.toSet());
        var open = counts.stream()
                .filter(count -> count.status() != TestStatus.SKIPPED && !count.judgesProduct())
                .filter(count -> !judged.contains(new Test(count.testName(), count.endpointId())))
                .map(count -> count.testName()
                        + (count.failureClass() == null ? " (ERROR)" : " (" + count.failureClass() + ")"))
                .collect(Collectors.toCollection(TreeSet::new));
        return open.isEmpty()
                ? new Gate("judged", GateOutcome.PASSED, "Every test that ran says something about the product.")
                : new Gate(
                        "judged",
                        GateOutcome.INCONCLUSIVE,
                        "Could not judge the product, for reasons outside of it: " + String.join(", ", open) + ".");
    }

    private static Gate uptime(SessionConfiguration configuration, List<IntegrationHealth> integrations) {
        var wanted = configuration.gates().minUptime();
        var required = integrations.stream().filter(IntegrationHealth::required).toList();
        var down = required.stream()
                .filter(one -> one.uptime() != null && one.uptime().compareTo(wanted) < 0)
                .map(one -> one.name() + " " + Rate.percent(one.uptime()))
                .toList();
        var unknown = required.stream()
                .filter(one -> one.uptime() == null)
                .map(IntegrationHealth::name)
                .toList();
        if (!down.isEmpty()) {
            return new Gate(
                    "required_uptime",
                    GateOutcome.FAILED,
                    "Below the uptime of " + Rate.percent(wanted) + " that is asked for: " + String.join(", ", down)
                            + ".");
        }
        if (!unknown.isEmpty()) {
            return new Gate(
                    "required_uptime",
                    GateOutcome.INCONCLUSIVE,
                    "Required and never checked during the session: " + String.join(", ", unknown) + ".");
        }
        return new Gate(
                "required_uptime",
                GateOutcome.PASSED,
                required.isEmpty()
                        ? "No integration is required."
                        : "Each required integration was up at least " + Rate.percent(wanted) + " of the time.");
    }

    private static Gate critical(SessionConfiguration configuration, FeedbackSummary feedback) {
        long open = feedback.openByPriority().getOrDefault(FeedbackPriority.CRITICAL, 0L);
        int allowed = configuration.gates().maxOpenCritical();
        return new Gate(
                "open_critical_feedback",
                open <= allowed ? GateOutcome.PASSED : GateOutcome.FAILED,
                "CRITICAL feedback still open: " + open + "; allowed: " + allowed + ".");
    }
}
