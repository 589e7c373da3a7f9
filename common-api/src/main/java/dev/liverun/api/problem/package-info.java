/** What can be wrong with a request, as exceptions without a framework in them; RFC 9457 names for each. */
@NullMarked
package dev.liverun.api.problem;

import org.jspecify.annotations.NullMarked;
