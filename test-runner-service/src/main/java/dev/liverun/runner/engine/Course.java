package dev.liverun.runner.engine;

import dev.liverun.runner.workflow.Action;
import dev.liverun.runner.workflow.Part;
import dev.liverun.runner.workflow.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has become of the steps so far, and what that means for the next one. */
final class Course {

    private final List<StepRecord> records = new ArrayList<>();
    private final Duration allowed;
    private final Deadline deadline;
    private final Cancellation cancellation;
    private int ordinal;
    private boolean failed;
    private boolean troubled;
    private boolean critical;

    /** @param ordinal how many steps were recorded before, by another process */
    Course(int ordinal, Duration allowed, Deadline deadline, Cancellation cancellation) {
        this.ordinal = ordinal;
        this.allowed = allowed;
        this.deadline = deadline;
        this.cancellation = cancellation;
    }

    void record(StepRecord done) {
        records.add(done);
        ordinal++;
        troubled |= done.trouble() != null;
        failed |= !done.passed();
        critical |= done.critical();
    }

    /** Those of this process. */
    List<StepRecord> records() {
        return records;
    }

    /** How many steps were recorded in all. */
    int ordinal() {
        return ordinal;
    }

    boolean failed() {
        return failed;
    }

    /** The workflow cannot be carried out at all: the first step says why. */
    StepRecord impossible(Step step, Trouble why, Instant now) {
        return troubled
                ? StepRecord.leftOut(step, now, "an earlier step could not be carried out")
                : StepRecord.troubled(step, now, null, why);
    }

    /** Why a step of setup or test is not taken; null if it is. */
    @Nullable
    StepRecord stopped(Step step, Instant now) {
        if (troubled) {
            return StepRecord.leftOut(step, now, "an earlier step could not be carried out");
        }
        if (critical) {
            return StepRecord.leftOut(step, now, "something critical did not hold in an earlier step");
        }
        String cancelled = cancellation.reason().orElse(null);
        if (cancelled != null) {
            return StepRecord.troubled(step, now, null, new Trouble(Trouble.Kind.CANCELLED, cancelled));
        }
        if (deadline.passed(now)) {
            return StepRecord.troubled(
                    step,
                    now,
                    null,
                    new Trouble(
                            Trouble.Kind.DEADLINE,
                            "it took longer than its deadline of " + allowed.toSeconds() + " s"));
        }
        return failed ? afterAFailure(step, now) : null;
    }

    private @Nullable StepRecord afterAFailure(Step step, Instant now) {
        if (records.stream()
                .anyMatch(record -> !record.passed() && record.step().part() == Part.SETUP)) {
            return StepRecord.leftOut(step, now, "the setup did not pass");
        }
        if (step.kind().changesSomething()) {
            return StepRecord.leftOut(step, now, "it changes something, and an earlier step did not pass");
        }
        return step.action() instanceof Action.Ask
                ? StepRecord.leftOut(step, now, "nobody is asked after an earlier step did not pass")
                : null;
    }
}
