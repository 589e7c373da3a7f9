/** Runs and results as people start, see and end them. */
@NullMarked
package dev.liverun.runner.runs;

import org.jspecify.annotations.NullMarked;
