/** What the gateway tells about itself: log lines, correlation ids, metrics. */
@NullMarked
package dev.liverun.gateway.observe;

import org.jspecify.annotations.NullMarked;
