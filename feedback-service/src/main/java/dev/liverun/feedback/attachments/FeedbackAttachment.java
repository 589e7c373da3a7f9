package dev.liverun.feedback.attachments;

import dev.liverun.events.contract.AttachmentSnapshot;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file of a report (specification: FeedbackAttachment). It never changes. */
@Entity
@Table(name = "feedback_attachments")
class FeedbackAttachment {

    @Id
    private UUID id;

    private UUID feedbackId;
    private String filename;
    private String filePath;
    private String contentType;
    private long fileSize;

    @Column(name = "sha256")
    private String sha256;

    private @Nullable String thumbnailPath;
    private String uploadedBy;
    private Instant uploadedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected FeedbackAttachment() {}

    FeedbackAttachment(
            UUID id,
            UUID feedbackId,
            String filename,
            String filePath,
            String contentType,
            long fileSize,
            String sha256,
            @Nullable String thumbnailPath,
            String uploadedBy,
            Instant uploadedAt) {
        this.id = id;
        this.feedbackId = feedbackId;
        this.filename = filename;
        this.filePath = filePath;
        this.contentType = contentType;
        this.fileSize = fileSize;
        this.sha256 = sha256;
        this.thumbnailPath = thumbnailPath;
        this.uploadedBy = uploadedBy;
        this.uploadedAt = uploadedAt;
    }

    AttachmentSnapshot snapshot() {
        return new AttachmentSnapshot(id, filename, contentType, fileSize, sha256, uploadedAt);
    }

    UUID id() {
        return id;
    }

    UUID feedbackId() {
        return feedbackId;
    }

    String filename() {
        return filename;
    }

    @Nullable
    String thumbnailPath() {
        return thumbnailPath;
    }

    String filePath() {
        return filePath;
    }

    String contentType() {
        return contentType;
    }

    long fileSize() {
        return fileSize;
    }

    String sha256() {
        return sha256;
    }

    String uploadedBy() {
        return uploadedBy;
    }

    Instant uploadedAt() {
        return uploadedAt;
    }
}
