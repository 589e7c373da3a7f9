/** A run under way: its row, the replica that holds it, what its tests are at. */
@NullMarked
package dev.liverun.runner.running;

import org.jspecify.annotations.NullMarked;
