/** What became of a step that changes something: it is noted before, and found out after. */
@NullMarked
package dev.liverun.runner.engine.settling;

import org.jspecify.annotations.NullMarked;
