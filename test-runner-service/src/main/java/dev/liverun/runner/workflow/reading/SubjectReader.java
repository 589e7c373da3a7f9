package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.expecting.JsonPathExpression;
import dev.liverun.runner.workflow.expecting.Subject;
import dev.liverun.runner.workflow.expecting.Subject.CertificateField;
import dev.liverun.runner.workflow.expecting.TextPattern;
import dev.liverun.runner.workflow.expecting.XPathQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads which part of an answer is looked at. */
final class SubjectReader {

    private static final List<String> KEYWORDS = List.of(
            "status", "header", "cookie", "body", "jsonpath", "xpath", "regex", "size", "duration", "certificate");
    private static final String NAMES = String.join(", ", KEYWORDS);
    /** {@code session} or {@code session[secure]}. */
    private static final Pattern COOKIE = Pattern.compile("([^\\s\\[\\]=;]{1,200})(?:\\[([A-Za-z-]{1,30})])?");

    private final Fields fields;
    private final Findings findings;

    SubjectReader(Fields fields) {
        this.fields = fields;
        this.findings = fields.findings();
    }

    /** Null only where findings say why. */
    @Nullable
    Subject read() {
        List<Subject> found = new ArrayList<>();
        boolean any = false;
        for (String keyword : KEYWORDS) {
            if (fields.has(keyword)) {
                any = true;
                Subject subject = subject(keyword);
                if (subject != null) {
                    found.add(subject);
                }
            }
        }
        if (!any) {
            findings.add(fields.place(), "expected one of " + NAMES);
        } else if (found.size() > 1) {
            findings.add(fields.place(), "expected only one of " + NAMES);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private @Nullable Subject subject(String keyword) {
        switch (keyword) {
            case "status":
                return new Subject.Status();
            case "body":
                return new Subject.Body();
            case "size":
                return new Subject.Size();
            case "duration":
                return new Subject.Latency();
            case "header":
                String header = fields.requiredText("header");
                return header == null ? null : new Subject.Header(header);
            case "cookie":
                return fields.parsed("cookie", SubjectReader::cookie);
            case "certificate":
                return fields.parsed("certificate", SubjectReader::certificate);
            case "regex":
                TextPattern pattern = fields.parsed("regex", TextPattern::compile);
                return pattern == null ? null : new Subject.Regex(pattern);
            case "xpath":
                XPathQuery query = fields.parsed("xpath", XPathQuery::compile);
                return query == null ? null : new Subject.Xml(query);
            default:
                JsonPathExpression path = fields.parsed("jsonpath", JsonPathExpression::compile);
                return path == null ? null : new Subject.Json(path);
        }
    }

    private static Subject cookie(String text) {
        Matcher cookie = COOKIE.matcher(text);
        if (!cookie.matches()) {
            throw new IllegalArgumentException("expected the name of a cookie, or name[attribute]");
        }
        String attribute = cookie.group(2);
        return new Subject.Cookie(cookie.group(1), attribute == null ? null : attribute.toLowerCase(Locale.ROOT));
    }

    private static Subject certificate(String text) {
        for (CertificateField field : CertificateField.values()) {
            if (field.name().toLowerCase(Locale.ROOT).equals(text)) {
                return new Subject.Certificate(field);
            }
        }
        throw new IllegalArgumentException("expected subject, issuer, not_after, expires_in_days or protocol");
    }
}
