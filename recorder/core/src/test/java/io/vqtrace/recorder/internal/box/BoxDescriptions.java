package io.vqtrace.recorder.internal.box;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.box.BoxDescription;
import io.vqtrace.trace.box.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Black boxes of sizes that no recorder would ask for. */
final class BoxDescriptions {
    private BoxDescriptions() {}

    static void assertRefused(Path box, int chunks, int chunkBytes) {
        BoxDescription description = new BoxDescription(
                "id",
                ProcessIdentity.current(),
                "test",
                "vqtrace",
                null,
                "flight",
                "full",
                null,
                "nanoTime",
                0,
                0,
                1,
                List.of(),
                1 << 20,
                chunkBytes,
                chunks,
                1,
                64);
        IOException e = assertThrows(IOException.class, () -> BlackBox.create(box, description, 4096, 4096));
        assertTrue(e.getMessage().contains("are needed"), e.getMessage());
    }
}
