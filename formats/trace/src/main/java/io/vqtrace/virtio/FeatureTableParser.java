package io.vqtrace.virtio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
 */
final class FeatureTableParser {
    private final String resource;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> bitsByName = new HashMap<>();
    private final List<Feature> features;
    private String section;

    FeatureTableParser(String resource, String text) {
        this.resource = resource;
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (!line.isBlank() && line.charAt(0) != '#') {
                parse(line.trim(), number);
            }
        }
        this.features = rows.stream().map(this::resolve).toList();
    }

    List<Feature> features() {
        return features;
    }

    Map<String, Integer> bitsByName() {
        return bitsByName;
    }

    private void parse(String line, int number) {
        String[] words = line.split(" +", 3);
        if (words.length < 2) {
            throw malformed(number, line);
        }
        if (words[0].equals("section")) {
            section = words[1];
        } else if (Character.isDigit(words[0].charAt(0))) {
            if (words.length < 3) {
                throw malformed(number, line);
            }
            rows.add(new Row(Integer.parseInt(words[0]), words[1], words[2], section));
            define(words[1], Integer.parseInt(words[0]), number);
        } else if (rows.isEmpty()) {
            throw malformed(number, line);
        } else {
            mark(
                    rows.get(rows.size() - 1),
                    words[0],
                    line.substring(words[0].length()).trim(),
                    number);
        }
    }

    private void mark(Row row, String keyword, String value, int number) {
        switch (keyword) {
            case "requires" -> row.requires.add(value.split(" or "));
            case "offer-requires" -> row.requiresWhenOffered.add(value.split(" or "));
            case "legacy" -> {
                row.origin = FeatureOrigin.LEGACY;
                row.section = value;
            }
            case "outside" -> {
                row.origin = FeatureOrigin.OUTSIDE;
                row.section = value;
            }
            case "aka" -> {
                for (String alias : value.split(" +")) {
                    row.aliases.add(alias);
                    define(alias, row.bit, number);
                }
            }
            default -> throw malformed(number, keyword);
        }
    }

    private void define(String name, int bit, int number) {
        if (bitsByName.putIfAbsent(name, bit) != null) {
            throw malformed(number, name);
        }
    }

    private Feature resolve(Row row) {
        return new Feature(
                row.bit,
                row.name,
                row.origin,
                row.section,
                row.requires.stream().map(this::bits).toList(),
                row.requiresWhenOffered.stream().map(this::bits).toList(),
                row.aliases,
                row.meaning);
    }

    private FeatureSet bits(String[] names) {
        FeatureSet set = FeatureSet.NONE;
        for (String name : names) {
            Integer bit = bitsByName.get(name.trim());
            if (bit == null) {
                throw new IllegalStateException(resource + ": required feature " + name + " is not in the table");
            }
            set = set.set(bit);
        }
        return set;
    }

    private IllegalStateException malformed(int number, String what) {
        return new IllegalStateException(resource + ":" + number + ": not a feature table line: " + what);
    }

    private static final class Row {
        final int bit;
        final String name;
        final String meaning;
        final List<String[]> requires = new ArrayList<>();
        final List<String[]> requiresWhenOffered = new ArrayList<>();
        final List<String> aliases = new ArrayList<>();
        FeatureOrigin origin = FeatureOrigin.STANDARD;
        String section;

        Row(int bit, String name, String meaning, String section) {
            this.bit = bit;
            this.name = name;
            this.meaning = meaning;
            this.section = section;
        }
    }
}
