/** What results of the same test say together: flakiness, and what changed between two runs or sessions. */
@NullMarked
package dev.liverun.runner.history;

import org.jspecify.annotations.NullMarked;
