package io.vqtrace.imports.internal.machine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An element of a small XML document. */
final class XmlElement {
    /** Stands for an element that is not there, so that paths need no null checks. */
    static final XmlElement NONE = new XmlElement("");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    XmlElement(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void attribute(String attribute, String value) {
        attributes.put(attribute, value);
    }

    void child(XmlElement child) {
        children.add(child);
    }

    void text(String more) {
        text.append(more);
    }

    /** Returns an attribute, null if it is not there. */
    String get(String attribute) {
        return attributes.get(attribute);
    }

    /** Returns an attribute, an empty text if it is not there. */
    String getOrEmpty(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    /** Returns the first child of a name, {@link #NONE} if there is none. */
    XmlElement first(String child) {
        return all(child).findFirst().orElse(NONE);
    }

    Stream<XmlElement> all(String child) {
        return children.stream().filter(element -> element.name.equals(child));
    }

    List<XmlElement> children() {
        return children;
    }

    /** Returns the text inside, null if there is none. */
    String text() {
        String stripped = text.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }
}
