package dev.liverun.runner.engine.requests;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.runner.workflow.BodyTemplate;
import dev.liverun.runner.workflow.RequestTemplate;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.EvaluationException.Reason;
import dev.liverun.runner.workflow.template.Scope;
import dev.liverun.runner.workflow.template.ValueTemplate;
import dev.liverun.runner.workflow.template.Values;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills in a request. */
public final class RequestBuilder {

    /** What answers are compared with is kept in full up to this size; more is cut, and a path finds nothing in it. */
    static final int KEEP_BYTES = 1 << 20;

    /** What has no value yet, in a dry run. */
    private static final Pattern OPEN = Pattern.compile("\\$\\{[a-z0-9_.(), ']{1,200}}");

    private RequestBuilder() {}

    /** @throws EvaluationException if a value is missing, or cannot be sent where it stands */
    public static OutgoingRequest.Builder build(RequestTemplate template, Scope scope) {
        try {
            var request = OutgoingRequest.to(template.method(), url(template, scope))
                    .authenticated(template.authenticated())
                    .redirectLimit(template.followRedirects() ? OutgoingRequest.MAX_REDIRECTS : 0)
                    .keepBytes(KEEP_BYTES);
            body(template, scope, request);
            template.headers().forEach((name, value) -> request.header(name, value.text(scope)));
            return request;
        } catch (IllegalArgumentException e) {
            throw new EvaluationException(Reason.INVALID, String.valueOf(e.getMessage()));
        }
    }

    /** @throws EvaluationException if a value cannot be sent where it stands */
    public static OutgoingRequest finish(OutgoingRequest.Builder request) {
        try {
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new EvaluationException(Reason.INVALID, String.valueOf(e.getMessage()));
        }
    }

    private static String url(RequestTemplate template, Scope scope) {
        var url = new StringBuilder(template.url()
                .text(scope, value -> scope.isOpen() && OPEN.matcher(value).matches() ? value : segment(value)));
        var query = new StringJoiner("&");
        template.query().forEach((name, value) -> pairs(name, value.value(scope), query));
        if (query.length() > 0) {
            url.append(url.indexOf("?") < 0 ? '?' : '&').append(query);
        }
        return url.toString();
    }

    /** A value stays one segment of the path: it can neither add segments nor a query, nor leave the base URL. */
    public static String segment(String value) {
        if (value.equals(".") || value.equals("..")) {
            throw new EvaluationException(Reason.INVALID, "'" + value + "' cannot be a part of a path");
        }
        return encode(value);
    }

    private static void pairs(String name, @Nullable Object value, StringJoiner pairs) {
        if (value instanceof List<?> several) {
            several.forEach(one -> pairs(name, one, pairs));
        } else if (value != null) {
            pairs.add(encode(name) + "=" + encode(Values.text(value)));
        }
    }

    private static void body(RequestTemplate template, Scope scope, OutgoingRequest.Builder request) {
        BodyTemplate body = template.body();
        if (body instanceof BodyTemplate.Json json) {
            request.body("application/json", Values.json(json.value().value(scope)));
        } else if (body instanceof BodyTemplate.Form form) {
            request.body("application/x-www-form-urlencoded", form(form.fields(), scope));
        } else if (body instanceof BodyTemplate.Multipart multipart) {
            Multipart.put(multipart.parts(), scope, request);
        } else if (body instanceof BodyTemplate.Raw raw) {
            request.body("text/plain; charset=utf-8", raw.text().text(scope));
        }
    }

    private static String form(Map<String, ValueTemplate> fields, Scope scope) {
        var pairs = new StringJoiner("&");
        fields.forEach((name, value) -> pairs(name, value.value(scope), pairs));
        return pairs.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
