/** Getting a report its one issue, and keeping both together. */
@NullMarked
package dev.liverun.feedback.github.sync;

import org.jspecify.annotations.NullMarked;
