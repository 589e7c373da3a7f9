package dev.liverun.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where files are kept. */
@ConfigMapping(prefix = "liverun.storage")
public interface StorageConfig {

    /** A directory, or a bucket of an S3-compatible service. Files are not moved when this changes. */
    @WithDefault("LOCAL")
    Backend backend();

    /**
     * LOCAL: a directory that all replicas see and that is backed up together with the database; a file system that has no
     * room left refuses uploads and loses nothing. S3: a directory of each replica's own, in which uploads are received; it
     * needs room for those under way.
     */
    @WithDefault("liverun-storage")
    Path directory();

    /**
     * Uploads that a crash left unfinished are removed at the next start when they are older than this. Must be longer
     * than the longest upload takes, or another replica's running one is removed.
     */
    @WithDefault("24h")
    Duration unfinishedAfter();

    S3 s3();

    /** Where files can be kept. */
    enum Backend {
        LOCAL,
        S3
    }

    /**
     * The bucket. Who we are to the service is looked up where its own tools look: AWS_ACCESS_KEY_ID and
     * AWS_SECRET_ACCESS_KEY, a mounted profile, a web identity token, the machine's role.
     */
    interface S3 {

        /** It must be there, and be ours alone. */
        Optional<String> bucket();

        /** The service's address, such as {@code https://minio.example.org:9000}. Absent: AWS in the given region. */
        Optional<URI> endpoint();

        @WithDefault("us-east-1")
        String region();

        /** Whether the bucket's name stands in the path, as most compatible services want, or in the host name. */
        @WithDefault("true")
        boolean pathStyle();

        /** For one request, with the SDK's own repetitions. A large file on a slow line needs longer. */
        @WithDefault("5m")
        Duration timeout();
    }
}
