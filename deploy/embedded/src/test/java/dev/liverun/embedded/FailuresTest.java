package dev.liverun.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Path DATA = Path.of("/data");
    private static final Path LOG = Path.of("/data/postgres.log");

    @Test
    void aFullDiskIsNamedWithTheNextStep() {
        assertThat(explain("FATAL:  could not write lock file \"postmaster.pid\": No space left on device"))
                .isEqualTo("The disk that holds /data is full: free some space and start PostgreSQL again.");
    }

    @Test
    void aPortThatWasTakenMeanwhileIsNamed() {
        assertThat(explain("LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use"))
                .isEqualTo(
                        "Port 5432 is in use by another program: stop that program or give PostgreSQL another port.");
    }

    @Test
    void anythingElseIsQuotedWithThePlaceOfTheLog() {
        assertThat(explain("LOG:  starting\nFATAL:  bad configuration\nLOG:  shut down\n"))
                .isEqualTo("PostgreSQL did not start (FATAL:  bad configuration): details are in /data/postgres.log.");
    }

    @Test
    void silenceIsReportedAsSuch() {
        assertThat(explain("")).isEqualTo("PostgreSQL did not start: details are in /data/postgres.log.");
    }

    private static String explain(String output) {
        return Failures.explain("PostgreSQL", DATA, 5432, output, LOG).getMessage();
    }
}
