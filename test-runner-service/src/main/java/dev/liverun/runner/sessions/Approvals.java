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
 * @param maxStepAmount the most that one money step may spend, in the unit that it names
 * @param total what all money steps of the session may spend together, per unit
 * @param perDay the same, in one day (UTC)
 */
public record Approvals(boolean write, boolean money, Optional<BigDecimal> maxStepAmount, Limit total, Limit perDay) {

    /** How many money steps, and how much of each unit; empty: no limit. */
    public record Limit(Optional<BigDecimal> steps, Optional<BigDecimal> amount) {

        /** None. */
        public static final Limit NONE = new Limit(Optional.empty(), Optional.empty());
    }

    private static final Approvals NOTHING = new Approvals(false, false, Optional.empty(), Limit.NONE, Limit.NONE);

    static Approvals of(Map<String, Object> configuration) {
        if (!(configuration.get("approvals") instanceof Map<?, ?> approvals)) {
            return NOTHING;
        }
        return new Approvals(
                Boolean.TRUE.equals(approvals.get("write")),
                Boolean.TRUE.equals(approvals.get("money")),
                number(approvals.get("max_step_amount")),
                new Limit(number(approvals.get("max_count")), number(approvals.get("max_amount"))),
                new Limit(number(approvals.get("max_count_per_day")), number(approvals.get("max_amount_per_day"))));
    }

    /** A limit that cannot be read allows nothing rather than everything. */
    private static Optional<BigDecimal> number(@Nullable Object limit) {
        if (limit == null) {
            return Optional.empty();
        }
        BigDecimal number = Functions.decimalOrNull(limit);
        return Optional.of(number == null ? BigDecimal.ZERO : number);
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
        if (refused.isPresent() || amount.isEmpty() || maxStepAmount.isEmpty()) {
            return refused;
        }
        return amount.get().compareTo(maxStepAmount.get()) <= 0
                ? Optional.empty()
                : Optional.of("The amount " + amount.get().toPlainString() + " is above the session's limit of "
                        + maxStepAmount.get().toPlainString()
                        + " for one step (configuration: approvals.max_step_amount).");
    }
}
