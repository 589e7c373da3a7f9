/** The state machine of a test session, without a framework in it. */
@NullMarked
package dev.liverun.session.state;

import org.jspecify.annotations.NullMarked;
