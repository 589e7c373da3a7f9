package dev.liverun.events.contract;

import java.time.Instant;
import java.util.UUID;

/**
 * A file attached to a report.
 */
public record AttachmentSnapshot(
        UUID id, String filename, String contentType, long fileSize, String sha256, Instant uploadedAt) {}
