/** Checks that somebody else made, from somewhere else. */
@NullMarked
package dev.liverun.health.probe;

import org.jspecify.annotations.NullMarked;
