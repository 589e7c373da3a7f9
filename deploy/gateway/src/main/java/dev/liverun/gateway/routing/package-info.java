/** Which path belongs to which service, and where that service is. */
@NullMarked
package dev.liverun.gateway.routing;

import org.jspecify.annotations.NullMarked;
