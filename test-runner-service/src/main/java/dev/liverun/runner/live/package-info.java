/** Runs as they go on, told to whoever follows them. */
@NullMarked
package dev.liverun.runner.live;

import org.jspecify.annotations.NullMarked;
