/** A report as an issue, and what an issue says of a report. */
@NullMarked
package dev.liverun.feedback.github.text;

import org.jspecify.annotations.NullMarked;
