package io.vqtrace.analyzer.chart;

import java.util.List;
import java.util.stream.IntStream;

/** Classes of completions per interrupt: 0, 1, 2, then up to each power of two. */
final class CompletionClasses {
    private static final int MOST = 12;

    private CompletionClasses() {}

    /** Class of a number of completions, 0 to 12. */
    static int of(long completions) {
        if (completions <= 2) {
            return (int) Math.max(0, completions);
        }
        return Math.min(MOST, 65 - Long.numberOfLeadingZeros(completions - 1));
    }

    /** Names of the classes {@code first} to {@code last}: "0", "1", "2", "3–4", "5–8". */
    static List<String> names(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(CompletionClasses::name)
                .toList();
    }

    private static String name(int cls) {
        if (cls <= 2) {
            return Integer.toString(cls);
        }
        long low = (1L << (cls - 2)) + 1;
        return cls == MOST ? low + " or more" : low + "–" + (1L << (cls - 1));
    }
}
