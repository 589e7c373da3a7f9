package dev.liverun.runner.engine.requests;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.runner.workflow.BodyTemplate.MultipartPart;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.EvaluationException.Reason;
import dev.liverun.runner.workflow.template.Scope;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Writes {@code multipart/form-data} (RFC 7578). */
final class Multipart {

    private static final String BOUNDARY = "liverun-7d1f0a5c93e84b62";

    private Multipart() {}

    static void put(List<MultipartPart> parts, Scope scope, OutgoingRequest.Builder request) {
        var body = new ByteArrayOutputStream();
        for (MultipartPart part : parts) {
            var head = new StringBuilder("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"");
            head.append(quoted(part.name())).append('"');
            if (part.filename() != null) {
                head.append("; filename=\"")
                        .append(quoted(part.filename().text(scope)))
                        .append('"');
            }
            if (part.contentType() != null) {
                head.append("\r\nContent-Type: ").append(oneLine(part.contentType()));
            }
            body.writeBytes(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
            body.writeBytes(content(part, scope));
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        request.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .body(Body.of(body.toByteArray()));
    }

    private static byte[] content(MultipartPart part, Scope scope) {
        String text = part.content().text(scope);
        if (!part.base64()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException(Reason.INVALID, "the part " + part.name() + " is not base64");
        }
    }

    /** As browsers do: a name can neither end its quotes nor its line. */
    private static String quoted(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n]", " ");
    }
}
