package io.vqtrace.imports.internal.facts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the devices out of HMP {@code info qtree}, whose structure is its indentation. */
final class QtreeParser {
    private static final Pattern DEVICE = Pattern.compile("^( *)dev: ([^,]{1,120}), id \"([^\"]{0,200})\"");
    private static final Pattern PCI =
            Pattern.compile("^( *)class ([^,]{0,200}), addr ([0-9a-f]{2}:[0-9a-f]{2}\\.[0-9a-f])");
    private static final Pattern PROPERTY =
            Pattern.compile("^( *)([A-Za-z][A-Za-z0-9_.-]{0,80}) = (?:\"([^\"]{0,400})\"|([^\" ]{1,400})(?: \\(.*)?)$");
    private static final int MAX_DEVICES = 10_000;
    private static final int MAX_PROPERTIES = 500;

    private static final class Open {
        final int number;
        final int indent;
        final String model;
        final String id;
        final Integer parent;
        final Map<String, String> properties = new HashMap<>();
        String address;
        String pciClass;

        Open(int number, int indent, String model, String id, Integer parent) {
            this.number = number;
            this.indent = indent;
            this.model = model;
            this.id = id;
            this.parent = parent;
        }

        QtreeDevice device() {
            return new QtreeDevice(number, parent, model, id, address, pciClass, properties);
        }
    }

    private final List<QtreeDevice> devices = new ArrayList<>();
    private final Deque<Open> path = new ArrayDeque<>();

    private QtreeParser() {}

    /** Returns the devices, children before their parents. */
    static List<QtreeDevice> parse(String text) {
        QtreeParser parser = new QtreeParser();
        text.lines().forEach(parser::line);
        parser.close(0);
        return parser.devices;
    }

    private void line(String line) {
        Matcher device = DEVICE.matcher(line);
        if (device.find()) {
            int indent = device.group(1).length();
            close(indent);
            int number = devices.size() + path.size();
            if (number < MAX_DEVICES) {
                Integer parent = path.isEmpty() ? null : Integer.valueOf(path.peek().number);
                path.push(new Open(number, indent, device.group(2), device.group(3), parent));
            }
            return;
        }
        Matcher pci = PCI.matcher(line);
        if (pci.find()) {
            close(pci.group(1).length());
            if (!path.isEmpty() && path.peek().address == null) {
                path.peek().pciClass = pci.group(2);
                path.peek().address = pci.group(3);
            }
            return;
        }
        Matcher property = PROPERTY.matcher(line);
        if (property.find()) {
            close(property.group(1).length());
            if (!path.isEmpty() && path.peek().properties.size() < MAX_PROPERTIES) {
                String quoted = property.group(3);
                path.peek().properties.putIfAbsent(property.group(2), quoted == null ? property.group(4) : quoted);
            }
        }
    }

    /** Ends the devices that are not around a line of that indentation. */
    private void close(int indent) {
        while (!path.isEmpty() && path.peek().indent >= indent) {
            devices.add(path.pop().device());
        }
    }
}
