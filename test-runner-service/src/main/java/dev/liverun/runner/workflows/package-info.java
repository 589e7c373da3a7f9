/** The workflows that can be run: the catalogue that comes with Liverun, and the testers' own. */
@NullMarked
package dev.liverun.runner.workflows;

import org.jspecify.annotations.NullMarked;
