package io.vqtrace.imports.internal.machine;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML that need not be honest: with the JDK's own StAX parser, without document types, entities of their own and
 * inclusions, all of which a domain never has, and within bounds of depth and size.
 */
final class BoundedXml {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 200_000;
    private static final int MAX_ATTRIBUTES = 100;
    private static final int MAX_TEXT = 1 << 16;
    private static final String INCLUSION = "http://www.w3.org/2001/XInclude";

    private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    private int elements;

    BoundedXml() {
        // Declarations are not processed, so that the parser never opens what they name; they are refused below.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are not read");
        });
    }

    /** Parses a document into its root element. */
    XmlElement parse(byte[] document) throws MachineSyntaxException {
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(document));
            try {
                return root(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new MachineSyntaxException("it is not well-formed XML" + where(e), e);
        }
    }

    private static String where(XMLStreamException e) {
        String reason = e.getMessage() == null
                ? ""
                : e.getMessage().lines().reduce((a, b) -> b).orElse("");
        String place =
                e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNumber();
        return place + (reason.isEmpty() ? "" : ": " + reason.replaceFirst("^Message: ", ""));
    }

    private XmlElement root(XMLStreamReader xml) throws XMLStreamException, MachineSyntaxException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD ->
                    throw new MachineSyntaxException("it has a document type (DOCTYPE), which could name entities and"
                            + " other files: domain XML has none; remove it");
                case XMLStreamConstants.START_ELEMENT -> {
                    return element(xml, 1);
                }
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
        throw new MachineSyntaxException("it has no element");
    }

    private XmlElement element(XMLStreamReader xml, int depth) throws XMLStreamException, MachineSyntaxException {
        if (INCLUSION.equals(xml.getNamespaceURI())) {
            throw new MachineSyntaxException("it includes other files (XInclude), which is not supported: remove that");
        }
        if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS || xml.getAttributeCount() > MAX_ATTRIBUTES) {
            throw new MachineSyntaxException("it is larger or more deeply nested than any domain");
        }
        XmlElement element = new XmlElement(xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            element.attribute(xml.getAttributeLocalName(i), bounded(xml.getAttributeValue(i)));
        }
        int text = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> element.child(element(xml, depth + 1));
                case XMLStreamConstants.END_ELEMENT -> {
                    return element;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    text += xml.getTextLength();
                    if (text <= MAX_TEXT) {
                        element.text(xml.getText());
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new MachineSyntaxException("it refers to the entity " + xml.getLocalName()
                            + ", which is not supported: write out what it stands for");
                default -> {
                    // Comments and processing instructions say nothing.
                }
            }
        }
        throw new MachineSyntaxException("it ends inside an element");
    }

    private static String bounded(String value) {
        return value.length() <= MAX_TEXT ? value : value.substring(0, MAX_TEXT);
    }
}
