/** What session-service costs: starts, views, readers of its stream, summaries, exports. It runs as a process of its own, as it is packaged. */
@NullMarked
package dev.liverun.load.session;

import org.jspecify.annotations.NullMarked;
