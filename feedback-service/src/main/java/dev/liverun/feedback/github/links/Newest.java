package dev.liverun.feedback.github.links;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicLong;

/** What is asked for again and again, as the latest question was answered: answers may overtake each other. */
final class Newest<T> {

    private record Answer<T>(long question, T value) {}

    private final AtomicLong questions = new AtomicLong();
    private volatile Answer<T> known;

    Newest(T beforeAnyAnswer) {
        known = new Answer<>(0, beforeAnyAnswer);
    }

    /** Asks, once for each subscription. */
    Uni<T> ask(Uni<T> question) {
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

    T get() {
        return known.value();
    }
}
