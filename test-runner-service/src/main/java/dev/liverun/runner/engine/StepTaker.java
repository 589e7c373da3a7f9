package dev.liverun.runner.engine;

import dev.liverun.integrations.OutgoingRequest;
import dev.liverun.integrations.Purpose;
import dev.liverun.integrations.outcome.CallOutcome;
import dev.liverun.runner.engine.asserting.Assertions;
import dev.liverun.runner.engine.requests.RequestBuilder;
import dev.liverun.runner.engine.settling.Inquiry;
import dev.liverun.runner.engine.settling.Intents.Intent;
import dev.liverun.runner.engine.settling.Intents.Permission;
import dev.liverun.runner.engine.settling.Settlement;
import dev.liverun.runner.workflow.Money;
import dev.liverun.runner.workflow.Repeat;
import dev.liverun.runner.workflow.RequestTemplate;
import dev.liverun.runner.workflow.Step;
import dev.liverun.runner.workflow.StepKind;
import dev.liverun.runner.workflow.expecting.Condition;
import dev.liverun.runner.workflow.template.EvaluationException;
import dev.liverun.runner.workflow.template.EvaluationException.Reason;
import dev.liverun.runner.workflow.template.Functions;
import dev.liverun.runner.workflow.template.Scope;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes one step: a step that reads is repeated as it says, a step that changes something is taken once, after its intent. */
final class StepTaker {

    private static final Duration CLEANUP_WAIT = Duration.ofSeconds(60);
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(10);

    private final Surroundings surroundings;
    private final Scope scope;
    private final Deadline deadline;
    private final boolean cleanup;

    /** @param cleanup whether it is taken whatever happened, even after a cancellation */
    StepTaker(Surroundings surroundings, Scope scope, Deadline deadline, boolean cleanup) {
        this.surroundings = surroundings;
        this.scope = scope;
        this.deadline = deadline;
        this.cleanup = cleanup;
    }

    /** Empty if it is held back: the execution has to stand still first. */
    Uni<Optional<StepRecord>> take(Step step) {
        Instant startedAt = now();
        try {
            Assertions assertions = new Assertions(scope);
            for (Condition condition : step.when()) {
                if (!assertions.holds(condition)) {
                    return done(StepRecord.leftOut(step, startedAt, "its condition does not hold"));
                }
            }
            return step.kind().changesSomething()
                    ? change(step, startedAt)
                    : look(step, startedAt).map(Optional::of);
        } catch (EvaluationException e) {
            return done(StepRecord.troubled(step, startedAt, null, workflow(e)));
        }
    }

    private static Uni<Optional<StepRecord>> done(StepRecord record) {
        return Uni.createFrom().item(Optional.of(record));
    }

    /** The variables that the request needs and that have no value. */
    Set<String> missing(Step step) {
        Set<String> missing = new TreeSet<>();
        try {
            request(step);
        } catch (EvaluationException e) {
            if (e.reason() == Reason.MISSING) {
                missing.add(String.valueOf(e.getMessage()).replace(" has no value", ""));
            }
        }
        return missing;
    }

    // ---- steps that read

    private Uni<StepRecord> look(Step step, Instant startedAt) {
        Looking looking = new Looking(step, startedAt);
        if (step.repeat() == null) {
            return looking.next();
        }
        return Uni.createFrom()
                .deferred(looking::next)
                .repeat()
                .whilst(latest -> !looking.done(latest))
                .collect()
                .last();
    }

    /** The tries of one step. */
    private final class Looking {
        private final Step step;
        private final Instant startedAt;
        private final Instant pollUntil;
        private int tries;

        Looking(Step step, Instant startedAt) {
            this.step = step;
            this.startedAt = startedAt;
            this.pollUntil = step.repeat() instanceof Repeat.Poll poll ? startedAt.plus(poll.deadline()) : startedAt;
        }

        Uni<StepRecord> next() {
            tries++;
            if (tries == 1) {
                return look();
            }
            Duration pause = step.repeat() instanceof Repeat.Poll poll
                    ? poll.every()
                    : step.repeat() instanceof Repeat.Retry retry ? retry.delay() : Duration.ZERO;
            return interruptible(surroundings.pauses().pause(pause)).chain(this::look);
        }

        private Uni<StepRecord> look() {
            if (isCancelled()) {
                return Uni.createFrom().item(StepRecord.troubled(step, startedAt, null, cancelled()));
            }
            OutgoingRequest request;
            try {
                request = request(step);
            } catch (EvaluationException e) {
                return Uni.createFrom().item(StepRecord.troubled(step, startedAt, null, workflow(e)));
            }
            return interruptible(surroundings.calls().call(request))
                    .map(outcome -> outcome.isEmpty()
                            ? StepRecord.troubled(step, startedAt, request, cancelled())
                            : judge(outcome.get(), request));
        }

        private StepRecord judge(CallOutcome outcome, OutgoingRequest request) {
            return new Judging(step, scope, now()).judge(startedAt, tries, request, outcome);
        }

        boolean done(StepRecord latest) {
            if (latest.trouble() != null || isCancelled()) {
                return true;
            }
            if (step.repeat() instanceof Repeat.Retry retry) {
                return latest.passed() || tries >= retry.times() || deadline.passed(now().plus(retry.delay()));
            }
            if (step.repeat() instanceof Repeat.Poll poll) {
                Instant again = now().plus(poll.every());
                return latest.passed() || again.isAfter(pollUntil) || deadline.passed(again);
            }
            return true;
        }
    }

    /** Gives up as soon as the execution is cancelled; empty then. Only for what changes nothing outside. */
    private <T> Uni<Optional<T>> interruptible(Uni<T> work) {
        if (cleanup) {
            return work.map(Optional::ofNullable);
        }
        return Uni.createFrom().emitter(emitter -> {
            Runnable unregister = surroundings.cancellation().whenCancelled(() -> emitter.complete(Optional.empty()));
            Cancellable working =
                    work.subscribe().with(item -> emitter.complete(Optional.ofNullable(item)), emitter::fail);
            emitter.onTermination(() -> {
                unregister.run();
                working.cancel();
            });
        });
    }

    // ---- steps that change something

    private Uni<Optional<StepRecord>> change(Step step, Instant startedAt) {
        Optional<String> key = Optional.ofNullable(step.key()).map(template -> template.text(scope));
        key.ifPresent(value -> scope.put("key", value));
        OutgoingRequest request = request(step);
        scope.remove("key");
        Optional<BigDecimal> amount = Optional.ofNullable(step.money()).map(this::amount);
        var intent = new Intent(
                step.index(),
                step.name(),
                step.kind(),
                amount,
                Optional.ofNullable(step.money()).map(Money::unit),
                key,
                request,
                undo(step),
                step.undo() != null,
                new Inquiry(step, scope).written(),
                now().plus(SETTLED_AFTER),
                cleanup,
                scope.secrets());
        return surroundings.intents().intend(intent).chain(permission -> {
            if (permission instanceof Permission.Held) {
                return Uni.createFrom().item(Optional.empty());
            }
            if (permission instanceof Permission.Refused refused) {
                return done(StepRecord.troubled(
                        step, startedAt, request, new Trouble(Trouble.Kind.NOT_ALLOWED, refused.reason())));
            }
            return send(step, startedAt, request, (Permission.Granted) permission)
                    .map(Optional::of);
        });
    }

    private Uni<StepRecord> send(Step step, Instant startedAt, OutgoingRequest request, Permission.Granted granted) {
        return surroundings.calls().call(request).chain(outcome -> {
            StepRecord judged = new Judging(step, scope, now()).judge(startedAt, 1, request, outcome);
            var settlement = Settlement.of(outcome);
            return surroundings
                    .intents()
                    .settle(
                            granted.intentId(),
                            settlement.outcome(),
                            settlement.detail(),
                            undo(step).orElse(null))
                    .replaceWith(judged);
        });
    }

    private BigDecimal amount(Money money) {
        BigDecimal amount = Functions.decimal(money.amount().value(scope));
        if (amount.signum() <= 0) {
            throw new EvaluationException(Reason.INVALID, "the amount must be positive");
        }
        return amount;
    }

    /** How to take it back, as far as that is known yet. */
    private Optional<OutgoingRequest> undo(Step step) {
        if (step.undo() == null) {
            return Optional.empty();
        }
        RequestTemplate template = step.undo().request();
        try {
            return Optional.of(
                    RequestBuilder.finish(RequestBuilder.build(template, scope).purpose(Purpose.UNDO)));
        } catch (EvaluationException e) {
            return Optional.empty();
        }
    }

    private OutgoingRequest request(Step step) {
        var request = RequestBuilder.build(step.request(), scope)
                .maxWait(patience())
                .purpose(cleanup ? Purpose.UNDO : Purpose.TEST);
        if (step.kind() == StepKind.READ || step.key() != null) {
            request.repeatable(true);
        } else if (step.kind() == StepKind.MONEY) {
            request.repeatable(false);
        }
        return RequestBuilder.finish(request);
    }

    /** How long a request may wait for its place in the rate limit: not past the workflow's own deadline. */
    private Duration patience() {
        Duration left = cleanup ? CLEANUP_WAIT : Duration.between(now(), deadline.at());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean isCancelled() {
        return !cleanup && surroundings.cancellation().reason().isPresent();
    }

    private Trouble cancelled() {
        return new Trouble(
                Trouble.Kind.CANCELLED, surroundings.cancellation().reason().orElse("cancelled"));
    }

    private static Trouble workflow(EvaluationException e) {
        return new Trouble(Trouble.Kind.WORKFLOW, String.valueOf(e.getMessage()));
    }

    private Instant now() {
        return surroundings.clock().instant();
    }
}
