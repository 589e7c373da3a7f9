package dev.liverun.api.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormulasTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1+cmd|' /C calc'!A0",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "  =1",
                "\u00a0=1",
                "\u0000=1",
                "＝1",
                "|calc",
                "%0A=1"
            })
    void whatASpreadsheetWouldRunBecomesText(String text) {
        assertThat(Formulas.neutralised(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "pay = refund", "a-b", "42", "'quoted'", "ada@example.com"})
    void otherTextStaysAsItIs(String text) {
        assertThat(Formulas.neutralised(text)).isEqualTo(text);
    }
}
