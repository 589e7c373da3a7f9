package dev.liverun.feedback.github.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liverun.events.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MarkerTest {

    private final UUID id = Ids.next();
    private final Marker marker = new Marker("here", "key");

    @Test
    void aReportIsFoundByItsMarker() {
        assertThat(marker.in("text\r\n" + marker.of(id) + "\r\nmore")).contains(id);
    }

    @Test
    void theMarkerIsInvisibleOnGitHub() {
        assertThat(marker.of(id)).startsWith("<!--").endsWith("-->").doesNotContain("key");
    }

    @Test
    void whoDoesNotKnowTheKeyCannotMakeOne() {
        assertThat(marker.in(new Marker("here", "guessed").of(id))).isEmpty();
        assertThat(marker.in(marker.of(id).replace(id.toString(), Ids.next().toString())))
                .isEmpty();
    }

    @Test
    void anotherInstallationsMarkerIsNotOurs() {
        assertThat(marker.in(new Marker("there", "key").of(id))).isEmpty();
        assertThat(marker.in(new Marker("there", "key").of(id).replace("there", "here")))
                .isEmpty();
    }

    @Test
    void aForgedOneBeforeItDoesNotHideIt() {
        var forged = new Marker("here", "guessed").of(Ids.next());
        assertThat(marker.in(forged + marker.of(id))).contains(id);
    }

    @Test
    void nonsenseIsNone() {
        assertThat(marker.in(null)).isEmpty();
        assertThat(marker.in("")).isEmpty();
        assertThat(marker.in("<!-- liverun:here:" + "-".repeat(36) + ":" + "0".repeat(64) + " -->"))
                .isEmpty();
    }
}
