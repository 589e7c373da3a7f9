package dev.liverun.session.timeline;

import dev.liverun.events.Event;
import dev.liverun.events.contract.AttachmentAdded;
import dev.liverun.events.contract.FeedbackChanged;
import dev.liverun.events.contract.FeedbackEvent;
import dev.liverun.events.contract.FeedbackFiled;
import dev.liverun.events.contract.FeedbackLinked;
import dev.liverun.events.contract.FeedbackResolved;
import dev.liverun.events.contract.HealthChanged;
import dev.liverun.events.contract.RunCompleted;
import dev.liverun.events.contract.RunSnapshot;
import dev.liverun.events.contract.RunStarted;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.events.contract.TestReclassified;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the timeline says what other services tell. */
final class Wording {

    private Wording() {}

    /** One entry for each session that the event concerns. */
    static Stream<TimelineEntry> entriesFor(Event<?> event) {
        if (event.data() instanceof HealthChanged health) {
            return health.sessionIds().stream().map(session -> healthChanged(session, event, health));
        } else if (event.data() instanceof RunStarted run) {
            return Stream.of(run(event, run.run(), "run.started", run.actor(), "Run started"));
        } else if (event.data() instanceof RunCompleted run) {
            var title = "Run " + run.run().status() + totals(run.run());
            return Stream.of(run(event, run.run(), "run.completed", run.actor(), title));
        } else if (event.data() instanceof TestCompleted test) {
            return Stream.of(testCompleted(event, test));
        } else if (event.data() instanceof TestReclassified judged) {
            return Stream.of(testReclassified(event, judged));
        } else if (event.data() instanceof FeedbackEvent feedback) {
            return Stream.of(feedback(event, feedback));
        }
        throw new IllegalArgumentException("not told on timelines: " + event.type());
    }

    private static TimelineEntry healthChanged(UUID session, Event<?> event, HealthChanged health) {
        var title = health.endpointName()
                + (health.from() == null ? " is " : " turned from " + health.from() + " to ")
                + health.to() + ": " + health.reason();
        var data = data("endpoint_id", health.endpointId(), "endpoint_name", health.endpointName());
        put(data, "from", health.from());
        put(data, "to", health.to());
        put(data, "reason", health.reason());
        put(data, "since", health.since());
        return new TimelineEntry(session, TimelineKind.HEALTH, "health.changed", event.time(), null, title, data);
    }

    private static TimelineEntry run(Event<?> event, RunSnapshot run, String type, String actor, String title) {
        var data = data("run_id", run.id(), "status", run.status());
        run.totals().forEach((status, count) -> data.put(status.name().toLowerCase(java.util.Locale.ROOT), count));
        return new TimelineEntry(run.sessionId(), TimelineKind.TEST, type, event.time(), actor, title, data);
    }

    private static String totals(RunSnapshot run) {
        return run.totals().isEmpty()
                ? ""
                : run.totals().entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ", ": ", ""));
    }

    private static TimelineEntry testCompleted(Event<?> event, TestCompleted test) {
        var title = "Test " + test.testName() + " on " + test.endpointName() + " " + test.status()
                + (test.failureClass() == null ? "" : " (" + test.failureClass() + ")")
                + (test.failureReason() == null ? "" : ": " + test.failureReason());
        var data = data("result_id", test.id(), "test_name", test.testName());
        put(data, "endpoint_id", test.endpointId());
        put(data, "endpoint_name", test.endpointName());
        put(data, "run_id", test.runId());
        put(data, "status", test.status());
        put(data, "failure_class", test.failureClass());
        data.put("duration_ms", test.durationMs());
        return new TimelineEntry(
                test.sessionId(), TimelineKind.TEST, "test.completed", event.time(), null, title, data);
    }

    private static TimelineEntry testReclassified(Event<?> event, TestReclassified judged) {
        var title = "Failure of " + judged.testName() + " on " + judged.endpointName() + " is "
                + (judged.failureClass() == null ? "of no class" : judged.failureClass())
                + (judged.failureReason() == null ? "" : ": " + judged.failureReason());
        var data = data("result_id", judged.resultId(), "test_name", judged.testName());
        put(data, "endpoint_id", judged.endpointId());
        put(data, "endpoint_name", judged.endpointName());
        put(data, "run_id", judged.runId());
        put(data, "failure_class", judged.failureClass());
        return new TimelineEntry(
                judged.sessionId(), TimelineKind.TEST, "test.reclassified", event.time(), judged.actor(), title, data);
    }

    private static TimelineEntry feedback(Event<?> event, FeedbackEvent told) {
        var report = told.feedback();
        var data = data("feedback_id", report.id(), "title", report.title());
        put(data, "category", report.category());
        put(data, "priority", report.priority());
        put(data, "status", report.status());
        put(data, "result_id", report.resultId());
        put(data, "endpoint_id", report.endpointId());
        if (report.githubIssueNumber() != null) {
            data.put("github_issue_number", report.githubIssueNumber());
        }
        put(data, "github_issue_url", report.githubIssueUrl());
        return new TimelineEntry(
                report.sessionId(),
                TimelineKind.FEEDBACK,
                typeOf(told),
                event.time(),
                actorOf(told),
                titleOf(told),
                data);
    }

    private static String typeOf(FeedbackEvent told) {
        if (told instanceof FeedbackFiled) {
            return "feedback.filed";
        } else if (told instanceof FeedbackLinked) {
            return "feedback.linked";
        } else if (told instanceof FeedbackResolved) {
            return "feedback.resolved";
        } else if (told instanceof AttachmentAdded) {
            return "attachment.added";
        }
        return "feedback.changed";
    }

    private static String titleOf(FeedbackEvent told) {
        var report = told.feedback();
        if (told instanceof FeedbackFiled) {
            return report.priority() + " feedback: " + report.title();
        } else if (told instanceof FeedbackLinked) {
            return "GitHub issue #" + report.githubIssueNumber() + " for: " + report.title();
        } else if (told instanceof FeedbackResolved) {
            return "Feedback " + report.status() + ": " + report.title();
        } else if (told instanceof AttachmentAdded added) {
            return "Attached " + added.attachment().filename() + " to: " + report.title();
        } else if (told instanceof FeedbackChanged changed) {
            return (report.withdrawn()
                            ? "Feedback withdrawn: "
                            : "Feedback changed (" + String.join(", ", changed.changed()) + "): ")
                    + report.title();
        }
        throw new IllegalArgumentException("not told on timelines: " + told.getClass());
    }

    private static @Nullable String actorOf(FeedbackEvent told) {
        if (told instanceof FeedbackFiled filed) {
            return filed.actor();
        } else if (told instanceof FeedbackResolved resolved) {
            return resolved.actor();
        } else if (told instanceof AttachmentAdded added) {
            return added.actor();
        } else if (told instanceof FeedbackChanged changed) {
            return changed.actor();
        }
        return null;
    }

    private static Map<String, Object> data(String key, Object value, String secondKey, Object secondValue) {
        var data = new LinkedHashMap<String, Object>();
        put(data, key, value);
        put(data, secondKey, secondValue);
        return data;
    }

    /** JSON knows text, not ids, times and enums. */
    private static void put(Map<String, Object> data, String key, @Nullable Object value) {
        if (value != null) {
            data.put(key, value.toString());
        }
    }
}
