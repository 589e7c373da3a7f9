package dev.liverun.runner.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.runner.workflow.JsonPathExpression;
import dev.liverun.runner.workflow.JsonPathExpression.NothingFound;
import dev.liverun.runner.workflow.Subject;
import dev.liverun.runner.workflow.template.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer as assertions and captures see it; its JSON is parsed once, and only when somebody asks. */
final class Answer {

    private final Answered answered;
    private @Nullable Json json;

    Answer(Answered answered) {
        this.answered = answered;
    }

    /** What was found. */
    sealed interface Reading {
        /** It is there; perhaps null. */
        record Found(@Nullable Object value) implements Reading {}

        /** It is not there. */
        record Missing() implements Reading {}

        /** There is no telling: the body is not what it would have to be. */
        record Unreadable(String why) implements Reading {}
    }

    /** The body as JSON, or why it is none. */
    private record Json(@Nullable Object document, @Nullable String unreadable) {}

    Reading read(Subject subject) {
        if (subject instanceof Subject.Status) {
            return new Reading.Found(answered.status());
        }
        if (subject instanceof Subject.Header header) {
            return answered.headers()
                    .first(header.name())
                    .<Reading>map(Reading.Found::new)
                    .orElseGet(Reading.Missing::new);
        }
        if (subject instanceof Subject.Body) {
            return new Reading.Found(answered.body().text());
        }
        if (subject instanceof Subject.Latency) {
            return new Reading.Found(answered.timings().totalMillis());
        }
        return find(((Subject.Json) subject).path());
    }

    private Reading find(JsonPathExpression path) {
        Json parsed = parse();
        if (parsed.unreadable() != null) {
            return new Reading.Unreadable(parsed.unreadable());
        }
        try {
            Object found = path.find(parsed.document());
            return path.indefinite() && found instanceof List<?> several && several.isEmpty()
                    ? new Reading.Missing()
                    : new Reading.Found(found);
        } catch (NothingFound e) {
            return new Reading.Missing();
        }
    }

    private Json parse() {
        if (json == null) {
            json = parseOnce();
        }
        return json;
    }

    private Json parseOnce() {
        var body = answered.body();
        if (body.truncated()) {
            return new Json(null, "the body is too large: " + body.size() + " bytes, " + body.bytes().length + " kept");
        }
        if (body.size() == 0) {
            return new Json(null, "the body is empty");
        }
        var text = body.validText();
        if (text.isEmpty()) {
            return new Json(null, "the body is not UTF-8 text");
        }
        try {
            return new Json(Values.JSON.readValue(text.get(), Object.class), null);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            return new Json(
                    null,
                    "the body is not JSON"
                            + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr()));
        }
    }
}
