/** Configurations that are saved to start sessions from. */
@NullMarked
package dev.liverun.session.templates;

import org.jspecify.annotations.NullMarked;
