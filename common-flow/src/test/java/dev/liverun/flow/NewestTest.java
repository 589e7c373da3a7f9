package dev.liverun.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestTest {

    private final Newest<String> newest = new Newest<>("nothing");
    private final List<UniEmitter<? super String>> asked = new ArrayList<>();

    @Test
    void anAnswerThatWasOvertakenDoesNotCount() {
        ask();
        ask();

        asked.get(1).complete("after the change");
        asked.get(0).complete("before the change");

        assertThat(newest.get()).isEqualTo("after the change");
    }

    @Test
    void eachAnswerInItsTurnCounts() {
        ask();
        assertThat(newest.get()).isEqualTo("nothing");
        asked.get(0).complete("first");
        ask();
        assertThat(newest.get()).isEqualTo("first");
        ask();

        asked.get(1).complete("second");

        assertThat(newest.get()).isEqualTo("second");
    }

    private void ask() {
        newest.ask(Uni.createFrom().<String>emitter(asked::add)).subscribe().with(answered -> {});
    }
}
