/** What happened in a session, in one order that every replica agrees on. */
@NullMarked
package dev.liverun.session.timeline;

import org.jspecify.annotations.NullMarked;
