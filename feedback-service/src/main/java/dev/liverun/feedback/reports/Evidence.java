package dev.liverun.feedback.reports;

import dev.liverun.feedback.views.HealthViews;
import dev.liverun.feedback.views.KnownHealth;
import dev.liverun.feedback.views.KnownResult;
import dev.liverun.feedback.views.KnownSession;
import dev.liverun.feedback.views.ResultViews;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was going on when a report is filed: environment, the integrations' health, and the last results. */
@ApplicationScoped
class Evidence {

    private static final int LAST_RESULTS = 5;

    private final ResultViews results;
    private final HealthViews health;

    Evidence(ResultViews results, HealthViews health) {
        this.results = results;
        this.health = health;
    }

    Uni<Map<String, Object>> of(KnownSession session, @Nullable KnownResult filedFrom) {
        return Uni.combine()
                .all()
                .unis(results.latest(session.id(), LAST_RESULTS), health.all())
                .asTuple()
                .map(found -> snapshot(session, filedFrom, found.getItem1(), found.getItem2()));
    }

    private static Map<String, Object> snapshot(
            KnownSession session, @Nullable KnownResult filedFrom, List<KnownResult> latest, List<KnownHealth> health) {
        var snapshot = new LinkedHashMap<String, Object>();
        snapshot.put("session_name", session.name());
        putIfThere(snapshot, "environment", session.configuration().get("environment"));
        putIfThere(snapshot, "version", session.configuration().get("version"));
        snapshot.put(
                "results",
                Stream.concat(
                                Stream.ofNullable(filedFrom),
                                latest.stream()
                                        .filter(result ->
                                                filedFrom == null || !Objects.equals(result.id(), filedFrom.id())))
                        .map(Evidence::shown)
                        .toList());
        snapshot.put(
                "health",
                health.stream()
                        .filter(known -> session.concerns(known.endpointId(), known.endpointName()))
                        .map(Evidence::shown)
                        .toList());
        return snapshot;
    }

    private static Map<String, Object> shown(KnownResult result) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("result_id", result.id().toString());
        shown.put("endpoint", result.endpointName());
        shown.put("test_name", result.testName());
        shown.put("status", result.status());
        putIfThere(shown, "completed_at", Objects.toString(result.completedAt(), null));
        putIfThere(shown, "failure_class", result.failureClass());
        putIfThere(shown, "failure_reason", result.failureReason());
        putIfThere(shown, "error_details", result.errorDetails());
        return shown;
    }

    private static Map<String, Object> shown(KnownHealth health) {
        return Map.of(
                "endpoint", health.endpointName(),
                "status", health.status(),
                "reason", health.reason(),
                "since", health.since().toString());
    }

    private static void putIfThere(Map<String, Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
