/** Takes secrets out of what is recorded, before it is stored. */
@NullMarked
package dev.liverun.integrations.redaction;

import org.jspecify.annotations.NullMarked;
