/** The status of an endpoint as a picture. */
@NullMarked
package dev.liverun.health.badge;

import org.jspecify.annotations.NullMarked;
