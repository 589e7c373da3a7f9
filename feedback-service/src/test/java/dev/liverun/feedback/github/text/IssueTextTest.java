package dev.liverun.feedback.github.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.feedback.publicity.PublicText;
import dev.liverun.feedback.reports.FeedbackChange;
import dev.liverun.feedback.reports.Reports;
import dev.liverun.feedback.reports.Timings;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IssueTextTest {

    private final Marker marker = new Marker("here", "key");

    @Test
    void theBodyTellsWhoReportedWhatAndEndsWithTheMarker() {
        var report = Reports.report("title", "first\nsecond", Clock.systemUTC());

        assertThat(IssueText.body(report, marker, null, Optional.of(URI.create("https://liverun.test/feedback/1"))))
                .startsWith(
                        "<!-- liverun:description -->\n> first\n> second\n<!-- /liverun:description -->\n\n- **Reported by:** ada\n")
                .endsWith(marker.of(report.id()) + "\n");
    }

    @Test
    void theLongestReportIsCutToWhatGitHubTakesAndKeepsItsMarker() {
        var report = Reports.extensive("&".repeat(20_000), Clock.systemUTC());

        var body = IssueText.body(report, marker, null, Optional.of(URI.create("https://liverun.test/feedback/1")));

        assertThat(body)
                .hasSizeBetween(65_000, PublicText.MAX_BODY)
                .contains("cut here: the whole text is in Liverun: https://liverun.test/feedback/1");
        assertThat(IssueText.description(body)).isNull();
        assertThat(marker.in(body)).contains(report.id());
    }

    @Test
    void theDescriptionCannotCarryAMarker() {
        var other = Reports.report("other", "text", Clock.systemUTC());
        var report = Reports.report("title", marker.of(other.id()), Clock.systemUTC());

        assertThat(marker.in(IssueText.body(
                        report, marker, null, Optional.of(URI.create("https://liverun.test/feedback/1")))))
                .contains(report.id());
    }

    @Test
    void theDescriptionComesBackAsItWasAndAsSomebodyChangedIt() {
        var text = "See #1, @ada: <b>1 & 2</b>\n\n```\ncode\n```";
        var body = IssueText.body(Reports.report("title", text, Clock.systemUTC()), marker, null, Optional.empty());

        assertThat(IssueText.description(body)).isEqualTo(text);
        assertThat(IssueText.description(
                        body.replace("> code", "> better\n\nadded").replace("\n", "\r\n")))
                .isEqualTo(text.replace("code", "better\n\nadded"));
        assertThat(IssueText.description("rewritten")).isNull();
        assertThat(IssueText.description(null)).isNull();
    }

    @Test
    void aTemplateStandsAround() {
        var report = Reports.report("title", "{details} {description}", Clock.systemUTC());

        assertThat(IssueText.body(report, marker, "# Team A\n{description}\n---\n{details}", Optional.empty()))
                .startsWith("# Team A\n<!-- liverun:description -->\n> {details} {description}\n<!-- /liverun")
                .contains("-->\n---\n- **Reported by:** ada\n");
    }

    @Test
    void onlyWhoIsKnownOnGitHubIsNamedThereAndWhoeverIsThereAnywayIsNot() {
        var people = new People(Map.of("ada", "ada-l", "bob", "bob-b"));
        var report = Reports.report("title", "text", Clock.systemUTC());
        assertThat(Fields.of(report, List.of(), people).assignee()).isEmpty();
        report.change(FeedbackChange.ofAssignee("ada"), Timings.at(Clock.systemUTC()), "ada");

        assertThat(Fields.of(report, List.of(), people).assignee()).isEqualTo("ada");
        assertThat(Fields.of(report, List.of("ada-l"), people).assignee()).isEmpty();
        assertThat(Fields.of(report, List.of(), new People(Map.of())).assignee())
                .isNull();
        assertThat(Fields.assignees("ada", List.of("lead"), List.of("Bob-B", "stranger"), people))
                .containsExactly("ada-l", "lead", "stranger");
    }

    @Test
    void labelsNameCategoryAndPriority() {
        assertThat(Fields.labels(
                        Fields.of(Reports.report("title", "text", Clock.systemUTC()), List.of(), new People(Map.of())),
                        List.of("team-a"),
                        List.of("x,y", "priority:low")))
                .containsExactly("category:ux", "liverun", "priority:medium", "team-a", "x,y");
    }
}
