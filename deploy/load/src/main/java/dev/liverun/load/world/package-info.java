/** What a packaged service needs around it to be measured as a process, and what is asked of that process. */
@NullMarked
package dev.liverun.load.world;

import org.jspecify.annotations.NullMarked;
