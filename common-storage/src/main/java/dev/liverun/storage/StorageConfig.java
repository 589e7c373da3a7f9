package dev.liverun.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where files are kept. */
@ConfigMapping(prefix = "liverun.storage")
public interface StorageConfig {

    /**
     * A directory that all replicas see and that is backed up together with the database; a file system that has no room
     * left refuses uploads and loses nothing.
     */
    @WithDefault("liverun-storage")
    Path directory();
}
