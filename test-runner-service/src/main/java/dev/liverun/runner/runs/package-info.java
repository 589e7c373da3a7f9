/** Runs: several tests in a session, executed by the replica that holds the run's lease. */
@NullMarked
package dev.liverun.runner.runs;

import org.jspecify.annotations.NullMarked;
