package dev.liverun.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseServerTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Session", "a b", "a\"; DROP DATABASE b", "1a"})
    void onlyPlainNamesAreTaken(String name) {
        DatabaseServer server = new DatabaseServer(new Database("127.0.0.1", 1, "postgres", "postgres", ""));

        assertThatThrownBy(() -> server.create(name, "role", "secret")).isInstanceOf(IllegalArgumentException.class);
    }
}
