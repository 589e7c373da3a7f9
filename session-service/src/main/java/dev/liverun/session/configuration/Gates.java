package dev.liverun.session.configuration;

import java.math.BigDecimal;

/**
 * What the verdict READY asks for.
 *
 * @param minProductPassRate of the results that say something about the product, the share that must have passed, 0–1
 * @param minUptime the share of checks that each required integration must have passed, 0–1
 * @param maxOpenCritical how many CRITICAL feedback reports may be open
 */
public record Gates(BigDecimal minProductPassRate, BigDecimal minUptime, int maxOpenCritical) {}
