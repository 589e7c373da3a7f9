/** How endpoints did over a time: trends, and service levels by month. */
@NullMarked
package dev.liverun.health.trend;

import org.jspecify.annotations.NullMarked;
