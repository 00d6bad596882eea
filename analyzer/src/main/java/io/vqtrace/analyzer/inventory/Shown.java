package io.vqtrace.analyzer.inventory;

import io.vqtrace.analyzer.text.Visible;
import java.util.List;

/** Texts that inputs chose, made harmless and short enough to be shown. */
final class Shown {
    private static final int LONGEST = 300;

    private Shown() {}

    /** Returns a text on one line, without hidden characters; null for null. */
    static String of(String text) {
        if (text == null) {
            return null;
        }
        String bounded = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return Visible.of(bounded).replaceAll("[\\n\\t]+", " ");
    }

    static List<String> all(List<String> texts) {
        return texts.stream().map(Shown::of).toList();
    }
}
