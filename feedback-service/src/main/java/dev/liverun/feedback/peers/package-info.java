/** Asking the owner of something that is not known here yet. */
@NullMarked
package dev.liverun.feedback.peers;

import org.jspecify.annotations.NullMarked;
