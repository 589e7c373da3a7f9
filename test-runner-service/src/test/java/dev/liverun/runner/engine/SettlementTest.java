package dev.liverun.runner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.integrations.outcome.FailureKind;
import dev.liverun.integrations.outcome.Phase;
import dev.liverun.runner.engine.settling.Intents.IntentOutcome;
import dev.liverun.runner.engine.settling.Settlement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTest {

    @ParameterizedTest
    @CsvSource({
        "200, DONE",
        "201, DONE",
        "302, DONE",
        "400, NOT_DONE",
        "401, NOT_DONE",
        "409, NOT_DONE",
        "429, NOT_DONE",
        "408, UNKNOWN",
        "500, UNKNOWN",
        "502, UNKNOWN",
        "504, UNKNOWN",
        "100, UNKNOWN",
        "700, UNKNOWN"
    })
    void aStatusSaysWhatBecameOfIt(int status, IntentOutcome expected) {
        assertThat(Settlement.of(Outcomes.statuses(status)).outcome()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT, FIRST_BYTE, UNKNOWN",
        "RESET, TRANSFER, UNKNOWN",
        "TIMEOUT, CONNECT, NOT_DONE",
        "DNS, DNS, NOT_DONE",
        "CREDENTIAL, AUTH, NOT_DONE",
        "HALTED, PREPARE, NOT_DONE",
        "MALFORMED, TRANSFER, UNKNOWN"
    })
    void aFailureIsUnknownOnceItMayHaveBeenReceived(FailureKind kind, Phase phase, IntentOutcome expected) {
        assertThat(Settlement.of(Outcomes.failed(kind, phase)).outcome()).isEqualTo(expected);
    }

    @Test
    void aRefusalOfTheSecondTrySaysNothingAboutTheFirst() {
        assertThat(Settlement.of(Outcomes.statuses(503, 409)).outcome()).isEqualTo(IntentOutcome.UNKNOWN);
        assertThat(Settlement.of(Outcomes.statuses(429, 409)).outcome()).isEqualTo(IntentOutcome.NOT_DONE);
        assertThat(Settlement.of(Outcomes.statuses(503, 201)).outcome()).isEqualTo(IntentOutcome.DONE);
    }
}
