/** What a session is configured to do, and the published schema of it. */
@NullMarked
package dev.liverun.session.configuration;

import org.jspecify.annotations.NullMarked;
