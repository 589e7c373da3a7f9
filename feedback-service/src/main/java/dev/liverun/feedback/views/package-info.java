/** What other services told us: sessions, recent results, current health. */
@NullMarked
package dev.liverun.feedback.views;

import org.jspecify.annotations.NullMarked;
