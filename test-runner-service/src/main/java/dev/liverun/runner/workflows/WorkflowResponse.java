package dev.liverun.runner.workflows;

import dev.liverun.api.conditional.Versioned;
import dev.liverun.runner.workflow.StepKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workflow, as callers see it.
 *
 * @param kind what it can do at most to the world outside
 * @param destructive whether each run needs a confirmation of its own
 */
public record WorkflowResponse(
        UUID id,
        String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable String integration,
        StepKind kind,
        boolean destructive,
        String document,
        WorkflowOrigin origin,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long version)
        implements Versioned {

    static WorkflowResponse of(Workflow workflow) {
        return new WorkflowResponse(
                workflow.id(),
                workflow.name(),
                workflow.title(),
                workflow.description(),
                workflow.integration(),
                workflow.kind(),
                workflow.destructive(),
                workflow.document(),
                workflow.origin(),
                workflow.createdBy(),
                workflow.createdAt(),
                workflow.updatedAt(),
                workflow.version());
    }
}
