package dev.liverun.runner.workflow.expecting;

import java.io.StringReader;
import java.util.Iterator;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An XPath 1.0, a literal of the document. Prefixes are those of the answer's root element; the default namespace is
 * called {@code ns}. Documents are read without DTDs and external entities: they are others' data.
 */
public final class XPathQuery {

    private static final int MAX_LENGTH = 500;
    private static final String DEFAULT_PREFIX = "ns";

    private final String source;

    private XPathQuery(String source) {
        this.source = source;
    }

    /** @throws IllegalArgumentException says for people what is wrong with it */
    public static XPathQuery compile(String source) {
        if (source.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an XPath has at most " + MAX_LENGTH + " characters");
        }
        if (source.contains("${")) {
            throw new IllegalArgumentException("an XPath is fixed: no ${…} in it; compare with equals instead");
        }
        try {
            XPath xpath = XPathFactory.newInstance().newXPath();
            xpath.setNamespaceContext(new AnyPrefix());
            xpath.compile(source);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException("not an XPath: " + reason(e), e);
        }
        return new XPathQuery(source);
    }

    private static String reason(XPathExpressionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    /** @throws NotXml if the text is no XML */
    public static Document parse(String text) throws NotXml {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            // Without one, errors are printed.
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (org.xml.sax.SAXException | java.io.IOException e) {
            throw new NotXml(String.valueOf(e.getMessage()));
        }
    }

    /** Text, a number, a boolean; null if no node is found. */
    public @Nullable Object find(Document document) {
        XPath xpath = XPathFactory.newInstance().newXPath();
        xpath.setNamespaceContext(new RootPrefixes(document));
        try {
            NodeList nodes = (NodeList) xpath.evaluate(source, document, XPathConstants.NODESET);
            return nodes.getLength() == 0 ? null : nodes.item(0).getTextContent();
        } catch (XPathExpressionException notNodes) {
            return value(xpath, document);
        }
    }

    private @Nullable Object value(XPath xpath, Document document) {
        try {
            String text = xpath.evaluate(source, document);
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            return text;
        } catch (XPathExpressionException e) {
            return null;
        }
    }

    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source;
    }

    /** The text is no XML. */
    public static final class NotXml extends Exception {
        private static final long serialVersionUID = 1L;

        NotXml(String message) {
            super(message, null, false, false);
        }
    }

    /** While an expression is only read, every prefix is one. */
    private static class AnyPrefix implements NamespaceContext {
        @Override
        public @Nullable String getNamespaceURI(String prefix) {
            return "urn:" + prefix;
        }

        @Override
        public @Nullable String getPrefix(String uri) {
            return null;
        }

        @Override
        public Iterator<String> getPrefixes(String uri) {
            return java.util.Collections.emptyIterator();
        }
    }

    private static final class RootPrefixes extends AnyPrefix {
        private final Document document;

        RootPrefixes(Document document) {
            this.document = document;
        }

        @Override
        public @Nullable String getNamespaceURI(String prefix) {
            var root = document.getDocumentElement();
            String known = root.lookupNamespaceURI(prefix);
            return known != null || !prefix.equals(DEFAULT_PREFIX) ? known : root.lookupNamespaceURI(null);
        }
    }
}
