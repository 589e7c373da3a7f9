package dev.liverun.runner.recording;

import com.fasterxml.jackson.databind.JsonNode;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.integrations.Headers;
import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.outcome.Attempt;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.integrations.outcome.CallOutcome.Answered;
import dev.liverun.integrations.outcome.CallOutcome.Failed;
import dev.liverun.integrations.outcome.PhaseTimings;
import dev.liverun.integrations.redaction.KnownSecrets;
import dev.liverun.integrations.redaction.Redactor;
import dev.liverun.runner.engine.Execution;
import dev.liverun.runner.engine.ExecutionReport;
import dev.liverun.runner.engine.StepRecord;
import dev.liverun.runner.engine.Trouble;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the record of an execution. What passes through here is what the world may see: secrets are gone afterwards. */
@ApplicationScoped
public class Recorder {

    static final String NAME = "name";
    static final String TIMINGS = "timings";
    static final String TOTAL = "total_us";

    private final Redactor redactor;
    private final KnownSecrets known;
    private final RecordingConfig config;

    Recorder(Redactor redactor, KnownSecrets known, RecordingConfig config) {
        this.redactor = redactor;
        this.known = known;
        this.config = config;
    }

    /** From now on these values are masked wherever they turn up. */
    public void remember(Set<String> secrets) {
        secrets.forEach(known::remember);
    }

    /** Free text, such as a message. */
    public String text(String text) {
        return redactor.text(text).replace('\0', '\uFFFD');
    }

    /** Any JSON value as text to be stored. */
    public String json(@Nullable Object value) {
        return StorableJson.withoutNul(
                redactor.json(StoredJson.tree(StoredJson.write(value))).toString());
    }

    /** A request alone, for the record of intents. */
    public String request(OutgoingRequest request) {
        return json(shown(request, new BodyRecorder(redactor, config)));
    }

    /** Whether something of this request would be masked in a record of it. */
    public boolean hasSecret(OutgoingRequest request) {
        return request(request).contains(KnownSecrets.MASK);
    }

    /** What is kept of steps. */
    public RecordedSteps steps(List<StepRecord> records, Set<String> secrets) {
        remember(secrets);
        var sent = new BodyRecorder(redactor, config);
        var received = new BodyRecorder(redactor, config);
        var assertions = new AssertionRecorder(redactor);
        List<Map<String, @Nullable Object>> requests = new ArrayList<>();
        List<Map<String, @Nullable Object>> responses = new ArrayList<>();
        for (StepRecord step : records) {
            requests.add(request(step, sent));
            responses.add(response(step, received));
            step.assertions().forEach(assertions::add);
        }
        // All at once: each redaction reads and writes what it is given.
        JsonNode all = tree(Map.of("requests", requests, "responses", responses));
        return new RecordedSteps(
                elements(all.get("requests")), elements(all.get("responses")), assertions.all(), assertions.outcomes());
    }

    /** Redacted. */
    private JsonNode tree(Map<String, ? extends @Nullable Object> shown) {
        return redactor.json(StoredJson.treeOf(shown));
    }

    private static List<JsonNode> elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>(list.size());
        list.forEach(elements::add);
        return elements;
    }

    /**
     * The whole record.
     *
     * @param earlier what was done of it by another process
     * @param undone what was taken back afterwards
     */
    public Recorded record(
            Execution execution, RecordedSteps earlier, ExecutionReport report, List<Map<String, Object>> undone) {
        RecordedSteps all = earlier.and(steps(report.steps(), report.secrets()));
        Map<String, @Nullable Object> requestData = new LinkedHashMap<>();
        requestData.put("workflow", execution.workflow().name());
        requestData.put("endpoint", execution.endpointName());
        requestData.put("base_url", redactor.url(execution.baseUrl()));
        requestData.put("run_tag", execution.runTag());
        requestData.put("test_data", tree(Map.of("data", execution.testData())).get("data"));
        requestData.put("steps", all.requests());
        Map<String, @Nullable Object> responseData = new LinkedHashMap<>();
        responseData.put("steps", all.responses());
        if (!undone.isEmpty()) {
            responseData.put("undone", tree(Map.of("undone", undone)).get("undone"));
        }
        return new Recorded(
                StorableJson.withoutNul(StoredJson.write(requestData)),
                StorableJson.withoutNul(StoredJson.write(responseData)),
                StorableJson.withoutNul(StoredJson.write(all.assertions())),
                all.outcomes(),
                all.slowest(TestCompleted.MOST_STEPS));
    }

    /** A request that would be sent, as a dry run shows it: redacted. */
    public JsonNode preview(OutgoingRequest request) {
        return tree(new LinkedHashMap<>(shown(request, new BodyRecorder(redactor, config))));
    }

    private Map<String, @Nullable Object> request(StepRecord step, BodyRecorder bodies) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(NAME, step.step().name());
        shown.put("kind", step.step().kind().name().toLowerCase(Locale.ROOT));
        OutgoingRequest request = step.request();
        if (request != null) {
            shown.putAll(shown(request, bodies));
        }
        return shown;
    }

    private Map<String, Object> shown(OutgoingRequest request, BodyRecorder bodies) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("method", request.method());
        shown.put("url", redactor.url(request.url()));
        shown.put("authenticated", request.authenticated());
        shown.put("headers", redactor.headers(request.headers()).asMap());
        shown.put("body", bodies.record(request.body(), request.headers().first("Content-Type")));
        return shown;
    }

    private Map<String, @Nullable Object> response(StepRecord step, BodyRecorder bodies) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(NAME, step.step().name());
        shown.put("started_at", step.startedAt().toString());
        Trouble trouble = step.trouble();
        if (step.leftOut() != null) {
            shown.put("left_out", step.leftOut());
        } else if (trouble != null) {
            shown.put("trouble", trouble.kind().name().toLowerCase(Locale.ROOT));
            shown.put("message", trouble.message());
        }
        shown.putAll(step.evidence());
        CallOutcome outcome = step.outcome();
        if (outcome == null) {
            return shown;
        }
        if (outcome instanceof Answered answered) {
            Headers headers = answered.headers();
            shown.put("status", answered.status());
            shown.put("url", redactor.url(answered.url().toString()));
            shown.put("http_version", answered.httpVersion());
            shown.put("headers", redactor.headers(headers).asMap());
            shown.put("body", bodies.record(answered.body(), headers.first("Content-Type")));
        } else if (outcome instanceof Failed failed) {
            shown.put("failure", failed.kind().name());
            shown.put("phase", failed.phase().name());
            shown.put("message", failed.message());
        }
        if (step.tries() > 1) {
            shown.put("tries", step.tries());
        }
        shown.put("waited_ms", outcome.queuedMicros() / 1000);
        shown.put(TIMINGS, timings(outcome.timings()));
        shown.put("attempts", outcome.attempts().stream().map(Recorder::attempt).toList());
        if (!step.captured().isEmpty()) {
            shown.put("captured", shortened(step.captured()));
        }
        return shown;
    }

    private static Map<String, @Nullable Object> shortened(Map<String, @Nullable Object> captured) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        captured.forEach((name, value) -> shown.put(name, AssertionRecorder.shortened(value)));
        return shown;
    }

    private static Map<String, Object> timings(PhaseTimings timings) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(TOTAL, timings.totalMicros());
        shown.put("dns_us", timings.dnsMicros());
        shown.put("connect_us", timings.connectMicros());
        shown.put("tls_us", timings.tlsMicros());
        shown.put("first_byte_us", timings.firstByteMicros());
        shown.put("transfer_us", timings.transferMicros());
        shown.put("reused", timings.reused());
        return shown;
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", attempt.number());
        attempt.status().ifPresent(status -> shown.put("status", status));
        attempt.failure().ifPresent(failure -> {
            shown.put("failure", failure.name());
            shown.put("phase", attempt.phase().name());
            shown.put("message", attempt.message());
        });
        shown.put("duration_us", attempt.timings().totalMicros());
        return shown;
    }
}
