/** Small things that operators keep, each with a version that counts its changes. */
@NullMarked
package dev.liverun.health.versioned;

import org.jspecify.annotations.NullMarked;
