package dev.liverun.feedback.filing;

import dev.liverun.feedback.peers.Peers;
import dev.liverun.feedback.views.KnownHealth;
import dev.liverun.feedback.views.KnownResult;
import dev.liverun.feedback.views.KnownSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was going on when a report is filed: environment, the integrations' health, and the last results, each that went
 * wrong with commands that repeat it. What their owner does not tell soon is left out: filing does not wait for it.
 */
@ApplicationScoped
class Evidence {

    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private static final String PASSED = "PASSED";

    private final Peers peers;

    Evidence(Peers peers) {
        this.peers = peers;
    }

    Uni<Map<String, Object>> of(References.Found found, Surroundings around) {
        var last = last(found.result(), around.latest());
        return replays(last).map(replays -> snapshot(found.session(), last, replays, around.health()));
    }

    private static List<KnownResult> last(@Nullable KnownResult filedFrom, List<KnownResult> latest) {
        return Stream.concat(
                        Stream.ofNullable(filedFrom),
                        latest.stream()
                                .filter(result ->
                                        filedFrom == null || !result.id().equals(filedFrom.id())))
                .toList();
    }

    private Uni<Map<UUID, List<String>>> replays(List<KnownResult> results) {
        var wrong = results.stream()
                .filter(result -> !result.status().equals(PASSED))
                .toList();
        return wrong.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : Uni.join()
                        .all(wrong.stream().map(this::replay).toList())
                        .andFailFast()
                        .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private Uni<Map.Entry<UUID, List<String>>> replay(KnownResult result) {
        return peers.sent(result.id())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .recoverWithItem(Optional.empty())
                .map(sent -> Map.entry(result.id(), sent.map(CurlReplay::of).orElseGet(List::of)));
    }

    private static Map<String, Object> snapshot(
            KnownSession session, List<KnownResult> last, Map<UUID, List<String>> replays, List<KnownHealth> health) {
        var snapshot = new LinkedHashMap<String, Object>();
        snapshot.put("session_name", session.name());
        putIfThere(snapshot, "environment", session.configuration().get("environment"));
        putIfThere(snapshot, "version", session.configuration().get("version"));
        snapshot.put(
                "results",
                last.stream()
                        .map(result -> shown(result, replays.getOrDefault(result.id(), List.of())))
                        .toList());
        snapshot.put(
                "health",
                health.stream()
                        .filter(known -> session.concerns(known.endpointId(), known.endpointName()))
                        .map(Evidence::shown)
                        .toList());
        return snapshot;
    }

    private static Map<String, Object> shown(KnownResult result, List<String> replay) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("result_id", result.id().toString());
        shown.put("endpoint", result.endpointName());
        shown.put("test_name", result.testName());
        shown.put("status", result.status());
        putIfThere(shown, "completed_at", Objects.toString(result.completedAt(), null));
        putIfThere(shown, "failure_class", result.failureClass());
        putIfThere(shown, "failure_reason", result.failureReason());
        putIfThere(shown, "error_details", result.errorDetails());
        if (!replay.isEmpty()) {
            shown.put("replay", replay);
        }
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
