/** When endpoints are checked, by which replica, and how finished checks are recorded. */
@NullMarked
package dev.liverun.health.schedule;

import org.jspecify.annotations.NullMarked;
