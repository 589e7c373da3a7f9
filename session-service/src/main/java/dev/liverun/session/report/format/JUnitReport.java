package dev.liverun.session.report.format;

import dev.liverun.api.export.Exports;
import dev.liverun.api.export.FileWriter;
import dev.liverun.api.export.XmlText;
import dev.liverun.events.contract.TestStatus;
import dev.liverun.session.report.evidence.Report;
import dev.liverun.session.results.SessionResult;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** JUnit's XML as Ant writes it, which every build server reads: one suite, the integration is the class. */
@ApplicationScoped
class JUnitReport {

    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** An XML document that is written piece by piece. */
    private record Xml(XMLStreamWriter out) implements FileWriter {

        static Xml into(OutputStream out) {
            try {
                return new Xml(XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name()));
            } catch (XMLStreamException e) {
                throw new IllegalStateException("every Java platform writes XML", e);
            }
        }

        /** Writes; StAX has an exception of its own. */
        void write(Writing writing) throws IOException {
            try {
                writing.on(out);
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void flush() throws IOException {
            write(XMLStreamWriter::flush);
        }

        @Override
        public void finish() throws IOException {
            write(XMLStreamWriter::writeEndDocument);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void on(XMLStreamWriter out) throws XMLStreamException;
    }

    Multi<byte[]> render(Report report) {
        return Exports.of(
                Xml::into,
                List.of(
                        Exports.part(xml -> xml.write(out -> head(out, report))),
                        Exports.part(report.tests(), (xml, test) -> xml.write(out -> write(out, test))),
                        Exports.part(xml -> xml.write(JUnitReport::tail))));
    }

    private static void head(XMLStreamWriter out, Report report) throws XMLStreamException {
        var evidence = report.evidence();
        var session = evidence.session();
        var byStatus = evidence.results().byStatus();
        out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        out.writeStartElement("testsuite");
        out.writeAttribute("name", token(session.name()));
        out.writeAttribute("timestamp", local(session.startedAt(), session.createdAt()));
        out.writeAttribute("hostname", "liverun");
        out.writeAttribute("tests", Long.toString(evidence.results().total()));
        out.writeAttribute("failures", Long.toString(byStatus.getOrDefault(TestStatus.FAILED, 0L)));
        out.writeAttribute("errors", Long.toString(byStatus.getOrDefault(TestStatus.ERROR, 0L)));
        out.writeAttribute("skipped", Long.toString(byStatus.getOrDefault(TestStatus.SKIPPED, 0L)));
        out.writeAttribute("time", seconds(report.activeMs()));
        out.writeStartElement("properties");
        property(out, "session_id", session.id().toString());
        property(out, "status", session.status().name());
        property(out, "verdict", evidence.judgement().verdict().name());
        property(out, "started_at", text(session.startedAt()));
        property(out, "ended_at", text(session.endedAt()));
        property(out, "environment", session.environment());
        property(out, "version_under_test", session.versionUnderTest());
        property(out, "session_version", Long.toString(session.version()));
        property(
                out,
                "seal_version",
                report.seal() == null ? null : Integer.toString(report.seal().version()));
        property(out, "sha256", report.sha256());
        out.writeEndElement();
    }

    private static void property(XMLStreamWriter out, String name, @Nullable String value) throws XMLStreamException {
        if (value != null && !value.isBlank()) {
            out.writeEmptyElement("property");
            out.writeAttribute("name", name);
            out.writeAttribute("value", XmlText.cleaned(value));
        }
    }

    private static void write(XMLStreamWriter out, SessionResult test) throws XMLStreamException {
        out.writeStartElement("testcase");
        out.writeAttribute("name", token(test.testName()));
        out.writeAttribute("classname", token(test.endpointName()));
        out.writeAttribute("time", seconds(test.durationMs()));
        switch (TestStatus.valueOf(test.status())) {
            case PASSED -> {}
            case SKIPPED -> {
                out.writeEmptyElement("skipped");
            }
            case FAILED -> problem(out, "failure", test);
            case ERROR -> problem(out, "error", test);
        }
        out.writeEndElement();
    }

    private static void problem(XMLStreamWriter out, String kind, SessionResult test) throws XMLStreamException {
        out.writeStartElement(kind);
        if (test.failureReason() != null) {
            out.writeAttribute("message", XmlText.cleaned(test.failureReason()));
        }
        out.writeAttribute("type", test.failureClass() == null ? "UNCLASSIFIED" : test.failureClass());
        var details = test.errorDetails() == null ? "" : test.errorDetails();
        var issue = test.githubIssueUrl() == null ? "" : "\n" + test.githubIssueUrl();
        out.writeCharacters(XmlText.cleaned(details + issue));
        out.writeEndElement();
    }

    private static void tail(XMLStreamWriter out) throws XMLStreamException {
        // What a test printed: Liverun keeps it elsewhere, the format asks for the elements.
        out.writeEmptyElement("system-out");
        out.writeEmptyElement("system-err");
        out.writeEndElement();
    }

    private static String local(@Nullable Instant time, Instant otherwise) {
        return LOCAL.format(time == null ? otherwise : time);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static String seconds(long millis) {
        return java.math.BigDecimal.valueOf(millis, 3).toPlainString();
    }

    /** A name on one line, which is never empty. */
    private static String token(String text) {
        var token = XmlText.cleaned(text).strip().replaceAll("\\s+", " ");
        return token.isEmpty() ? "–" : token;
    }
}
