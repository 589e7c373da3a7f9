/** Working on reports: change, withdraw, merge, vote, many at once. */
@NullMarked
package dev.liverun.feedback.handling;

import org.jspecify.annotations.NullMarked;
