package dev.liverun.embedded.assembly;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Lays out PostgreSQL's programs in the distribution directory, at build time: the JDK cannot read xz. */
public final class UnpackPostgres {
    private UnpackPostgres() {}

    /** The argument is the directory to fill. One that is there from an earlier build of the same archive is left alone. */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream packed = UnpackPostgres.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new IOException("There is no PostgreSQL for this system on the class path: " + archive);
            }
            byte[] bytes = packed.readAllBytes();
            String mark = archive + " " + bytes.length + " " + Arrays.hashCode(bytes);
            Path marker = target.resolve("unpacked");
            if (Files.exists(marker) && Files.readString(marker).equals(mark)) {
                return;
            }
            unpack(new ByteArrayInputStream(bytes), target);
            Files.writeString(marker, mark);
        }
    }

    static String archive(String system, String processor) {
        String family = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String bits =
                switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> processor;
                };
        return "/postgres-" + family + "-" + bits + ".txz";
    }

    private static void unpack(InputStream packed, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, target);
            }
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target.normalize())) {
            throw new IOException("The archive has a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.deleteIfExists(file);
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
