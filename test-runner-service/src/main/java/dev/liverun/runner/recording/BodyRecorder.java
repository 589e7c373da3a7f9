package dev.liverun.runner.recording;

import dev.liverun.integrations.Body;
import dev.liverun.integrations.redaction.Redactor;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps bodies: text as text, everything else as base64, never more than the limits; says what was cut. */
final class BodyRecorder {

    private final Redactor redactor;
    private final int maxBody;
    private long left;

    BodyRecorder(Redactor redactor, RecordingConfig config) {
        this.redactor = redactor;
        this.maxBody = config.maxBody();
        this.left = config.maxBodies();
    }

    Map<String, Object> record(Body body, Optional<String> contentType) {
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("size", body.size());
        if (body.size() == 0) {
            return kept;
        }
        int most = (int) Math.min(maxBody, left);
        if (most <= 0) {
            kept.put("note", "left out: the bodies of this result are larger than what is kept together");
            return kept;
        }
        Body beginning = body.bytes().length <= most ? body : Body.cut(Arrays.copyOf(body.bytes(), most), body.size());
        left -= beginning.bytes().length;
        redactor.body(beginning, contentType)
                .ifPresentOrElse(
                        text -> kept.put("text", text),
                        () -> kept.put(
                                "base64", Base64.getEncoder().encodeToString(redactor.bytes(beginning.bytes()))));
        if (beginning.truncated()) {
            kept.put("note", "cut: the first " + beginning.bytes().length + " of " + body.size() + " bytes");
        }
        return kept;
    }
}
