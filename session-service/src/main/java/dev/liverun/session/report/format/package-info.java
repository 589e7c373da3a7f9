/** The formats of a report, all from one evidence. */
@NullMarked
package dev.liverun.session.report.format;

import org.jspecify.annotations.NullMarked;
