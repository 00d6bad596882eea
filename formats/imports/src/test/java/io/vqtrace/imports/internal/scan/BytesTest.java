package io.vqtrace.imports.internal.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.imports.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    private static byte[] padded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.copyOf(bytes, bytes.length + Bytes.PADDING);
    }

    @Test
    void findsTheFirstLineFeedWhateverStandsAround() {
        Seeds.each(500, random -> {
            int length = random.nextInt(100);
            byte[] text = new byte[length + 1 + Bytes.PADDING];
            random.nextBytes(text);
            for (int i = 0; i < length; i++) {
                text[i] = text[i] == '\n' ? 11 : text[i];
            }
            text[length] = '\n';
            int from = random.nextInt(length + 1);
            assertEquals(length, Bytes.lineEnd(text, from));
        });
    }

    @Test
    void readsSixDigitsAndRefusesAnythingElse() {
        for (int value : new int[] {0, 1, 9, 10, 123456, 999999, 100000}) {
            assertEquals(value, Bytes.sixDigits(padded(String.format("%06d:", value)), 0));
        }
        Seeds.each(2000, random -> {
            byte[] text = padded(String.format("x%06d", random.nextInt(1_000_000)));
            int at = 1 + random.nextInt(6);
            text[at] = (byte) random.nextInt(256);
            int expected = 0;
            for (int i = 1; i <= 6; i++) {
                boolean digit = text[i] >= '0' && text[i] <= '9';
                expected = expected < 0 || !digit ? -1 : expected * 10 + text[i] - '0';
            }
            assertEquals(expected, Bytes.sixDigits(text, 1));
        });
    }

    @Test
    void readsHexadecimalWords() {
        Seeds.each(2000, random -> {
            byte[] text = padded(String.format("%08x", random.nextInt()));
            int end = random.nextInt(9);
            if (end < 8) {
                byte other;
                do {
                    other = (byte) random.nextInt(256);
                } while ("0123456789abcdef".indexOf(other & 0xff) >= 0);
                text[end] = other;
            }
            long word = Bytes.word(text, 0);
            assertEquals(end, Bytes.hexLength(word));
            String digits = new String(text, 0, end, StandardCharsets.ISO_8859_1);
            assertEquals(end == 0 ? 0 : Long.parseLong(digits, 16), Bytes.hexValue(word, end));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 119})
    void findsNamesOfAnyLength(int length) {
        NameTable table = new NameTable(10);
        byte[] text = padded("ab" + "n".repeat(length) + " rest");
        assertEquals(NameTable.UNKNOWN, table.find(text, 2));
        assertEquals(2 + length, table.end());
        int index = table.add(text, 2);
        byte[] again = padded("n".repeat(length) + "\n");
        assertEquals(index, table.find(again, 0));
        assertEquals(index, table.find(again, 0, length));
        assertEquals(NameTable.UNKNOWN, table.find(padded("n".repeat(length) + "m "), 0));
    }

    @Test
    void aFullTableAddsNothing() {
        NameTable table = new NameTable(300);
        for (int i = 0; i < 300; i++) {
            assertEquals(i, table.add("name" + i));
        }
        byte[] text = padded("another ");
        assertEquals(NameTable.UNKNOWN, table.find(text, 0));
        assertEquals(NameTable.UNKNOWN, table.add(text, 0));
        assertEquals(299, table.find(padded("name299 "), 0));
    }
}
