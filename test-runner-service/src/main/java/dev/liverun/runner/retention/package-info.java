/** Forgets results in time. */
@NullMarked
package dev.liverun.runner.retention;

import org.jspecify.annotations.NullMarked;
