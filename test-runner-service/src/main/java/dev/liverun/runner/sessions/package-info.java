/** What this service knows of test sessions: whether tests may run in one, and who may run them. */
@NullMarked
package dev.liverun.runner.sessions;

import org.jspecify.annotations.NullMarked;
