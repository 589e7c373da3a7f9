package dev.liverun.runner.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.runner.workflow.StepKind;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalsTest {

    @Test
    void nothingThatIsNotSaidIsApproved() {
        var approvals = Approvals.of(Map.of());

        assertThat(approvals.refusal(StepKind.READ)).isEmpty();
        assertThat(approvals.refusal(StepKind.WRITE)).isPresent();
        assertThat(approvals.refusal(StepKind.MONEY)).isPresent();
    }

    @Test
    void writingDoesNotApproveSpending() {
        var approvals = Approvals.of(Map.of("approvals", Map.of("write", true)));

        assertThat(approvals.refusal(StepKind.WRITE)).isEmpty();
        assertThat(approvals.refusal(StepKind.MONEY)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"10, 10, true", "10, 10.000000000000000000000000001, false", "0.1, 0.10, true", "x, 0.01, false"})
    void theLimitIsExact(String limit, String amount, boolean approved) {
        var approvals = Approvals.of(Map.of("approvals", Map.of("money", true, "max_step_amount", limit)));

        var refusal = approvals.refusal(StepKind.MONEY, Optional.of(new BigDecimal(amount)));

        assertThat(refusal.isEmpty()).isEqualTo(approved);
    }
}
