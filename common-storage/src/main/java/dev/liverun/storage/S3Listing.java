package dev.liverun.storage;

import dev.liverun.storage.FileStore.FileInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Walks through a bucket in the order of the keys, a page at a time. Its method blocks; used by one thread at a time. */
final class S3Listing {

    private final S3Client s3;
    private final String bucket;
    private final String prefix;
    private final @Nullable String after;
    private @Nullable ListObjectsV2Response page;

    S3Listing(S3Client s3, String bucket, String prefix, Optional<String> after) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
        this.after = after.orElse(null);
    }

    /** The next page; empty at the end. */
    List<FileInfo> next() {
        var before = page;
        if (before != null && !before.isTruncated()) {
            return List.of();
        }
        var next = s3.listObjectsV2(request -> request.bucket(bucket)
                .prefix(prefix)
                .startAfter(after)
                .continuationToken(before == null ? null : before.nextContinuationToken()));
        page = next;
        return next.contents().stream()
                .map(object -> new FileInfo(object.key(), object.size(), object.lastModified()))
                .toList();
    }
}
