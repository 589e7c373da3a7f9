package dev.liverun.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where files are kept. */
@ConfigMapping(prefix = "liverun.storage")
public interface StorageConfig {

    /**
     * A directory that all replicas see and that is backed up together with the database; a file system that has no room
     * left refuses uploads and loses nothing.
     */
    @WithDefault("liverun-storage")
    Path directory();

    /**
     * Uploads that a crash left unfinished are removed at the next start when they are older than this. Must be longer
     * than the longest upload takes, or another replica's running one is removed.
     */
    @WithDefault("24h")
    Duration unfinishedAfter();
}
