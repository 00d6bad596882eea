package io.vqtrace.imports.internal.facts;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the devices out of HMP {@code info qtree}, whose structure is its indentation. */
final class QtreeParser {
    private static final Pattern DEVICE = Pattern.compile("^( *)dev: ([^,]{1,120}), id \"([^\"]{0,200})\"");
    private static final Pattern PCI =
            Pattern.compile("^( *)class [^,]{0,200}, addr ([0-9a-f]{2}:[0-9a-f]{2}\\.[0-9a-f])");
    private static final int MAX_DEVICES = 10_000;

    private static final class Open {
        final int indent;
        final String model;
        final String id;
        final String parent;
        String address;

        Open(int indent, String model, String id, String parent) {
            this.indent = indent;
            this.model = model;
            this.id = id;
            this.parent = parent;
        }
    }

    private QtreeParser() {}

    /** Returns the devices, children before their parents. */
    static List<QtreeDevice> parse(String text) {
        List<QtreeDevice> devices = new ArrayList<>();
        Deque<Open> path = new ArrayDeque<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Matcher device = DEVICE.matcher(line);
            if (device.find() && devices.size() + path.size() < MAX_DEVICES) {
                int indent = device.group(1).length();
                close(path, indent, devices);
                String parent = path.isEmpty() ? null : path.peek().id;
                path.push(new Open(indent, device.group(2), device.group(3), parent));
                continue;
            }
            Matcher pci = PCI.matcher(line);
            if (pci.find()) {
                close(path, pci.group(1).length(), devices);
                if (!path.isEmpty() && path.peek().address == null) {
                    path.peek().address = pci.group(2);
                }
            }
        }
        close(path, 0, devices);
        return devices;
    }

    /** Ends the devices that are not around a line of that indentation. */
    private static void close(Deque<Open> path, int indent, List<QtreeDevice> devices) {
        while (!path.isEmpty() && path.peek().indent >= indent) {
            Open open = path.pop();
            devices.add(new QtreeDevice(open.model, open.id, open.address, open.parent));
        }
    }
}
