/** From a YAML document to a workflow, or to findings that name line, column and what was expected. */
@NullMarked
package dev.liverun.runner.workflow.reading;

import org.jspecify.annotations.NullMarked;
