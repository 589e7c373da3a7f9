package dev.liverun.session.report;

import dev.liverun.session.health.Rate;
import dev.liverun.session.report.Verdict.Gate;
import dev.liverun.session.results.ResultCount;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What gates ask of the results. */
final class ResultGates {

    private static final int NAMED = 10;

    private ResultGates() {}

    static List<Gate> of(Findings findings) {
        var gates = new ArrayList<Gate>();
        gates.add(product(findings));
        gates.add(plan(findings));
        gates.add(judged(findings.counts()));
        passRate(findings, gates);
        enough(findings, gates);
        classes(findings, gates);
        unclassified(findings, gates);
        newFailures(findings, gates);
        return gates;
    }

    private static Gate product(Findings findings) {
        var rate = findings.results().product().passRate();
        var wanted = findings.gates().minProductPassRate();
        return rate == null
                ? Gate.open("product_pass_rate", "No result says anything about the product.")
                : Gate.when(
                        rate.compareTo(wanted) >= 0,
                        "product_pass_rate",
                        "The product passed " + Rate.percent(rate) + " of what judged it; at least "
                                + Rate.percent(wanted) + " are asked for.");
    }

    private static Gate plan(Findings findings) {
        var plan = findings.configuration().plan();
        var ran = findings.counts().stream()
                .filter(ResultCount::ran)
                .map(ResultCount::testName)
                .collect(Collectors.toSet());
        var missing = plan.stream().filter(test -> !ran.contains(test)).toList();
        if (plan.isEmpty()) {
            return Gate.passed("plan", "No tests were planned by name.");
        }
        return missing.isEmpty()
                ? Gate.passed("plan", "All " + plan.size() + " planned tests ran.")
                : Gate.open("plan", "Planned and not run: " + String.join(", ", missing) + ".");
    }

    /** A test that only ever failed for reasons outside the product leaves open what it would have shown. */
    private static Gate judged(List<ResultCount> counts) {
        record Test(String name, Object endpoint) {}
        var judged = counts.stream()
                .filter(ResultCount::judgesProduct)
                .map(count -> new Test(count.testName(), count.endpointId()))
                .collect(Collectors.toSet());
        var open = counts.stream()
                .filter(count -> count.ran() && !count.judgesProduct())
                .filter(count -> !judged.contains(new Test(count.testName(), count.endpointId())))
                .map(count -> count.testName()
                        + (count.failureClass() == null ? " (ERROR)" : " (" + count.failureClass() + ")"))
                .collect(Collectors.toCollection(TreeSet::new));
        return open.isEmpty()
                ? Gate.passed("judged", "Every test that ran says something about the product.")
                : Gate.open(
                        "judged",
                        "Could not judge the product, for reasons outside of it: " + String.join(", ", open) + ".");
    }

    private static void passRate(Findings findings, List<Gate> gates) {
        var wanted = findings.gates().minPassRate();
        if (wanted == null) {
            return;
        }
        var rate = findings.results().passRate();
        gates.add(
                rate == null
                        ? Gate.open("pass_rate", "No result was carried out.")
                        : Gate.when(
                                rate.compareTo(wanted) >= 0,
                                "pass_rate",
                                "Of all that was carried out " + Rate.percent(rate) + " passed; at least "
                                        + Rate.percent(wanted) + " are asked for."));
    }

    private static void enough(Findings findings, List<Gate> gates) {
        findings.gates().minResults().ifPresent(wanted -> {
            long ran = findings.counts().stream()
                    .filter(ResultCount::ran)
                    .mapToLong(ResultCount::count)
                    .sum();
            var reason = "Results that were carried out: " + ran + "; asked for: at least " + wanted + ".";
            gates.add(ran >= wanted ? Gate.passed("results", reason) : Gate.open("results", reason));
        });
    }

    private static void classes(Findings findings, List<Gate> gates) {
        var byClass = findings.results().byFailureClass();
        findings.gates().maxFailures().forEach((failureClass, allowed) -> {
            long failures = byClass.getOrDefault(failureClass, 0L);
            gates.add(Gate.when(
                    failures <= allowed,
                    "failures_" + failureClass.name().toLowerCase(java.util.Locale.ROOT),
                    "Failures of class " + failureClass + ": " + failures + "; allowed: " + allowed + "."));
        });
    }

    private static void unclassified(Findings findings, List<Gate> gates) {
        findings.gates().maxUnclassifiedFailures().ifPresent(allowed -> {
            long open = findings.counts().stream()
                    .filter(count -> count.failed() && count.failureClass() == null)
                    .mapToLong(ResultCount::count)
                    .sum();
            gates.add(Gate.when(
                    open <= allowed,
                    "unclassified_failures",
                    "Failures of which nobody has said yet who is at fault: " + open + "; allowed: " + allowed + "."));
        });
    }

    private static void newFailures(Findings findings, List<Gate> gates) {
        if (!findings.gates().noNewFailures()) {
            return;
        }
        var comparison = findings.comparison();
        if (comparison == null) {
            gates.add(Gate.open(
                    "new_failures",
                    findings.configuration()
                            .baseline()
                            .map(gone ->
                                    "No new failures are allowed, and the baseline " + gone + " is not there any more.")
                            .orElse("No new failures are allowed, and there is no baseline to compare with.")));
            return;
        }
        var failing = comparison.newlyFailing();
        gates.add(Gate.when(
                failing.isEmpty(),
                "new_failures",
                failing.isEmpty()
                        ? "Nothing fails that did not fail in the baseline."
                        : "Fails and did not in the baseline: "
                                + failing.stream()
                                        .limit(NAMED)
                                        .map(test -> test.testName() + " on " + test.integration())
                                        .collect(Collectors.joining(", "))
                                + (failing.size() > NAMED ? " and " + (failing.size() - NAMED) + " more." : ".")));
    }
}
