/**
 * Executes workflows: step by step, asynchronously, without a framework and without a database. What it needs from
 * outside stands in {@link dev.liverun.runner.engine.Surroundings}; what it gives is an
 * {@link dev.liverun.runner.engine.ExecutionReport}.
 */
@NullMarked
package dev.liverun.runner.engine;

import org.jspecify.annotations.NullMarked;
