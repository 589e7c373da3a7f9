/** What Prometheus sees of single endpoints. */
@NullMarked
package dev.liverun.health.gauge;

import org.jspecify.annotations.NullMarked;
