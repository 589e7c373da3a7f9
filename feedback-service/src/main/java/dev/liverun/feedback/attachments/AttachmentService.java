package dev.liverun.feedback.attachments;

import dev.liverun.api.problem.BodyTooLarge;
import dev.liverun.api.problem.Forbidden;
import dev.liverun.api.problem.Invalid;
import dev.liverun.api.problem.NotFound;
import dev.liverun.api.problem.Unprocessable;
import dev.liverun.api.security.Caller;
import dev.liverun.api.security.Roles;
import dev.liverun.events.Ids;
import dev.liverun.feedback.reports.FeedbackReport;
import dev.liverun.feedback.reports.FeedbackRepository;
import dev.liverun.feedback.reports.ReportLog;
import dev.liverun.feedback.reports.Timing;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Files of reports: the bytes go to the file store, what is known of them to the database. */
@ApplicationScoped
class AttachmentService implements PanacheRepositoryBase<FeedbackAttachment, UUID> {

    private static final Logger LOG = Logger.getLogger(AttachmentService.class);

    /** Behind the key of what it shows. */
    private static final String THUMBNAIL = ".thumbnail";

    /** A file in the store that no row tells of yet. */
    record Uploaded(
            UUID id,
            UUID feedbackId,
            String filename,
            String contentType,
            StoredFile file,
            @Nullable String thumbnailPath) {}

    /** A file to be sent. */
    record Download(FeedbackAttachment attachment, Optional<ByteRange> range, Multi<Buffer> content) {}

    private final FeedbackRepository reports;
    private final FileStore store;
    private final ContentTypes contentTypes;
    private final Thumbnails thumbnails;
    private final AttachmentsConfig config;
    private final ReportLog log;
    private final Vertx vertx;
    private final Timing timing;

    AttachmentService(
            FeedbackRepository reports,
            FileStore store,
            ContentTypes contentTypes,
            Thumbnails thumbnails,
            AttachmentsConfig config,
            ReportLog log,
            Vertx vertx,
            Timing timing) {
        this.reports = reports;
        this.store = store;
        this.contentTypes = contentTypes;
        this.thumbnails = thumbnails;
        this.config = config;
        this.log = log;
        this.vertx = vertx;
        this.timing = timing;
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
                .chain(contentType -> thumbnails.of(spooled, contentType).chain(thumbnail -> store(
                                feedbackId, id, spooled, thumbnail)
                        .map(file -> new Uploaded(
                                id,
                                feedbackId,
                                Filenames.clean(filename),
                                contentType,
                                file,
                                thumbnail.isEmpty() ? null : file.key() + THUMBNAIL))));
    }

    private Uni<StoredFile> store(UUID feedbackId, UUID id, Path spooled, Optional<Buffer> thumbnail) {
        var key = "attachments/" + feedbackId + "/" + id;
        return read(spooled)
                .chain(content -> store.put(key, content, config.maxFileSize()))
                .call(() -> thumbnail
                        .map(picture -> store.put(
                                        key + THUMBNAIL, Multi.createFrom().item(picture), picture.length())
                                .onFailure()
                                .call(() -> store.delete(key))
                                .replaceWithVoid())
                        .orElseGet(() -> Uni.createFrom().voidItem()));
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
            return room(uploaded).chain(() -> attach(uploaded, report, caller));
        });
    }

    /** Holds while the report is locked: two uploads at once cannot both fill the rest. */
    private Uni<Void> room(Uploaded uploaded) {
        return Panache.getSession()
                .chain(session -> session.createQuery(
                                "select coalesce(sum(a.fileSize), 0) from FeedbackAttachment a where a.feedbackId = ?1",
                                Long.class)
                        .setParameter(1, uploaded.feedbackId())
                        .getSingleResult())
                .invoke(used -> {
                    if (used + uploaded.file().size() > config.maxReportSize()) {
                        throw new Unprocessable(
                                "attachments-too-large",
                                "Attachments too large",
                                "The files of a report can have " + config.maxReportSize() + " bytes together.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<FeedbackAttachment> attach(Uploaded uploaded, FeedbackReport report, Caller caller) {
        var attachment = new FeedbackAttachment(
                uploaded.id(),
                uploaded.feedbackId(),
                uploaded.filename(),
                uploaded.file().key(),
                uploaded.contentType(),
                uploaded.file().size(),
                uploaded.file().sha256(),
                uploaded.thumbnailPath(),
                caller.subject(),
                timing.now());
        return persist(attachment)
                .chain(() -> log.synchronised(
                        report,
                        report.attached(attachment.snapshot(), caller.subject()),
                        caller,
                        "attachment-added",
                        null))
                .replaceWith(attachment);
    }

    /** By whoever uploaded it, and operators. In the current transaction; {@link #erase} its files once it is committed. */
    Uni<FeedbackAttachment> remove(UUID feedbackId, UUID id, Caller caller) {
        return reports.lock(feedbackId).chain(report -> get(feedbackId, id)
                .invoke(attachment -> {
                    if (!caller.is(attachment.uploadedBy()) && !caller.has(Roles.OPERATOR)) {
                        throw new Forbidden("Only who uploaded a file and operators can remove it.");
                    }
                })
                .call(this::delete)
                .call(attachment -> log.synchronised(
                        report,
                        report.detached(attachment.filename(), timing, caller.subject()),
                        caller,
                        "attachment-removed",
                        null)));
    }

    /** What stays if this fails is removed as an orphan later. */
    Uni<Void> erase(FeedbackAttachment attachment) {
        var thumbnail = attachment.thumbnailPath();
        return store.delete(attachment.filePath())
                .chain(() -> thumbnail == null ? Uni.createFrom().voidItem() : store.delete(thumbnail))
                .onFailure()
                .invoke(e -> LOG.warnf("%s is removed later: %s", attachment.filePath(), e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    /** Removes a stored file that did not become an attachment; of a commit without an answer nobody knows, but the table. */
    Uni<Void> discard(Uploaded uploaded) {
        return Panache.withSession(() -> findById(uploaded.id()))
                .chain(attachment -> attachment != null
                        ? Uni.createFrom().voidItem()
                        : store.delete(uploaded.file().key())
                                .chain(() -> uploaded.thumbnailPath() == null
                                        ? Uni.createFrom().voidItem()
                                        : store.delete(uploaded.thumbnailPath())))
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
    Uni<Download> open(FeedbackAttachment attachment, Optional<ByteRange> range) {
        return content(
                        attachment.filePath(),
                        range.map(ByteRange::first).orElse(0L),
                        range.map(ByteRange::length).orElse(Long.MAX_VALUE))
                .map(content -> new Download(attachment, range, content));
    }

    /** Not to be called in a transaction. */
    Uni<Multi<Buffer>> thumbnail(FeedbackAttachment attachment) {
        var path = attachment.thumbnailPath();
        if (path == null) {
            throw new NotFound("There is no small picture of this file.");
        }
        return content(path, 0, Long.MAX_VALUE);
    }

    private Uni<Multi<Buffer>> content(String key, long first, long length) {
        return store.read(key, first, length)
                .map(content -> content.orElseThrow(
                        () -> new NotFound("The file of this attachment is missing in the store.")));
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
