/** Joining a session, leaving it, and signing it off. */
@NullMarked
package dev.liverun.session.participants;

import org.jspecify.annotations.NullMarked;
