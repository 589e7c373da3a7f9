package dev.liverun.feedback.attachments;

import dev.liverun.api.problem.BodyTooLarge;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.problem.Unprocessable;
import dev.liverun.api.security.Caller;
import dev.liverun.events.Ids;
import dev.liverun.feedback.reports.FeedbackRepository;
import dev.liverun.feedback.reports.ReportLog;
import dev.liverun.storage.FileStore;
import dev.liverun.storage.FileStore.StoredFile;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Files of reports: the bytes go to the file store, what is known of them to the database. */
@ApplicationScoped
class AttachmentService implements PanacheRepositoryBase<FeedbackAttachment, UUID> {

    private static final Logger LOG = Logger.getLogger(AttachmentService.class);

    /** A file in the store that no row tells of yet. */
    record Uploaded(UUID id, UUID feedbackId, String filename, String contentType, StoredFile file) {}

    /** A file to be sent. */
    record Download(FeedbackAttachment attachment, Multi<Buffer> content) {}

    private final FeedbackRepository reports;
    private final FileStore store;
    private final ContentTypes contentTypes;
    private final AttachmentsConfig config;
    private final ReportLog log;
    private final Vertx vertx;
    private final Clock clock;

    AttachmentService(
            FeedbackRepository reports,
            FileStore store,
            ContentTypes contentTypes,
            AttachmentsConfig config,
            ReportLog log,
            Vertx vertx,
            Clock clock) {
        this.reports = reports;
        this.store = store;
        this.contentTypes = contentTypes;
        this.config = config;
        this.log = log;
        this.vertx = vertx;
        this.clock = clock;
    }

    /** Checks and stores the spooled file. Not to be called in a transaction; {@link #discard} it if that fails. */
    Uni<Uploaded> store(UUID feedbackId, String filename, Path spooled, long size) {
        if (size == 0) {
            throw new Invalid("file", "must not be empty");
        }
        if (size > config.maxFileSize()) {
            throw new BodyTooLarge(config.maxFileSize());
        }
        var id = Ids.next();
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(() -> contentTypes.of(spooled), false)
                        .toCompletionStage())
                .chain(contentType -> read(spooled)
                        .chain(content ->
                                store.put("attachments/" + feedbackId + "/" + id, content, config.maxFileSize()))
                        .map(file -> new Uploaded(id, feedbackId, Filenames.clean(filename), contentType, file)));
    }

    /** In the current transaction; flushed. */
    Uni<FeedbackAttachment> attach(Uploaded uploaded, Caller caller) {
        return reports.lock(uploaded.feedbackId()).chain(report -> {
            if (report.attachmentCount() >= config.maxPerReport()) {
                throw new Unprocessable(
                        "too-many-attachments",
                        "Too many attachments",
                        "A report can have " + config.maxPerReport() + " files.");
            }
            var attachment = new FeedbackAttachment(
                    uploaded.id(),
                    uploaded.feedbackId(),
                    uploaded.filename(),
                    uploaded.file().key(),
                    uploaded.contentType(),
                    uploaded.file().size(),
                    uploaded.file().sha256(),
                    caller.subject(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS));
            return persist(attachment)
                    .chain(() -> log.synchronised(
                            report,
                            report.attached(attachment.snapshot(), caller.subject()),
                            caller,
                            "attachment-added",
                            null))
                    .replaceWith(attachment);
        });
    }

    /** Removes a stored file that did not become an attachment; of a commit without an answer nobody knows, but the table. */
    Uni<Void> discard(Uploaded uploaded) {
        return Panache.withSession(() -> findById(uploaded.id()))
                .chain(attachment -> attachment == null
                        ? store.delete(uploaded.file().key())
                        : Uni.createFrom().voidItem())
                .onFailure()
                .invoke(e -> LOG.warnf(
                        e, "%s is left in the file store", uploaded.file().key()))
                .onFailure()
                .recoverWithNull();
    }

    Uni<List<FeedbackAttachment>> of(UUID feedbackId) {
        return reports.get(feedbackId).chain(() -> list("feedbackId = ?1 order by uploadedAt, id", feedbackId));
    }

    Uni<FeedbackAttachment> get(UUID feedbackId, UUID id) {
        return find("id = ?1 and feedbackId = ?2", id, feedbackId)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(() -> new NotFound("attachment", id));
    }

    /** Not to be called in a transaction. */
    Uni<Download> open(FeedbackAttachment attachment) {
        return store.read(attachment.filePath())
                .map(content -> new Download(
                        attachment,
                        content.orElseThrow(
                                () -> new NotFound("The file of this attachment is missing in the store."))));
    }

    private Uni<Multi<Buffer>> read(Path spooled) {
        return Uni.createFrom()
                .completionStage(() -> vertx.fileSystem()
                        .open(
                                spooled.toString(),
                                new OpenOptions().setRead(true).setWrite(false))
                        .toCompletionStage())
                .map(io.vertx.mutiny.core.file.AsyncFile::newInstance)
                .map(file -> file.toMulti()
                        .map(io.vertx.mutiny.core.buffer.Buffer::getDelegate)
                        .onTermination()
                        .call(file::close));
    }
}
