/** What both sides changed differently, until somebody decides. */
@NullMarked
package dev.liverun.feedback.github.conflicts;

import org.jspecify.annotations.NullMarked;
