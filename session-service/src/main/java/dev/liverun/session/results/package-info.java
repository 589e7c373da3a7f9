/** Runs and test results of a session: the views. */
@NullMarked
package dev.liverun.session.results;

import org.jspecify.annotations.NullMarked;
