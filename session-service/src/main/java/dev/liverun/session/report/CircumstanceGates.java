package dev.liverun.session.report;

import dev.liverun.events.contract.FeedbackPriority;
import dev.liverun.session.configuration.ScopedIntegration;
import dev.liverun.session.health.IntegrationHealth;
import dev.liverun.session.health.Rate;
import dev.liverun.session.report.Verdict.Gate;
import dev.liverun.session.report.evidence.SignOff;
import dev.liverun.session.report.evidence.SignOff.Decision;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What gates ask of integrations, of feedback, and of people. */
final class CircumstanceGates {

    private CircumstanceGates() {}

    static List<Gate> of(Findings findings) {
        var gates = new ArrayList<Gate>();
        gates.add(uptime(findings));
        latency(findings).ifPresent(gates::add);
        findings.gates().maxOpen().entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getKey().ordinal()))
                .forEach(entry -> gates.add(open(findings, entry.getKey(), entry.getValue())));
        if (findings.gates().requireSignOffs()) {
            gates.add(signOffs(findings));
        }
        return gates;
    }

    private static Gate uptime(Findings findings) {
        var required = findings.required();
        var down = required.stream()
                .filter(one -> one.uptime() != null && one.uptime().compareTo(wantedUptime(findings, one)) < 0)
                .map(one -> one.name() + " " + Rate.percent(one.uptime()) + " of "
                        + Rate.percent(wantedUptime(findings, one)))
                .toList();
        var unknown = required.stream()
                .filter(one -> one.uptime() == null)
                .map(IntegrationHealth::name)
                .toList();
        if (!down.isEmpty()) {
            return Gate.failed(
                    "required_uptime", "Below the uptime that is asked for: " + String.join(", ", down) + ".");
        }
        if (!unknown.isEmpty()) {
            return Gate.open(
                    "required_uptime",
                    "Required and never checked during the session: " + String.join(", ", unknown) + ".");
        }
        return Gate.passed(
                "required_uptime",
                required.isEmpty()
                        ? "No integration is required."
                        : "Each required integration was up as much of the time as is asked for.");
    }

    private static BigDecimal wantedUptime(Findings findings, IntegrationHealth integration) {
        return scoped(findings, integration).map(ScopedIntegration::minUptime).orElseGet(() -> findings.gates()
                .minUptime());
    }

    /** Required integrations, and others for which the session gives a limit. */
    private static Optional<Gate> latency(Findings findings) {
        record Limited(IntegrationHealth integration, int maxMs) {}
        var limited = findings.integrations().stream()
                .flatMap(one -> maxP95(findings, one).stream().mapToObj(max -> new Limited(one, max)))
                .toList();
        if (limited.isEmpty()) {
            return Optional.empty();
        }
        var slow = limited.stream()
                .filter(one -> {
                    var times = one.integration().responseTimeMs();
                    return times != null && times.p95() > one.maxMs();
                })
                .map(one -> one.integration().name() + " "
                        + Objects.requireNonNull(one.integration().responseTimeMs())
                                .p95()
                        + " of " + one.maxMs() + " ms")
                .toList();
        var unknown = limited.stream()
                .filter(one -> one.integration().responseTimeMs() == null)
                .map(one -> one.integration().name())
                .toList();
        if (!slow.isEmpty()) {
            return Optional.of(Gate.failed(
                    "p95_latency", "Slower in 95 % of the answers than is allowed: " + String.join(", ", slow) + "."));
        }
        return Optional.of(
                unknown.isEmpty()
                        ? Gate.passed("p95_latency", "95 % of the answers were as fast as is asked for.")
                        : Gate.open(
                                "p95_latency",
                                "Never answered during the session: " + String.join(", ", unknown) + "."));
    }

    private static OptionalInt maxP95(Findings findings, IntegrationHealth integration) {
        var own = scoped(findings, integration).map(ScopedIntegration::maxP95Ms).orElse(OptionalInt.empty());
        return own.isPresent() || !integration.required()
                ? own
                : findings.gates().maxP95Ms();
    }

    private static Optional<ScopedIntegration> scoped(Findings findings, IntegrationHealth integration) {
        return findings.configuration().integrations().stream()
                .filter(scoped -> integration.endpointId() == null
                        ? scoped.label().equals(integration.name())
                        : scoped.means(integration.endpointId(), integration.name()))
                .max(Comparator.comparing(ScopedIntegration::required));
    }

    private static Gate open(Findings findings, FeedbackPriority priority, int allowed) {
        long open = findings.feedback().openByPriority().getOrDefault(priority, 0L);
        return Gate.when(
                open <= allowed,
                "open_" + priority.name().toLowerCase(Locale.ROOT) + "_feedback",
                priority + " feedback still open: " + open + "; allowed: " + allowed + ".");
    }

    private static Gate signOffs(Findings findings) {
        var said = findings.signOffs();
        var rejected = said.stream()
                .filter(word -> word.decision() == Decision.REJECTED)
                .map(word -> word.displayName() + " (seal " + word.sealVersion() + ": " + word.reason() + ")")
                .toList();
        if (!rejected.isEmpty()) {
            return Gate.failed("sign_offs", "Rejected by " + String.join(", ", rejected) + ".");
        }
        var asked = findings.configuration().signOff();
        var spoke = said.stream().map(SignOff::subject).collect(Collectors.toSet());
        var missing = asked.stream().filter(person -> !spoke.contains(person)).toList();
        if (!missing.isEmpty()) {
            return Gate.open("sign_offs", "Not signed off yet: " + String.join(", ", missing) + ".");
        }
        if (said.isEmpty()) {
            return Gate.open("sign_offs", "Nobody has signed off yet.");
        }
        var standing = said.stream()
                .filter(word -> findings.standing().contains(word.sealVersion()))
                .toList();
        var earlier = said.stream().filter(word -> !standing.contains(word)).toList();
        // Where nobody is asked by name, one who has accepted what is known now is enough.
        return standing.isEmpty() || !asked.isEmpty() && !earlier.isEmpty()
                ? Gate.open("sign_offs", "More is known than what was accepted by " + people(earlier) + ".")
                : Gate.passed("sign_offs", "Accepted by " + people(standing) + ".");
    }

    private static String people(List<SignOff> said) {
        return said.stream()
                .map(word -> word.displayName() + " (seal " + word.sealVersion() + ")")
                .collect(Collectors.joining(", "));
    }
}
