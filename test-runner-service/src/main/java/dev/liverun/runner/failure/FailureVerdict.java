package dev.liverun.runner.failure;

import dev.liverun.events.contract.FailureClass;
import java.util.Map;

/**
 * Who is at fault, and why we think so.
 *
 * @param rule the id of the rule that decided; stable, shown to people
 * @param reason its sentence
 * @param evidence what it was decided on, as JSON values; not redacted yet
 */
public record FailureVerdict(FailureClass failureClass, String rule, String reason, Map<String, Object> evidence) {}
