package dev.liverun.feedback.attachments;

import java.time.Instant;
import java.util.UUID;

/**
 * An attachment, as callers see it.
 *
 * @param contentType what the bytes are, whatever the uploader said
 * @param thumbnail whether there is a small picture of it
 */
public record AttachmentResponse(
        UUID id,
        UUID feedbackId,
        String filename,
        String filePath,
        String contentType,
        long fileSize,
        String sha256,
        boolean thumbnail,
        String uploadedBy,
        Instant uploadedAt) {

    static AttachmentResponse of(FeedbackAttachment attachment) {
        return new AttachmentResponse(
                attachment.id(),
                attachment.feedbackId(),
                attachment.filename(),
                attachment.filePath(),
                attachment.contentType(),
                attachment.fileSize(),
                attachment.sha256(),
                attachment.thumbnailPath() != null,
                attachment.uploadedBy(),
                attachment.uploadedAt());
    }
}
