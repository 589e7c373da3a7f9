/** What people and timers do with sessions: create, change, and take them through their states. */
@NullMarked
package dev.liverun.session.sessions;

import org.jspecify.annotations.NullMarked;
