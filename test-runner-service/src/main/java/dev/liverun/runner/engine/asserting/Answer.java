package dev.liverun.runner.engine.asserting;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.TlsDetails;
import dev.liverun.runner.workflow.expecting.JsonPathExpression;
import dev.liverun.runner.workflow.expecting.JsonPathExpression.NothingFound;
import dev.liverun.runner.workflow.expecting.Subject;
import dev.liverun.runner.workflow.expecting.Subject.CertificateField;
import dev.liverun.runner.workflow.expecting.TextPattern;
import dev.liverun.runner.workflow.expecting.TextPattern.TooCostly;
import dev.liverun.runner.workflow.expecting.XPathQuery;
import dev.liverun.runner.workflow.expecting.XPathQuery.NotXml;
import dev.liverun.runner.workflow.template.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/** An answer as assertions and captures see it; its JSON is parsed once, and only when somebody asks. */
public final class Answer {

    private final Answered answered;
    private final Instant now;
    private @Nullable Json json;
    private @Nullable Document xml;

    /** @param now what certificates' remaining days are counted from */
    public Answer(Answered answered, Instant now) {
        this.answered = answered;
        this.now = now;
    }

    /** What was found. */
    public sealed interface Reading {
        /** It is there; perhaps null. */
        record Found(@Nullable Object value) implements Reading {}

        /** It is not there. */
        record Missing() implements Reading {}

        /** There is no telling: the body is not what it would have to be. */
        record Unreadable(String why) implements Reading {}
    }

    /** The body as JSON, or why it is none. */
    private record Json(@Nullable Object document, @Nullable String unreadable) {}

    /** What the subject names; what is not there, or cannot be read, is told as such. */
    public Reading read(Subject subject) {
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
        if (subject instanceof Subject.Json json) {
            return find(json.expression());
        }
        if (subject instanceof Subject.Document) {
            Json parsed = parse();
            return parsed.unreadable() == null
                    ? new Reading.Found(parsed.document())
                    : new Reading.Unreadable(parsed.unreadable());
        }
        if (subject instanceof Subject.Size) {
            return new Reading.Found(answered.body().size());
        }
        if (subject instanceof Subject.Cookie cookie) {
            return Cookies.read(answered.headers(), cookie);
        }
        if (subject instanceof Subject.Certificate certificate) {
            return certificate(certificate.field());
        }
        return subject instanceof Subject.Xml xml ? find(xml.query()) : find(((Subject.Regex) subject).pattern());
    }

    private Reading find(TextPattern pattern) {
        try {
            return pattern.extract(answered.body().text())
                    .<Reading>map(Reading.Found::new)
                    .orElseGet(Reading.Missing::new);
        } catch (TooCostly e) {
            return new Reading.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private Reading find(XPathQuery query) {
        try {
            if (xml == null) {
                xml = XPathQuery.parse(answered.body().text());
            }
        } catch (NotXml e) {
            return new Reading.Unreadable("the body is not XML: " + e.getMessage());
        }
        Object found = query.find(xml);
        return found == null ? new Reading.Missing() : new Reading.Found(found);
    }

    private Reading certificate(CertificateField field) {
        if (answered.tls().isEmpty()) {
            return new Reading.Missing();
        }
        TlsDetails tls = answered.tls().get();
        return new Reading.Found(
                switch (field) {
                    case SUBJECT -> tls.subject();
                    case ISSUER -> tls.issuer();
                    case NOT_AFTER -> tls.notAfter().toString();
                    case EXPIRES_IN_DAYS ->
                        Duration.between(now, tls.notAfter()).toDays();
                    case PROTOCOL -> tls.protocol();
                });
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
