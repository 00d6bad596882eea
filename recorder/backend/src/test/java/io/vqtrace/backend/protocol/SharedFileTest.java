package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.backend.protocol.SharedFile.Span;
import org.junit.jupiter.api.Test;

/** What is mapped of files whose pages are huge; the machine that runs the test need not have any. */
class SharedFileTest {
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    @Test
    void wholePagesAreMapped() {
        assertEquals(new Span(0, 4096), Span.of(0, 1, 4096, GIB));
        assertEquals(new Span(4096, 8192), Span.of(8191, 4097, 4096, GIB));
        assertEquals(new Span(2 * MIB, 4 * MIB), Span.of(3 * MIB, (int) (2 * MIB), 2 * MIB, GIB));
        assertEquals(new Span(GIB, GIB), Span.of(GIB, (int) (512 * MIB), GIB, 2 * GIB));
        assertEquals(
                new Span(2 * GIB, GIB), Span.of(2 * GIB, (int) GIB, GIB, 4 * GIB), "no page more than there must be");
    }

    @Test
    void nothingBehindTheFileIsMapped() {
        assertEquals(new Span(0, 5000), Span.of(0, 5000, 4096, 5000));
        assertEquals(new Span(4096, 904), Span.of(4100, 900, 4096, 5000));
    }
}
