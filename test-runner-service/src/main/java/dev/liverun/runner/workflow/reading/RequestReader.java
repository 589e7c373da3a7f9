package dev.liverun.runner.workflow.reading;

import dev.liverun.runner.workflow.BodyTemplate;
import dev.liverun.runner.workflow.BodyTemplate.MultipartPart;
import dev.liverun.runner.workflow.RequestTemplate;
import dev.liverun.runner.workflow.reading.YamlValue.Scalar;
import dev.liverun.runner.workflow.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a request. */
final class RequestReader {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    /** The connection's own; a workflow that set them could smuggle a second request. */
    private static final Set<String> OURS =
            Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer", "expect");

    private static final int MAX_PARTS = 50;

    private final Fields fields;
    private final Findings findings;

    RequestReader(Fields fields) {
        this.fields = fields;
        this.findings = fields.findings();
    }

    /** Null only where findings say why. */
    @Nullable
    RequestTemplate read() {
        String method = method();
        Template url = url();
        Map<String, Template> headers = headers();
        var query = fields.values("query");
        BodyTemplate body = body();
        boolean authenticated = authenticated();
        boolean followRedirects = fields.flag("follow_redirects", true);
        fields.finish();
        return method == null || url == null
                ? null
                : new RequestTemplate(method, url, headers, query, body, authenticated, followRedirects);
    }

    private @Nullable String method() {
        String method = fields.requiredText("method");
        if (method != null && !METHODS.contains(method)) {
            findings.add(
                    fields.placeOf("method"),
                    "expected one of "
                            + String.join(", ", METHODS.stream().sorted().toList()));
            return null;
        }
        return method;
    }

    private @Nullable Template url() {
        if (fields.requiredText("url") == null) {
            return null;
        }
        Template url = fields.template("url");
        if (url == null) {
            return null;
        }
        String source = url.source();
        if (!source.isEmpty() && (!url.prefix().startsWith("/") || source.startsWith("//"))) {
            findings.add(
                    fields.placeOf("url"),
                    "expected a path that starts with one '/', relative to the endpoint's base URL");
        } else if (source.contains("#")) {
            findings.add(fields.placeOf("url"), "a fragment is never sent");
        } else if (List.of(source.split("[/?]", -1)).contains("..")) {
            findings.add(fields.placeOf("url"), "'..' leads out of the endpoint's base URL");
        }
        return url;
    }

    private Map<String, Template> headers() {
        Map<String, Template> headers = new LinkedHashMap<>();
        fields.members("headers").forEach((name, member) -> {
            if (!TOKEN.matcher(name).matches()) {
                findings.add(member.key(), "not a header name");
            } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                findings.add(member.key(), "this header belongs to the connection and cannot be set");
            } else if (member.value() instanceof Scalar scalar && scalar.value() != null) {
                Template value = fields.parse(scalar.place(), scalar.text(), Template::parse);
                if (value != null) {
                    headers.put(name, value);
                }
            } else {
                findings.add(
                        member.value().place(),
                        "expected text, found " + member.value().kind());
            }
        });
        return headers;
    }

    private BodyTemplate body() {
        YamlValue json = fields.optional("json");
        YamlValue form = fields.optional("form");
        YamlValue raw = fields.optional("body");
        YamlValue multipart = fields.optional("multipart");
        if (Stream.of(json, form, raw, multipart).filter(Objects::nonNull).count() > 1) {
            findings.add(fields.place(), "expected one of json, form, multipart and body");
        }
        if (multipart != null) {
            return new BodyTemplate.Multipart(parts());
        }
        if (json != null) {
            return new BodyTemplate.Json(fields.valueOf(json));
        }
        if (form != null) {
            return new BodyTemplate.Form(fields.values("form"));
        }
        Template text = raw == null ? null : fields.template("body");
        return text == null ? new BodyTemplate.None() : new BodyTemplate.Raw(text);
    }

    private List<MultipartPart> parts() {
        List<MultipartPart> parts = new ArrayList<>();
        for (YamlValue element : fields.elements("multipart", false, MAX_PARTS)) {
            Fields part = Fields.of(element, findings);
            String name = part.requiredText("name");
            part.required("content");
            Template content = part.template("content");
            Template filename = part.template("filename");
            String type = part.text("type");
            boolean base64 = part.flag("base64", false);
            part.finish();
            if (name != null && content != null) {
                parts.add(new MultipartPart(name, content, filename, type, base64));
            }
        }
        return parts;
    }

    private boolean authenticated() {
        String auth = fields.text("auth");
        if (auth != null && !auth.equals("endpoint") && !auth.equals("none")) {
            findings.add(fields.placeOf("auth"), "expected endpoint or none");
        }
        return !"none".equals(auth);
    }
}
