/** The one pipeline that turns every failure into an RFC 9457 problem document. */
@NullMarked
package dev.liverun.api.errors;

import org.jspecify.annotations.NullMarked;
