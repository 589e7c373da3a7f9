/** Finding reports, counting them, and keeping searches. */
@NullMarked
package dev.liverun.feedback.search;

import org.jspecify.annotations.NullMarked;
