/** Health of a session's integrations: the views, and the pause when a required one is down. */
@NullMarked
package dev.liverun.session.health;

import org.jspecify.annotations.NullMarked;
