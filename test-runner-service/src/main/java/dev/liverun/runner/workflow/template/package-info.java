/** Text and values with <code>${…}</code> in them: parsed once, evaluated for each use. */
@NullMarked
package dev.liverun.runner.workflow.template;

import org.jspecify.annotations.NullMarked;
