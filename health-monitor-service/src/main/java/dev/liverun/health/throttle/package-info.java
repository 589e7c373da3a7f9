/** Endpoints that asked to be left alone: told to the other services, and learnt from them. */
@NullMarked
package dev.liverun.health.throttle;

import org.jspecify.annotations.NullMarked;
