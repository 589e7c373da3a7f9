package dev.liverun.session.report.format;

import dev.liverun.api.export.TableFormat;
import dev.liverun.api.problem.Invalid;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats that there are. */
enum ReportFormat {
    HTML("text/html;charset=UTF-8", "html", true),
    PDF("application/pdf", "pdf", true),
    XLSX(TableFormat.XLSX.mediaType(), "xlsx", false),
    CSV(TableFormat.CSV.mediaType(), "csv", false),
    JSON("application/json", "json", true),
    JUNIT("application/xml;charset=UTF-8", "xml", false),
    CTRF("application/json", "ctrf.json", false),
    MARKDOWN("text/markdown;charset=UTF-8", "md", true);

    private final String mediaType;
    private final String extension;
    private final boolean shown;

    ReportFormat(String mediaType, String extension, boolean shown) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.shown = shown;
    }

    String mediaType() {
        return mediaType;
    }

    /** Whether browsers show it or store it, and under which name. */
    String disposition(Object sessionId) {
        return (shown ? "inline" : "attachment") + "; filename=\"session-" + sessionId + "." + extension + "\"";
    }

    private String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Invalid naming the formats that there are */
    static ReportFormat of(String name) {
        for (var format : values()) {
            if (format.apiName().equals(name)) {
                return format;
            }
        }
        throw new Invalid(
                "format",
                "must be one of "
                        + Arrays.stream(values()).map(ReportFormat::apiName).collect(Collectors.joining(", ")));
    }
}
