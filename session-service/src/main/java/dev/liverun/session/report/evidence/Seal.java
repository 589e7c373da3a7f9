package dev.liverun.session.report.evidence;

import dev.liverun.session.report.Verdict;
import java.time.Instant;

/**
 * Evidence that was put under seal after the session had ended. What comes later is in the next seal.
 *
 * @param version counts from 1
 * @param sha256 over the evidence, in hexadecimal
 */
public record Seal(int version, Instant sealedAt, String sha256, Verdict.Outcome verdict) {}
