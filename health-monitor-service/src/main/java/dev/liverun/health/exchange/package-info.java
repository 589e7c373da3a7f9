/** Endpoints as a YAML document: out, and in again, with what would change shown first. */
@NullMarked
package dev.liverun.health.exchange;

import org.jspecify.annotations.NullMarked;
