/** What GitHub tells us. */
@NullMarked
package dev.liverun.feedback.github.webhooks;

import org.jspecify.annotations.NullMarked;
