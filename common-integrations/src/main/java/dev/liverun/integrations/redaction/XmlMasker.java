package dev.liverun.integrations.redaction;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Masks XML: the text of elements and the values of attributes whose names say that they are secret, and what XPath rules
 * select. Documents are read without DTDs and external entities.
 */
final class XmlMasker {

    /** An element with nothing but text in it. */
    private static final Pattern ELEMENT =
            Pattern.compile("<(?:[A-Za-z0-9_.-]+:)?([A-Za-z0-9_.-]+)(?:\\s[^<>]*)?>([^<]+)(?=</)");

    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s(?:[A-Za-z0-9_.-]+:)?([A-Za-z0-9_.-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    private final SensitiveNames names;
    private final List<String> xpaths;

    XmlMasker(SensitiveNames names, List<String> xpaths) {
        this.names = names;
        this.xpaths = xpaths;
    }

    /** @throws IllegalArgumentException if it is no XPath */
    static void check(String xpath) {
        try {
            newXPath(null).compile(xpath);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException("Not an XPath expression: " + xpath, e);
        }
    }

    /** Empty if there are XPath rules and the text is no XML to its end, so that nothing can be masked by them. */
    Optional<String> mask(String text) {
        if (xpaths.isEmpty()) {
            return Optional.of(byName(text));
        }
        try {
            return Optional.of(byName(byPath(text)));
        } catch (SAXException | IOException | TransformerException | XPathExpressionException e) {
            return Optional.empty();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private String byName(String text) {
        return masked(masked(text, ELEMENT), ATTRIBUTE);
    }

    private String masked(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        while (matcher.find()) {
            if (names.contains(matcher.group(1))) {
                int value = matcher.group(2) != null ? 2 : 3;
                masked.append(text, done, matcher.start(value)).append(KnownSecrets.MASK);
                done = matcher.end(value);
            }
        }
        return masked.append(text, done, text.length()).toString();
    }

    private String byPath(String text)
            throws SAXException, IOException, ParserConfigurationException, XPathExpressionException,
                    TransformerException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setExpandEntityReferences(false);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        Document document = builder.parse(new InputSource(new StringReader(text)));
        for (String xpath : xpaths) {
            NodeList nodes = (NodeList) newXPath(document).evaluate(xpath, document, XPathConstants.NODESET);
            for (int i = 0; i < nodes.getLength(); i++) {
                nodes.item(i).setTextContent(KnownSecrets.MASK);
            }
        }
        var transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, text.startsWith("<?xml") ? "no" : "yes");
        StringWriter written = new StringWriter();
        transformer.transform(new DOMSource(document), new StreamResult(written));
        return written.toString();
    }

    /** Prefixes are those of the root element; its default namespace is called {@code ns}. */
    private static XPath newXPath(@Nullable Document document) {
        XPath xpath = XPathFactory.newInstance().newXPath();
        xpath.setNamespaceContext(new NamespaceContext() {
            @Override
            public @Nullable String getNamespaceURI(String prefix) {
                if (document == null) {
                    return "urn:" + prefix;
                }
                String known = document.getDocumentElement().lookupNamespaceURI(prefix);
                return known != null || !prefix.equals("ns")
                        ? known
                        : document.getDocumentElement().lookupNamespaceURI(null);
            }

            @Override
            public @Nullable String getPrefix(String uri) {
                return null;
            }

            @Override
            public Iterator<String> getPrefixes(String uri) {
                return java.util.Collections.emptyIterator();
            }
        });
        return xpath;
    }
}
