/** Integration endpoints: registered, changed, removed. */
@NullMarked
package dev.liverun.health.endpoint;

import org.jspecify.annotations.NullMarked;
