package dev.liverun.runner.spend;

import dev.liverun.runner.sessions.Approvals.Limit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The limits that a money step has to keep, and how much of each is used. Plain arithmetic. */
final class Budgets {

    private Budgets() {}

    /**
     * A limit.
     *
     * @param scope the key of its sums
     * @param name for people, e.g. {@code the session's limit}
     * @param setting where it is said
     */
    record Budget(String scope, String name, String setting, Limit limit) {}

    /** What was spent under a scope. */
    record Used(long steps, BigDecimal amount) {}

    /** Why a further step must not be taken; the first limit that it would break. */
    static Optional<String> refusal(List<Budget> budgets, List<Used> used, BigDecimal amount, String unit) {
        for (int i = 0; i < budgets.size(); i++) {
            Budget budget = budgets.get(i);
            Used sum = used.get(i);
            Optional<BigDecimal> most = budget.limit().amount();
            if (most.isPresent() && sum.amount().add(amount).compareTo(most.get()) > 0) {
                return Optional.of("The amount " + amount.toPlainString() + " " + unit + " is above "
                        + budget.name() + " of " + most.get().toPlainString() + ", of which "
                        + sum.amount().toPlainString() + " are spent (" + budget.setting() + "amount).");
            }
            Optional<BigDecimal> steps = budget.limit().steps();
            if (steps.isPresent() && BigDecimal.valueOf(sum.steps() + 1).compareTo(steps.get()) > 0) {
                return Optional.of("A further money step is above " + budget.name() + " of "
                        + steps.get().toPlainString() + " (" + budget.setting() + "count).");
            }
        }
        return Optional.empty();
    }
}
