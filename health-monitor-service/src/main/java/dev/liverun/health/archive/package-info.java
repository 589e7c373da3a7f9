/** Checks beyond the latest thousand of an endpoint, in compressed files. */
@NullMarked
package dev.liverun.health.archive;

import org.jspecify.annotations.NullMarked;
