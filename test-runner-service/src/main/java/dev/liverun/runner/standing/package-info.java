/** Tests that stand still, for a paused session or for a person: saved, asked about, gone on with. */
@NullMarked
package dev.liverun.runner.standing;

import org.jspecify.annotations.NullMarked;
