/** Changes of the confirmed status, each with what led to it. */
@NullMarked
package dev.liverun.health.transition;

import org.jspecify.annotations.NullMarked;
