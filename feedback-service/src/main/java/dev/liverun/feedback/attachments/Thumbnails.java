package dev.liverun.feedback.attachments;

import dev.liverun.api.problem.Invalid;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.jboss.logging.Logger;

/**
 * Makes small pictures of images. They are drawn anew from the pixels: what else a file carries (EXIF, a second file
 * behind the first) is not in them. An image is read at a fraction of its size, one at a time, so that memory stays small
 * whatever its dimensions claim.
 */
@ApplicationScoped
class Thumbnails {

    private static final Logger LOG = Logger.getLogger(Thumbnails.class);

    static final String CONTENT_TYPE = "image/jpeg";

    private static final Set<String> READABLE = Set.of("image/png", "image/jpeg", "image/gif");
    private static final int SIDE = 320;
    private static final long MAX_PIXELS = 64_000_000;

    private final WorkerExecutor worker;

    Thumbnails(Vertx vertx) {
        ImageIO.setUseCache(false);
        this.worker = vertx.createSharedWorkerExecutor("thumbnails", 1);
    }

    /**
     * Empty where there is none to be made. Fails with {@link Invalid} where a file claims to be an image and is none.
     */
    Uni<Optional<Buffer>> of(Path file, String contentType) {
        return READABLE.contains(contentType)
                ? Uni.createFrom().completionStage(() -> worker.executeBlocking(() -> draw(file), false)
                        .toCompletionStage())
                : Uni.createFrom().item(Optional.empty());
    }

    private static Optional<Buffer> draw(Path file) {
        try (var input = new FileImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw noImage();
            }
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return draw(reader);
            } finally {
                reader.dispose();
            }
        } catch (Invalid e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            LOG.debug("no thumbnail", e);
            throw noImage();
        }
    }

    private static Optional<Buffer> draw(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
            LOG.debugf("no thumbnail of %d x %d pixels", width, height);
            return Optional.empty();
        }
        int step = Math.max(1, Math.max(width, height) / (2 * SIDE));
        var how = reader.getDefaultReadParam();
        how.setSourceSubsampling(step, step, 0, 0);
        var image = reader.read(0, how);
        double scale = Math.min(1, (double) SIDE / Math.max(image.getWidth(), image.getHeight()));
        var small = new BufferedImage(
                Math.max(1, (int) (image.getWidth() * scale)),
                Math.max(1, (int) (image.getHeight() * scale)),
                BufferedImage.TYPE_INT_RGB);
        var pen = small.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(image, 0, 0, small.getWidth(), small.getHeight(), Color.WHITE, null);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(small, "jpeg", bytes);
        return Optional.of(Buffer.buffer(bytes.toByteArray()));
    }

    private static Invalid noImage() {
        return new Invalid("file", "begins like an image and cannot be read as one");
    }
}
