/** The aggregate: a test session, what changes it, and the rules it keeps. */
@NullMarked
package dev.liverun.session.lifecycle;

import org.jspecify.annotations.NullMarked;
