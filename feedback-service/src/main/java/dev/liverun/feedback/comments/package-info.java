/** What people say about a report. */
@NullMarked
package dev.liverun.feedback.comments;

import org.jspecify.annotations.NullMarked;
