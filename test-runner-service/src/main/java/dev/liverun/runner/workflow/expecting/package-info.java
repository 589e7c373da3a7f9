/** What a workflow expects of an answer, and what it keeps of it. */
@NullMarked
package dev.liverun.runner.workflow.expecting;

import org.jspecify.annotations.NullMarked;
