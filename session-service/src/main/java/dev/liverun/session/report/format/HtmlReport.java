package dev.liverun.session.report.format;

import dev.liverun.session.report.evidence.Report;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The report as one self-contained page. Qute escapes every value that it puts into a page. */
@ApplicationScoped
class HtmlReport {

    @CheckedTemplate(basePath = "report")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance session(Report report, Donut donut);
    }

    Uni<String> render(Report report) {
        return Templates.session(report, Donut.of(report.evidence().results())).createUni();
    }
}
