/** The append-only record of who changed what, when and why. */
@NullMarked
package dev.liverun.api.audit;

import org.jspecify.annotations.NullMarked;
