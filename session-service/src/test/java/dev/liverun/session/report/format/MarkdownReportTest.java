package dev.liverun.session.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import dev.liverun.session.report.Comparison;
import dev.liverun.session.report.FeedbackSummary;
import dev.liverun.session.report.ResultSummary;
import dev.liverun.session.report.Verdict;
import dev.liverun.session.report.evidence.Evidence;
import dev.liverun.session.report.evidence.Report;
import dev.liverun.session.state.SessionState;
import io.smallrye.mutiny.Multi;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownReportTest {

    private static final String SEAM = "\u200B";

    @ParameterizedTest
    @CsvSource({
        "see www.evil.example, see www~.evil.example",
        "as in GH-12 and gh-7, as in GH-~12 and gh-~7",
        "acme/shop#12, acme/shop#~12",
        "https://evil.example, https:~//evil.example",
        "@everyone, @~everyone",
        "a5c3785ed8d6a35868bc169f07e40e889087fd2e, a5c378~5ed8d6~a35868~bc169f~07e40e~889087~fd2e",
        "commit deadbee is it, commit deadbe~e is it",
        "12345678 ms for 3a1b, 12345678 ms for 3a1b",
        "the facade defacement, the facade defacement"
    })
    void whatGitHubWouldLinkIsBrokenUp(String text, String plain) {
        assertThat(MarkdownReport.plain(text)).isEqualTo(plain.replace("~", SEAM));
    }

    @Test
    void aComparisonOfManyLongNamesStillFitsAComment() {
        var many = IntStream.range(0, 60)
                .mapToObj(i -> new Comparison.Test(i + "<".repeat(300), "banano"))
                .toList();

        var markdown =
                new MarkdownReport().render(report(new Comparison(Ids.next(), Ids.next(), many, many, many, many)));

        assertThat(markdown)
                .hasSizeLessThan(65_536)
                .contains("- Fails anew: 60", "- Did not run: 60\n  - … and 60 more", "SHA-256 over the evidence");
    }

    private static Report report(Comparison comparison) {
        var session = new Evidence.Identity(
                Ids.next(),
                "session",
                null,
                SessionState.COMPLETED,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                0,
                null,
                "ada",
                List.of(),
                Map.of(),
                3);
        var evidence = new Evidence(
                session,
                new Verdict(Verdict.Outcome.READY, true, List.of(), List.of()),
                new ResultSummary(0, Map.of(), Map.of(), null, new ResultSummary.Product(0, 0, 0, null)),
                List.of(),
                new FeedbackSummary(0, 0, Map.of(), Map.of(), Map.of(), List.of()),
                List.of(),
                null,
                comparison,
                List.of());
        return new Report(
                Instant.EPOCH,
                "0".repeat(64),
                null,
                List.of(),
                evidence,
                List.of(),
                Multi.createFrom().empty(),
                () -> {});
    }
}
