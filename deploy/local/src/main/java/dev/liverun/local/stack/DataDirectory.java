package dev.liverun.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/**
 * Everything a local stack keeps, in one directory that only its owner can read.
 *
 * <pre>
 *   postgres/  kafka/   the servers' data          logs/<member>.log
 *   keys/               the key pair for tokens    config/<member>.properties   what each was started with
 *   credentials/        the integrations' secrets  run/<member>.properties      its pid and ports
 *   storage/            attachments                sandbox/                     the stand-ins' state
 * </pre>
 */
public record DataDirectory(Path root) {

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    public static DataDirectory open(Path root) {
        var directory = new DataDirectory(root);
        directory.directory(".");
        return directory;
    }

    public boolean exists() {
        return Files.isDirectory(root.resolve("run"));
    }

    public Path log(Member member) {
        return directory("logs").resolve(member.id() + ".log");
    }

    public Path servers(Member member) {
        return directory("data").resolve(member.id());
    }

    public Path keys() {
        return directory("keys");
    }

    public Path credentials() {
        return directory("credentials");
    }

    public Path storage() {
        return directory("storage");
    }

    public Path run(Member member) {
        return directory("run").resolve(member.id() + ".properties");
    }

    public Path config(Member member) {
        return directory("config").resolve(member.id() + ".properties");
    }

    public Path serviceToken(Member member) {
        return directory("tokens").resolve(member.id());
    }

    public Path ports() {
        return root.resolve("ports.properties");
    }

    public Path secrets() {
        return root.resolve("secrets.properties");
    }

    /** Writes atomically, readable by the owner alone. */
    public static void writePrivately(Path file, String content) {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, content, StandardOpenOption.WRITE);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Removes it with all that is in it. */
    public void delete() {
        if (!Files.exists(root)) {
            return;
        }
        try (var all = Files.walk(root)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    static StackException unusable(Path path, IOException e) {
        var reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return new StackException(
                path + " cannot be written (" + reason + "): free some space or choose another place with --data DIR.",
                e);
    }

    private Path directory(String name) {
        var directory = root.resolve(name).normalize();
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return directory;
        } catch (FileSystemException e) {
            throw unusable(directory, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
