package dev.liverun.runner.engine;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.runner.engine.settling.Intents;
import dev.liverun.runner.engine.settling.Intents.Intent;
import dev.liverun.runner.engine.settling.Intents.IntentOutcome;
import dev.liverun.runner.workflow.WorkflowDefinition;
import dev.liverun.runner.workflow.reading.InvalidWorkflowException;
import dev.liverun.runner.workflow.reading.WorkflowReader;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** A world for executions: scripted answers, a clock that pauses move, intents in memory. Everything happens at once. */
final class Bench {

    static final UUID ID = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    final List<OutgoingRequest> sent = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final List<Intent> intents = new ArrayList<>();
    final List<OutgoingRequest> undos = new ArrayList<>();
    final Cancellation cancellation = new Cancellation();
    final Map<String, Object> testData = new HashMap<>();
    final Map<String, String> library = new HashMap<>();
    Holding holding = Holding.NONE;
    People people = (question, position, records) -> Uni.createFrom().item(java.util.Optional.empty());
    String refusal;
    Function<OutgoingRequest, CallOutcome> answers = request -> Outcomes.json(200, "{}");
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    /** One answer after the other; the last one for ever. */
    Bench answering(CallOutcome... outcomes) {
        answers = request -> outcomes[Math.min(sent.size(), outcomes.length) - 1];
        return this;
    }

    ExecutionReport run(String steps) {
        return runDocument("liverun: 1\nname: bench\n" + steps);
    }

    DryRun.Plan dryRun(String steps) {
        try {
            return DryRun.of(execution("liverun: 1\nname: bench\n" + steps), new BenchClock());
        } catch (InvalidWorkflowException e) {
            throw new AssertionError(e.findings().toString(), e);
        }
    }

    ExecutionReport goOn(String steps, Position position) {
        try {
            return WorkflowExecution.from(position, execution("liverun: 1\nname: bench\n" + steps), surroundings())
                    .run()
                    .await()
                    .atMost(Duration.ofSeconds(20));
        } catch (InvalidWorkflowException e) {
            throw new AssertionError(e.findings().toString(), e);
        }
    }

    private Execution execution(String document) throws InvalidWorkflowException {
        return new Execution(
                linked(document), testData, ID, ID, "lr-tag", 1, ID, ID, "target", "http://target.example");
    }

    ExecutionReport runDocument(String document) {
        try {
            var execution = execution(document);
            return new WorkflowExecution(execution, surroundings())
                    .run()
                    .await()
                    .atMost(Duration.ofSeconds(20));
        } catch (InvalidWorkflowException e) {
            throw new AssertionError(e.findings().toString(), e);
        }
    }

    private WorkflowDefinition linked(String document) throws InvalidWorkflowException {
        var definition = WorkflowReader.read(document);
        Map<String, WorkflowDefinition> included = new HashMap<>();
        for (var name : definition.includes()) {
            included.put(name, linked(library.get(name)));
        }
        return definition.including(included);
    }

    String body(int index) {
        return new String(sent.get(index).body().bytes(), StandardCharsets.UTF_8);
    }

    private Surroundings surroundings() {
        return new Surroundings(
                this::call, new Log(), this::pause, holding, people, step -> {}, cancellation, new BenchClock());
    }

    private Uni<CallOutcome> call(OutgoingRequest request) {
        return Uni.createFrom().item(() -> {
            sent.add(request);
            log.add("send " + request.method() + " " + request.url());
            return answers.apply(request);
        });
    }

    private Uni<Void> pause(Duration duration) {
        return Uni.createFrom().item(() -> {
            now = now.plus(duration);
            return null;
        });
    }

    private final class Log implements Intents {
        @Override
        public Uni<Permission> intend(Intent intent) {
            return Uni.createFrom().item(() -> {
                if (refusal != null) {
                    return new Permission.Refused(refusal);
                }
                intents.add(intent);
                log.add("intend " + intent.stepName());
                return new Permission.Granted(ID);
            });
        }

        @Override
        public Uni<Void> settle(UUID intentId, IntentOutcome outcome, String detail, OutgoingRequest undo) {
            return Uni.createFrom().item(() -> {
                log.add("settle " + outcome);
                if (undo != null) {
                    undos.add(undo);
                }
                return null;
            });
        }
    }

    private final class BenchClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
