/** The GitHub issue of a report: one, whatever fails in between. The only package that knows the GitHub client. */
@NullMarked
package dev.liverun.feedback.github;

import org.jspecify.annotations.NullMarked;
