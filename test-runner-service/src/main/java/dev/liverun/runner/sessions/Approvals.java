package dev.liverun.runner.sessions;

import dev.liverun.runner.workflow.StepKind;
import dev.liverun.runner.workflow.template.Functions;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session's configuration approves ({@code approvals}). Nothing that is not said is approved.
 *
 * @param maxAmount the largest amount of one step, in the unit that the step names; empty: no limit
 */
public record Approvals(boolean write, boolean money, Optional<BigDecimal> maxAmount) {

    private static final Approvals NONE = new Approvals(false, false, Optional.empty());

    static Approvals of(Map<String, Object> configuration) {
        if (!(configuration.get("approvals") instanceof Map<?, ?> approvals)) {
            return NONE;
        }
        return new Approvals(
                Boolean.TRUE.equals(approvals.get("write")),
                Boolean.TRUE.equals(approvals.get("money")),
                limit(approvals.get("max_amount")));
    }

    /** A limit that cannot be read allows nothing rather than everything. */
    private static Optional<BigDecimal> limit(@Nullable Object maxAmount) {
        if (maxAmount == null) {
            return Optional.empty();
        }
        BigDecimal limit = Functions.decimalOrNull(maxAmount);
        return Optional.of(limit == null ? BigDecimal.ZERO : limit);
    }

    /** Why a step of this kind must not be taken; empty if it may. */
    public Optional<String> refusal(StepKind kind) {
        return switch (kind) {
            case READ -> Optional.empty();
            case WRITE ->
                write
                        ? Optional.empty()
                        : Optional.of("The session does not approve changes (configuration: approvals.write).");
            case MONEY ->
                money
                        ? Optional.empty()
                        : Optional.of("The session does not approve spending (configuration: approvals.money).");
        };
    }

    /** The same, with the amount of a money step. */
    public Optional<String> refusal(StepKind kind, Optional<BigDecimal> amount) {
        Optional<String> refused = refusal(kind);
        if (refused.isPresent() || amount.isEmpty() || maxAmount.isEmpty()) {
            return refused;
        }
        return amount.get().compareTo(maxAmount.get()) <= 0
                ? Optional.empty()
                : Optional.of("The amount " + amount.get().toPlainString() + " is above the session's limit of "
                        + maxAmount.get().toPlainString() + " (configuration: approvals.max_amount).");
    }
}
