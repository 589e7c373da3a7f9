package dev.liverun.runner.imports;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.liverun.events.contract.RunSnapshot;
import dev.liverun.events.contract.RunStatus;
import dev.liverun.events.contract.TestCompleted;
import dev.liverun.runner.recording.StoredJson;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes imported runs: complete, or not at all. */
@ApplicationScoped
class ImportStore {

    private static final String RUN =
            "insert into runs (id, session_id, tag, status, started_by, started_at, completed_at,"
                    + " totals, owner, lease_until, tool, import_hash) values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, '',"
                    + " now(), $9, $10) on conflict (session_id, import_hash) do nothing returning id";

    private static final String KNOWN = "select id, status, cast(totals as text) as totals from runs"
            + " where session_id = $1 and import_hash = $2";

    private static final String RESULTS = """
            insert into test_results (id, session_id, endpoint_id, endpoint_name, test_name, run_id, position, status,
                started_at, completed_at, request_data, response_data, assertions, error_details)
            select t.id, $1, $2, $3, t.test_name, $4, t.position + $5, t.status, t.started_at, t.completed_at,
                jsonb_build_object('tool', $6::text, 'steps', '[]'::jsonb), '{"steps": []}', t.assertions::jsonb, t.error_details
              from unnest($7::uuid[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::text[])
                with ordinality as t (id, test_name, status, started_at, completed_at, assertions, error_details, position)
            """;

    /** Where the results belong. */
    record Target(UUID sessionId, UUID endpointId, String endpointName, String tool, String hash) {}

    /** Empty if the same document was imported before. */
    Uni<Boolean> run(RunSnapshot run, Target target, SqlConnection transaction) {
        return transaction
                .preparedQuery(RUN)
                .execute(Tuple.tuple()
                        .addValue(run.id())
                        .addValue(target.sessionId())
                        .addValue(run.tag())
                        .addValue(run.status().name())
                        .addValue(run.startedBy())
                        .addValue(offset(run.startedAt()))
                        .addValue(run.completedAt() == null ? null : offset(run.completedAt()))
                        .addValue(StoredJson.write(run.totals()))
                        .addValue(target.tool())
                        .addValue(target.hash()))
                .map(rows -> rows.size() == 1);
    }

    Uni<Optional<ImportResponse>> known(UUID sessionId, String hash, SqlConnection transaction) {
        return transaction
                .preparedQuery(KNOWN)
                .execute(Tuple.of(sessionId, hash))
                .map(rows -> {
                    for (var row : rows) {
                        return Optional.of(new ImportResponse(
                                row.getUUID("id"),
                                RunStatus.valueOf(row.getString("status")),
                                StoredJson.read(row.getString("totals"), new TypeReference<>() {}),
                                false));
                    }
                    return Optional.empty();
                });
    }

    /** @param from the position of the first, from 0 */
    Uni<Void> results(UUID runId, Target target, List<TestCompleted> results, int from, SqlConnection transaction) {
        return transaction
                .preparedQuery(RESULTS)
                .execute(Tuple.tuple()
                        .addValue(target.sessionId())
                        .addValue(target.endpointId())
                        .addValue(target.endpointName())
                        .addValue(runId)
                        .addValue(from)
                        .addValue(target.tool())
                        .addValue(results.stream().map(TestCompleted::id).toArray(UUID[]::new))
                        .addValue(results.stream().map(TestCompleted::testName).toArray(String[]::new))
                        .addValue(
                                results.stream().map(one -> one.status().name()).toArray(String[]::new))
                        .addValue(results.stream()
                                .map(one -> offset(one.startedAt()))
                                .toArray(OffsetDateTime[]::new))
                        .addValue(results.stream()
                                .map(one -> offset(one.completedAt()))
                                .toArray(OffsetDateTime[]::new))
                        .addValue(results.stream()
                                .map(one -> StoredJson.write(one.assertions()))
                                .toArray(String[]::new))
                        .addValue(results.stream()
                                .map(TestCompleted::errorDetails)
                                .toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static OffsetDateTime offset(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
