package dev.liverun.integrations.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Credentials in a mounted directory, one file each. As PostgreSQL does with its private key, it accepts files that only
 * their owner can read (0600), and 0640 where root owns them, which is how containers hand secrets to another user.
 */
public final class DirectoryCredentials implements CredentialSource {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int ROOT = 0;
    private static final int OTHERS = 0077;
    private static final int OTHERS_BUT_GROUP_READ = 0037;
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 0022;

    private final Path directory;

    public DirectoryCredentials(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<String> read(String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            refuseWhenOpen(name, file);
            if (Files.size(file) > MAX_BYTES) {
                throw new CredentialException("The credential " + name + " is larger than 64 KiB");
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new CredentialException(
                    "The credential " + name + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    true);
        }
    }

    private void refuseWhenOpen(String name, Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        int mode = (Integer) Files.getAttribute(file, "unix:mode");
        boolean ownedByRoot = (Integer) Files.getAttribute(file, "unix:uid") == ROOT;
        if ((mode & (ownedByRoot ? OTHERS_BUT_GROUP_READ : OTHERS)) != 0) {
            throw new CredentialException("The file of the credential " + name
                    + " can be read or changed by other users; run: chmod 0600 " + file.toAbsolutePath());
        }
        int directoryMode = (Integer) Files.getAttribute(directory, "unix:mode");
        if ((directoryMode & WRITABLE_BY_OTHERS) != 0 && (directoryMode & STICKY) == 0) {
            throw new CredentialException(
                    "The directory of the credentials can be changed by other users; run: chmod 0700 "
                            + directory.toAbsolutePath());
        }
    }
}
