package dev.liverun.health.check;

import dev.liverun.integrations.outcome.Attempt;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.CallOutcome.Reached;
import dev.liverun.integrations.outcome.PhaseTimings;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is kept of a check beside the specification's columns. */
final class CheckMetadata {

    private static final int MOST_ADDRESSES = 20;

    private CheckMetadata() {}

    static Map<String, Object> of(CallOutcome outcome, Reason reason) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("reason", reason.name());
        metadata.put("attempts", outcome.attempts().size());
        if (outcome.attempts().size() > 1) {
            metadata.put(
                    "earlier_attempts",
                    outcome.attempts().subList(0, outcome.attempts().size() - 1).stream()
                            .map(CheckMetadata::attempt)
                            .toList());
        }
        if (outcome instanceof Answered answer) {
            metadata.put("http_version", answer.httpVersion());
            if (answer.status() < 100 || answer.status() > 599) {
                metadata.put("raw_status_code", answer.status());
            }
            if (!answer.redirects().isEmpty()) {
                metadata.put("redirects", answer.redirects().size());
            }
        } else if (outcome instanceof Failed failure) {
            metadata.put("failed_phase", failure.phase().name());
        } else if (outcome instanceof Reached reached && !reached.addresses().isEmpty()) {
            metadata.put(
                    "addresses",
                    reached.addresses().stream().limit(MOST_ADDRESSES).toList());
        }
        if (!outcome.timings().equals(PhaseTimings.NONE)) {
            metadata.put("timings_us", timings(outcome.timings()));
        }
        outcome.throttle()
                .ifPresent(throttle ->
                        metadata.put("paused_until", throttle.pausedUntil().toString()));
        outcome.tls()
                .ifPresent(tls ->
                        metadata.put("certificate_not_after", tls.notAfter().toString()));
        return metadata;
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        var said = new LinkedHashMap<String, Object>();
        attempt.status().ifPresent(status -> said.put("status_code", status));
        attempt.failure().ifPresent(kind -> said.put("failure", kind.name()));
        said.put("phase", attempt.phase().name());
        said.put("total_us", attempt.timings().totalMicros());
        return said;
    }

    private static Map<String, Object> timings(PhaseTimings timings) {
        var micros = new LinkedHashMap<String, Object>();
        micros.put("queue", timings.queueMicros());
        micros.put("auth", timings.authMicros());
        micros.put("dns", timings.dnsMicros());
        micros.put("connect", timings.connectMicros());
        micros.put("tls", timings.tlsMicros());
        micros.put("first_byte", timings.firstByteMicros());
        micros.put("transfer", timings.transferMicros());
        micros.put("total", timings.totalMicros());
        micros.put("reused", timings.reused());
        return micros;
    }
}
