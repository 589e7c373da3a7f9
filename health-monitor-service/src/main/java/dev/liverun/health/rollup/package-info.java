/** Counts and response times per minute, hour and day, written beside the checks. */
@NullMarked
package dev.liverun.health.rollup;

import org.jspecify.annotations.NullMarked;
