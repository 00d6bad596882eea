package io.vqtrace.analyzer.render;

import java.util.ArrayList;
import java.util.List;

/** Breaks running text into lines at blanks. */
final class Wrap {

    private Wrap() {}

    /**
     * @param first starts the first line
     * @param rest starts every other line
     * @param columns width; a word longer than a line stands alone and overlong
     */
    static List<String> lines(String first, String rest, String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        // Runs of blanks are kept inside a line: they separate a label from its subject.
        for (String word : text.split("(?<! ) ", -1)) {
            if (!empty && line.length() + 1 + word.stripTrailing().length() > columns) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(rest).append(word.stripLeading());
            } else {
                line.append(empty ? "" : " ").append(word);
            }
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
