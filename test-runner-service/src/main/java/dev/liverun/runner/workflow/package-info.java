/**
 * What a workflow is: the steps that its document describes, after reading. Plain Java, immutable, without a framework.
 * The document's syntax is the public API ({@code workflow.schema.json}); these classes are not.
 */
@NullMarked
package dev.liverun.runner.workflow;

import org.jspecify.annotations.NullMarked;
