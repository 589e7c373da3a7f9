package dev.liverun.feedback.attachments;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Set;

/** What may be attached. */
@ConfigMapping(prefix = "liverun.attachments")
interface AttachmentsConfig {

    /** One file, in bytes. The request limits of this service and of the gateway must be larger. */
    @WithDefault("26214400")
    long maxFileSize();

    /** Files of one report. */
    @WithDefault("20")
    int maxPerReport();

    /** All files of one report together, in bytes. */
    @WithDefault("209715200")
    long maxReportSize();

    /** How old a stored file that no attachment has must be to be removed. Longer than an upload takes. */
    @WithDefault("24h")
    Duration orphanAfter();

    /** How long an upload may pause before it counts as broken off. Longer than quarkus.http.idle-timeout (30 minutes). */
    @WithDefault("1h")
    Duration brokenOffAfter();

    /** What files may be, as their bytes tell. Whatever a browser might run (HTML, SVG) does not belong here. */
    @WithDefault(
            "image/png,image/jpeg,image/gif,image/webp,application/pdf,text/plain,application/json,video/mp4,video/webm,application/zip")
    Set<String> contentTypes();
}
