package dev.liverun.session.report;

import java.time.Instant;

/**
 * A report, as JSON.
 *
 * @param sha256 of the evidence's JSON with sorted keys and without spaces
 */
public record Report(Instant generatedAt, String sha256, Evidence evidence) {}
