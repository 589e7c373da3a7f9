package dev.liverun.session.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.session.support.Pdf;
import java.util.List;
import org.junit.jupiter.api.Test;

class PdfPageTest {

    @Test
    void whatTheFontLacksIsSeenToBeMissingAndSaidAtTheEnd() throws Exception {
        var page = new PdfPage("report", "foot");
        page.title("支払い 🚀", "below");
        page.verdict("NOT READY", "bad", List.of("Planned and not run: अ, دفع."));
        page.table(List.of("Test"), new float[] {1}, List.of(List.of("付 refund")));

        assertThat(Pdf.text(page.finish()))
                .contains(
                        "\u25A1\u25A1\u25A1 \u25A1",
                        "Planned and not run: \u25A1, \u25A1\u25A1\u25A1.",
                        "\u25A1 refund")
                .contains("this font lacks: 9 in all. The HTML report shows them.");
    }

    @Test
    void whatTheFontHasStaysAndNothingIsSaid() throws Exception {
        var page = new PdfPage("report", "foot");
        page.text("Überweisung Žiža Платёж Πληρωμή – 5 € … ok\u200B\uFE0F\n• done");

        assertThat(Pdf.text(page.finish()))
                .contains("Überweisung Žiža Платёж Πληρωμή – 5 € … ok", "• done")
                .doesNotContain("\u25A1", "lacks");
    }
}
