package dev.liverun.flow;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is asked for again and again, as the latest question was answered. Answers may overtake each other: one to a question
 * from before a change would undo it.
 */
public final class Newest<T> {

    private record Answer<T>(long question, T value) {}

    private final AtomicLong questions = new AtomicLong();
    private volatile Answer<T> known;

    public Newest(T beforeAnyAnswer) {
        known = new Answer<>(0, beforeAnyAnswer);
    }

    /** Asks, once for each subscription; an answer that a later question's has overtaken does not count. */
    public Uni<T> ask(Uni<T> question) {
        return Uni.createFrom().deferred(() -> {
            long number = questions.incrementAndGet();
            return question.invoke(value -> take(new Answer<>(number, value)));
        });
    }

    private synchronized void take(Answer<T> answer) {
        if (answer.question() > known.question()) {
            known = answer;
        }
    }

    /** The answer to the latest question that was answered. */
    public T get() {
        return known.value();
    }
}
