/** Summary, verdict and report of a session, all from one evidence. */
@NullMarked
package dev.liverun.session.report;

import org.jspecify.annotations.NullMarked;
