package dev.liverun.runner.workflows;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A workflow to be kept.
 *
 * @param document YAML, as {@code GET /workflows/schema} describes it; its name is the workflow's
 */
public record WorkflowRequest(@NotBlank @Size(max = 262_144) String document) {}
