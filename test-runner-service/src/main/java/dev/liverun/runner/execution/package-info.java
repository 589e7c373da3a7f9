/** Carries out runs and their tests, keeps their leases, takes over those that were lost. */
@NullMarked
package dev.liverun.runner.execution;

import org.jspecify.annotations.NullMarked;
