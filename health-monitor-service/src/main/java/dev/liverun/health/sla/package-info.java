/** Service levels: how each endpoint did in a month. */
@NullMarked
package dev.liverun.health.sla;

import org.jspecify.annotations.NullMarked;
