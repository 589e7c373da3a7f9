/** Reporting what was found. */
@NullMarked
package dev.liverun.feedback.filing;

import org.jspecify.annotations.NullMarked;
