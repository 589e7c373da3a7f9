/** Feedback that was filed in a session, with its GitHub issues: the view. */
@NullMarked
package dev.liverun.session.feedback;

import org.jspecify.annotations.NullMarked;
