/** What may become public, and what is held back until somebody consents. */
@NullMarked
package dev.liverun.feedback.github.publishing;

import org.jspecify.annotations.NullMarked;
