package io.vqtrace.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;

/**
 * What the command was asked for.
 *
 * @param quick whether it must end within three minutes
 * @param parts what to measure
 * @param json where to write the figures, or null
 */
record Options(boolean quick, Set<Part> parts, Path json) {
    /** The parts of a measurement. */
    enum Part {
        /** Calls, by JMH. */
        COST,
        /** Worst pauses. */
        PAUSES,
        /** Rates to disk, and allocation. */
        SUSTAINED,
        /** Bytes on disk. */
        SIZE
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it is not understood
     */
    static Options parse(String... args) {
        boolean quick = false;
        Set<Part> parts = EnumSet.allOf(Part.class);
        Path json = null;
        Iterator<String> words = Arrays.asList(args).iterator();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--quick" -> quick = true;
                case "--only" -> {
                    parts = EnumSet.noneOf(Part.class);
                    for (String part : argument(word, words).split(",")) {
                        parts.add(part(part));
                    }
                }
                case "--json" -> json = Path.of(argument(word, words));
                default -> throw new IllegalArgumentException("unknown argument " + word);
            }
        }
        return new Options(quick, parts, json);
    }

    private static String argument(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " needs an argument");
        }
        return words.next();
    }

    private static Part part(String name) {
        for (Part part : Part.values()) {
            if (part.name().toLowerCase(Locale.ROOT).equals(name)) {
                return part;
            }
        }
        throw new IllegalArgumentException("unknown part " + name);
    }
}
