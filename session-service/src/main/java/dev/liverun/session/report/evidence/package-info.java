/** What a report shows, whatever its format: collected at one moment, hashed, and sealed when the session has ended. */
@NullMarked
package dev.liverun.session.report.evidence;

import org.jspecify.annotations.NullMarked;
