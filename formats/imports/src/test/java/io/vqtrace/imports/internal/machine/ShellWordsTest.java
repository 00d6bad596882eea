package io.vqtrace.imports.internal.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vqtrace.imports.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
    private static final String SIGNS = "aZ0 \t\n'\"\\#;&|()<>{}$`,=-é";

    private static List<String> words(String text) throws MachineSyntaxException {
        return ShellWords.command(text, 0).words();
    }

    @Test
    void anyWordsComeBackFromAnyWayOfQuotingThem() {
        Seeds.each(300, random -> {
            List<String> words = new ArrayList<>();
            StringBuilder line = new StringBuilder();
            for (int i = random.nextInt(8); i >= 0; i--) {
                String word = word(random);
                words.add(word);
                line.append(" \t".charAt(random.nextInt(2)));
                quote(word, random, line);
                line.append(random.nextInt(4) == 0 ? " \\\n " : " ");
            }
            assertEquals(words, words(line.toString()), line.toString());
        });
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(10); i >= 0; i--) {
            word.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return word.toString();
    }

    /** Writes each part of the word in one of the three ways that a shell knows. */
    private static void quote(String word, Random random, StringBuilder out) {
        int at = 0;
        while (at < word.length()) {
            int end = at + 1 + random.nextInt(word.length() - at);
            String part = word.substring(at, end);
            switch (random.nextInt(3)) {
                case 0 -> out.append('\'').append(part.replace("'", "'\\''")).append('\'');
                case 1 ->
                    out.append('"')
                            .append(part.replaceAll("[\"\\\\$`]", "\\\\$0"))
                            .append('"');
                default -> part.chars().forEach(c -> out.append(c == '\n' ? "'\n'" : "\\" + (char) c));
            }
            at = end;
        }
    }

    @Test
    void aCommandEndsAtItsLineOrOperator() throws MachineSyntaxException {
        assertEquals(List.of("qemu", "-m", "1"), words("qemu -m 1 # -m 2\nqemu -m 3"));
        assertEquals(List.of("qemu", "-m", "1"), words("qemu -m 1 && rm x"));
        assertEquals(List.of("qemu", "-m", "1", "-S"), words("qemu -m 1 \\\r\n -S >log 2>&1 &"));
    }

    @Test
    void jsonWithoutQuotesIsTakenAsItIs() throws MachineSyntaxException {
        assertEquals(
                List.of("-device", "{\"driver\":\"a b\",\"x\":{\"y\":1}}", "-S"),
                words("-device {\"driver\":\"a b\",\"x\":{\"y\":1}} -S"));
    }

    @Test
    void anOpenQuoteIsNamedByItsLine() {
        MachineSyntaxException e = assertThrows(MachineSyntaxException.class, () -> words("qemu \\\n -name 'x\n"));
        assertEquals("a quote in line 2 is not closed", e.getMessage());
    }
}
