package io.vqtrace.imports.internal.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.Seeds;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockReaderTest {
    /** A stream that gives as many bytes at once as it likes, as a pipe does. */
    private static InputStream dripping(String text, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return super.read(to, offset, Math.min(length, 1 + random.nextInt(20)));
            }
        };
    }

    private static String read(String text, int blockSize, Random random) throws ImportException {
        BlockReader reader = new BlockReader(LogInput.of(dripping(text, random), "test"), false);
        TextBlock block = new TextBlock(blockSize);
        StringBuilder all = new StringBuilder();
        boolean unterminated = false;
        while (reader.next(block)) {
            assertFalse(unterminated, "only the last block may lack its line feed");
            String part = new String(block.bytes(), 0, block.length(), StandardCharsets.ISO_8859_1);
            assertTrue(part.endsWith("\n"), part);
            unterminated = block.unterminated();
            all.append(unterminated ? part.substring(0, part.length() - 1) : part);
        }
        assertFalse(reader.next(block));
        return all.toString();
    }

    @Test
    void cutsOnlyAtLineEndsAndLosesNothing() {
        Seeds.each(500, random -> {
            StringBuilder text = new StringBuilder();
            int lines = random.nextInt(40);
            for (int i = 0; i < lines; i++) {
                text.append("x".repeat(random.nextInt(30))).append('\n');
            }
            text.append("y".repeat(random.nextInt(3) * 7));
            assertEquals(text.toString(), read(text.toString(), 30 + random.nextInt(60), random));
        });
    }

    @Test
    void aLineLongerThanABlockIsShortened() {
        Seeds.each(300, random -> {
            int blockSize = 32 + random.nextInt(20);
            String before = "before\n".repeat(random.nextInt(9));
            String after = "after\n".repeat(random.nextInt(9));
            int length = blockSize + 1 + random.nextInt(500);
            String result = read(before + "z".repeat(length) + "\n" + after, blockSize, random);
            String shortened = result.substring(before.length(), result.length() - after.length());
            assertTrue(result.startsWith(before) && result.endsWith(after), result);
            assertTrue(shortened.matches("z+\n") && shortened.length() <= blockSize + 1, shortened);
        });
    }

    @Test
    void anEmptyInputHasNoBlock() throws ImportException {
        assertEquals("", read("", 100, new Random(1)));
    }
}
