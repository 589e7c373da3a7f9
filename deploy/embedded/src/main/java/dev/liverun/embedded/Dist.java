package dev.liverun.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The distribution directory that this module's {@code package} phase lays out ({@code deploy/embedded/target/dist}):
 * PostgreSQL's programs and the broker's class path, for the system that built it.
 */
public record Dist(Path directory) {

    /** Names the directory for whatever does not pass it explicitly. The parent pom sets it for all tests. */
    public static final String PROPERTY = "liverun.embedded.dist";

    public Dist {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The directory named by the system property {@value #PROPERTY}; without it, the one of the tree we run in. */
    public static Dist fromSystemProperty() {
        String value = System.getProperty(PROPERTY);
        if (value != null && !value.isBlank()) {
            return new Dist(Path.of(value));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path dist = at.resolve("deploy/embedded/target/dist");
            if (Files.isDirectory(dist)) {
                return new Dist(dist);
            }
        }
        throw new EmbeddedException(
                "There is no deploy/embedded/target/dist here: run \"mvn -pl deploy/embedded package\" "
                        + "in Liverun's directory, or let the system property " + PROPERTY + " name the directory.");
    }

    Path postgresProgram(String name) {
        return existing(directory.resolve("postgres/bin").resolve(name));
    }

    Path brokerJar() {
        return existing(directory.resolve("kafka/lib/liverun-broker.jar"));
    }

    Path brokerArchive() {
        return directory.resolve("kafka/broker.jsa");
    }

    private Path existing(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new EmbeddedException("There is no " + file + ": run \"mvn -pl deploy/embedded package\" on this "
                    + System.getProperty("os.name").toLowerCase(Locale.ROOT) + " machine first.");
        }
        return file;
    }
}
