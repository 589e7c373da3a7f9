package dev.liverun.storage;

import dev.liverun.storage.FileStore.FileInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Walks through a directory in the order of the keys, one step at a time; holds the names of one directory per level. Used
 * by one thread at a time.
 */
final class Listing {

    private final Path root;
    private final String prefix;
    private final String after;
    /** Keys still to be visited, the next one first; a directory ends with a slash. */
    private final Deque<String> open = new ArrayDeque<>();

    private boolean started;

    Listing(Path root, String prefix, Optional<String> after) {
        this.root = root;
        this.prefix = prefix;
        this.after = after.orElse("");
    }

    Optional<FileInfo> next() throws IOException {
        if (!started) {
            started = true;
            expand("");
        }
        while (!open.isEmpty()) {
            String key = open.removeFirst();
            if (key.endsWith("/")) {
                expand(key);
                continue;
            }
            Optional<FileInfo> info = info(key);
            if (info.isPresent()) {
                return info;
            }
        }
        return Optional.empty();
    }

    private void expand(String directory) throws IOException {
        List<String> keys = new ArrayList<>();
        try (Stream<Path> children = Files.list(root.resolve(directory))) {
            for (Path child : (Iterable<Path>) children::iterator) {
                String key = directory + child.getFileName() + (Files.isDirectory(child) ? "/" : "");
                if (wanted(key, child)) {
                    keys.add(key);
                }
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        keys.sort(Collections.reverseOrder());
        keys.forEach(open::addFirst);
    }

    private boolean wanted(String key, Path child) {
        if (child.getFileName().toString().startsWith(".")) {
            return false;
        }
        if (key.endsWith("/")) {
            boolean leadsToPrefix = key.startsWith(prefix) || prefix.startsWith(key);
            return leadsToPrefix && (key.compareTo(after) > 0 || after.startsWith(key));
        }
        return key.startsWith(prefix) && key.compareTo(after) > 0;
    }

    private Optional<FileInfo> info(String key) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(root.resolve(key), BasicFileAttributes.class);
            return Optional.of(new FileInfo(
                    key, attributes.size(), attributes.lastModifiedTime().toInstant()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }
}
