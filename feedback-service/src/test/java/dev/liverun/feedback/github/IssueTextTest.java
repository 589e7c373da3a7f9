package dev.liverun.feedback.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.feedback.publicity.PublicText;
import dev.liverun.feedback.reports.Reports;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class IssueTextTest {

    private final Marker marker = new Marker("here", "key");

    @Test
    void theBodyTellsWhoReportedWhatAndEndsWithTheMarker() {
        var report = Reports.report("title", "first\nsecond", Clock.systemUTC());

        assertThat(IssueText.body(report, marker))
                .startsWith("> first\n> second\n\n- **Reported by:** ada\n")
                .endsWith(marker.of(report.id()) + "\n");
    }

    @Test
    void theLongestReportIsCutToWhatGitHubTakesAndKeepsItsMarker() {
        var report = Reports.extensive("&".repeat(20_000), Clock.systemUTC());

        var body = IssueText.body(report, marker);

        assertThat(body).hasSizeBetween(65_000, PublicText.MAX_BODY).contains("cut here");
        assertThat(marker.in(body)).contains(report.id());
    }

    @Test
    void theDescriptionCannotCarryAMarker() {
        var other = Reports.report("other", "text", Clock.systemUTC());
        var report = Reports.report("title", marker.of(other.id()), Clock.systemUTC());

        assertThat(marker.in(IssueText.body(report, marker))).contains(report.id());
    }

    @Test
    void labelsNameCategoryAndPriority() {
        assertThat(IssueText.labels(Reports.report("title", "text", Clock.systemUTC())))
                .containsExactly("liverun", "category:ux", "priority:medium");
    }
}
