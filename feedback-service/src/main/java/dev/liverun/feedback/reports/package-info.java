/** Feedback reports: what testers found. */
@NullMarked
package dev.liverun.feedback.reports;

import org.jspecify.annotations.NullMarked;
