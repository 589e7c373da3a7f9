/** What of a report may become public, and in what form. */
@NullMarked
package dev.liverun.feedback.publicity;

import org.jspecify.annotations.NullMarked;
