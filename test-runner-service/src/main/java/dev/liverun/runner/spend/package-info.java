/** What money steps spend, and the limits that hold for it. Exact decimals throughout. */
@NullMarked
package dev.liverun.runner.spend;

import org.jspecify.annotations.NullMarked;
