package io.vqtrace.analyzer.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** Writes SVG documents into a page: each of their ids gets a prefix, so that they stay unique. */
final class SvgWriter {

    /** Hints without an effect on what is drawn, and what the page's style sheet decides. */
    private static final Set<String> LEFT_OUT = Set.of(
            "xmlns",
            "xmlns:xlink",
            "xml:space",
            "width",
            "height",
            "font-family",
            "text-rendering",
            "color-interpolation",
            "color-rendering",
            "image-rendering",
            "shape-rendering");

    private static final Set<String> CONTAINERS = Set.of("svg", "g", "defs", "clipPath", "text");

    private final Html html;
    private int pictures;
    private String prefix;

    SvgWriter(Html html) {
        this.html = html;
    }

    void write(Block.Picture picture) throws IOException {
        prefix = "picture-" + ++pictures + "-";
        String title = prefix + "title";
        String description = prefix + "description";
        List<String> attributes =
                new ArrayList<>(List.of("role", "img", "aria-labelledby", title, "aria-describedby", description));
        attributes.addAll(attributes(picture.svg()));
        html.open("svg", attributes.toArray(String[]::new))
                .element("title", picture.title(), "id", title)
                .element("desc", picture.description(), "id", description);
        children(picture.svg());
        html.close();
    }

    private void children(Node parent) throws IOException {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                element(element);
            } else if (child instanceof Text text) {
                html.text(text.getData());
            }
        }
    }

    private void element(Element element) throws IOException {
        if (element.getTagName().equals("title")) {
            return; // the picture's own stands for it
        }
        html.open(element.getTagName(), attributes(element).toArray(String[]::new));
        children(element);
        html.close();
    }

    private List<String> attributes(Element element) {
        NamedNodeMap all = element.getAttributes();
        boolean shape = !CONTAINERS.contains(element.getTagName());
        List<String> attributes = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            String name = all.item(i).getNodeName();
            boolean size = shape && (name.equals("width") || name.equals("height"));
            if (size || !LEFT_OUT.contains(name)) {
                attributes.add(name);
                attributes.add(unique(name, all.item(i).getNodeValue()));
            }
        }
        return attributes;
    }

    private String unique(String name, String value) {
        return name.equals("id") ? prefix + value : value.replace("url(#", "url(#" + prefix);
    }
}
