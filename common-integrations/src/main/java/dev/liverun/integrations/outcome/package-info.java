/** What became of a call: an answer or a failure, with every attempt, its phases and their durations. */
@NullMarked
package dev.liverun.integrations.outcome;

import org.jspecify.annotations.NullMarked;
