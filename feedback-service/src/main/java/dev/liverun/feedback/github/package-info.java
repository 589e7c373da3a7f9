/** The GitHub issue of a report: one, whatever fails in between; and both kept together. */
@NullMarked
package dev.liverun.feedback.github;

import org.jspecify.annotations.NullMarked;
