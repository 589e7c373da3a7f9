/** What feedback-service costs: filing, search, uploads. It runs as a process of its own, as it is packaged. */
@NullMarked
package dev.liverun.load.feedback;

import org.jspecify.annotations.NullMarked;
