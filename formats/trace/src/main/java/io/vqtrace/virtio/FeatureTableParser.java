package io.vqtrace.virtio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Reads the text form of a feature table.
 *
 * <pre>
 * # comment
 * section 5.1.3                                the section of the bits that follow
 * 9 VIRTIO_NET_F_GUEST_ECN the meaning        one bit: number, name, meaning; then what holds for it:
 *     requires VIRTIO_X_F_A or VIRTIO_X_F_B    one of these must come with it; several lines: each of them
 *     offer-requires VIRTIO_X_F_C              the same, but for the device's offer only
 *     legacy 5.1.3.2                           only in the legacy interface, defined in that section
 *     outside Linux virtio_bt.h                not in the specification, but there
 *     aka VIRTIO_X_F_OLD VIRTIO_X_F_OTHER      other names
 * </pre>
 *
 * <p>No streams and no regular expressions: it may run while a short command starts, when the first use of either costs
 * more than reading the table.
 */
final class FeatureTableParser {
    private final String resource;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> bitsByName = new HashMap<>();
    private final List<Feature> features = new ArrayList<>();
    private String section;

    FeatureTableParser(String resource, String text) {
        this.resource = resource;
        StringTokenizer lines = new StringTokenizer(text, "\n\r");
        while (lines.hasMoreTokens()) {
            String line = lines.nextToken();
            if (!line.isBlank() && line.charAt(0) != '#') {
                parse(line.trim());
            }
        }
        for (Row row : rows) {
            features.add(resolve(row));
        }
    }

    List<Feature> features() {
        return List.copyOf(features);
    }

    Map<String, Integer> bitsByName() {
        return bitsByName;
    }

    private void parse(String line) {
        String first = firstWord(line);
        String rest = line.substring(first.length()).trim();
        if (rest.isEmpty()) {
            throw malformed(line);
        }
        if (first.equals("section")) {
            section = rest;
        } else if (Character.isDigit(first.charAt(0))) {
            int bit = Integer.parseInt(first);
            String name = firstWord(rest);
            String meaning = rest.substring(name.length()).trim();
            if (meaning.isEmpty()) {
                throw malformed(line);
            }
            rows.add(new Row(bit, name, meaning, section));
            define(name, bit);
        } else if (rows.isEmpty()) {
            throw malformed(line);
        } else {
            mark(rows.get(rows.size() - 1), first, rest);
        }
    }

    private void mark(Row row, String keyword, String value) {
        switch (keyword) {
            case "requires" -> row.requires.add(value);
            case "offer-requires" -> row.requiresWhenOffered.add(value);
            case "legacy" -> row.definedBy(FeatureOrigin.LEGACY, value);
            case "outside" -> row.definedBy(FeatureOrigin.OUTSIDE, value);
            case "aka" -> {
                StringTokenizer aliases = new StringTokenizer(value);
                while (aliases.hasMoreTokens()) {
                    String alias = aliases.nextToken();
                    row.aliases.add(alias);
                    define(alias, row.bit);
                }
            }
            default -> throw malformed(keyword + " " + value);
        }
    }

    private void define(String name, int bit) {
        if (bitsByName.putIfAbsent(name, bit) != null) {
            throw malformed(name + " for the second time");
        }
    }

    private Feature resolve(Row row) {
        return new Feature(
                row.bit,
                row.name,
                row.origin,
                row.section,
                clauses(row.requires),
                clauses(row.requiresWhenOffered),
                row.aliases,
                row.meaning);
    }

    private List<FeatureSet> clauses(List<String> texts) {
        List<FeatureSet> clauses = new ArrayList<>();
        for (String text : texts) {
            FeatureSet anyOf = FeatureSet.NONE;
            StringTokenizer words = new StringTokenizer(text);
            while (words.hasMoreTokens()) {
                String word = words.nextToken();
                if (!word.equals("or")) {
                    anyOf = anyOf.set(bitOf(word));
                }
            }
            clauses.add(anyOf);
        }
        return clauses;
    }

    private int bitOf(String name) {
        Integer bit = bitsByName.get(name);
        if (bit == null) {
            throw malformed("requires " + name + ", which is not in the table");
        }
        return bit;
    }

    private static String firstWord(String line) {
        int space = line.indexOf(' ');
        return space < 0 ? line : line.substring(0, space);
    }

    private IllegalStateException malformed(String what) {
        return new IllegalStateException(resource + " is not a feature table: " + what);
    }

    private static final class Row {
        final int bit;
        final String name;
        final String meaning;
        final List<String> requires = new ArrayList<>();
        final List<String> requiresWhenOffered = new ArrayList<>();
        final List<String> aliases = new ArrayList<>();
        FeatureOrigin origin = FeatureOrigin.STANDARD;
        String section;

        Row(int bit, String name, String meaning, String section) {
            this.bit = bit;
            this.name = name;
            this.meaning = meaning;
            this.section = section;
        }

        void definedBy(FeatureOrigin newOrigin, String newSection) {
            origin = newOrigin;
            section = newSection;
        }
    }
}
