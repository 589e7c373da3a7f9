package dev.liverun.feedback.filing;

import dev.liverun.events.contract.FeedbackCategory;
import dev.liverun.feedback.views.KnownResult;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a report as its result would write it. */
final class FailedResult {

    private static final int MAX_TITLE = 200;

    private FailedResult() {}

    static CreateFeedbackRequest report(FromResultRequest request, KnownResult result) {
        return new CreateFeedbackRequest(
                result.sessionId(),
                Objects.requireNonNullElseGet(request.title(), () -> title(result)),
                Objects.requireNonNullElseGet(request.description(), () -> description(result)),
                Objects.requireNonNullElse(request.category(), FeedbackCategory.INTEGRATION),
                request.priority(),
                result.endpointId(),
                result.id(),
                null,
                null,
                null);
    }

    private static String title(KnownResult result) {
        var title = result.testName() + " on " + result.endpointName() + ": " + result.status()
                + (result.failureClass() == null ? "" : " (" + result.failureClass() + ")");
        return title.length() <= MAX_TITLE ? title : title.substring(0, MAX_TITLE - 1) + "…";
    }

    private static String description(KnownResult result) {
        var text = new StringBuilder(
                "Test " + result.testName() + " on " + result.endpointName() + " ended as " + result.status() + ".");
        line(text, "Class", result.failureClass());
        line(text, "Reason", result.failureReason());
        line(text, "Error", result.errorDetails());
        return text.length() <= 20_000 ? text.toString() : text.substring(0, 19_999) + "…";
    }

    private static void line(StringBuilder text, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            text.append("\n\n").append(name).append(": ").append(value);
        }
    }
}
