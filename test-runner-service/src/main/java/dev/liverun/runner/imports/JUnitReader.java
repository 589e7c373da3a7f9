package dev.liverun.runner.imports;

import dev.liverun.events.contract.TestStatus;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads JUnit XML as Ant, Maven, Gradle, pytest, newman and others write it; as a stream, without DTDs. */
final class JUnitReader {

    private static final int MAX_MESSAGE = 2000;
    private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(1_000_000);

    private final XMLStreamReader xml;
    private final int most;
    private final List<ForeignResult> results = new ArrayList<>();
    private Optional<Instant> suiteStartedAt = Optional.empty();

    private JUnitReader(XMLStreamReader xml, int most) {
        this.xml = xml;
        this.most = most;
    }

    /** @throws IllegalArgumentException says for people what is wrong */
    static List<ForeignResult> read(byte[] document, int most) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return new JUnitReader(factory.createXMLStreamReader(new ByteArrayInputStream(document)), most).read();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(
                    "not JUnit XML, line " + e.getLocation().getLineNumber() + ": " + firstLine(e.getMessage()), e);
        }
    }

    private List<ForeignResult> read() throws XMLStreamException {
        boolean root = true;
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String element = xml.getLocalName();
            if (root && !element.equals("testsuites") && !element.equals("testsuite")) {
                throw new IllegalArgumentException(
                        "not JUnit XML: it begins with <" + element + ">, not with <testsuites> or <testsuite>");
            }
            root = false;
            if (element.equals("testsuite")) {
                suiteStartedAt = instant(attribute("timestamp"));
            } else if (element.equals("testcase")) {
                add(testCase());
            }
        }
        if (results.isEmpty()) {
            throw new IllegalArgumentException("there is no <testcase> in it");
        }
        return results;
    }

    private void add(ForeignResult result) {
        if (results.size() == most) {
            throw new IllegalArgumentException("at most " + most + " test cases are possible");
        }
        results.add(result);
    }

    private ForeignResult testCase() throws XMLStreamException {
        String name = attribute("name");
        String className = attribute("classname");
        String whole = className == null || className.isBlank() ? name : className + " " + name;
        Duration duration = duration(attribute("time"));
        TestStatus status = TestStatus.PASSED;
        String message = null;
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                TestStatus told =
                        switch (xml.getLocalName()) {
                            case "failure" -> TestStatus.FAILED;
                            case "error" -> TestStatus.ERROR;
                            case "skipped" -> TestStatus.SKIPPED;
                            default -> null;
                        };
                if (told != null && status == TestStatus.PASSED) {
                    status = told;
                    String said = attribute("message");
                    String text = xml.getElementText();
                    depth--;
                    message = cut(said == null || said.isBlank() ? text.strip() : said);
                }
            }
        }
        return new ForeignResult(
                whole == null || whole.isBlank() ? "(without a name)" : whole,
                status,
                duration,
                message,
                suiteStartedAt);
    }

    private @Nullable String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    /** Seconds, perhaps with thousands separators. */
    private static Duration duration(@Nullable String seconds) {
        if (seconds == null || !seconds.matches("[0-9,]{1,20}(\\.[0-9]{1,20})?")) {
            return Duration.ZERO;
        }
        BigDecimal number = new BigDecimal(seconds.replace(",", "")).min(MAX_SECONDS);
        return Duration.ofMillis(number.movePointRight(3).longValue());
    }

    private static Optional<Instant> instant(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException notWithZone) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }

    private static String cut(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
    }

    private static String firstLine(@Nullable String message) {
        String text = String.valueOf(message);
        int at = text.indexOf("Message: ");
        return (at < 0 ? text : text.substring(at + 9)).lines().findFirst().orElse("");
    }
}
