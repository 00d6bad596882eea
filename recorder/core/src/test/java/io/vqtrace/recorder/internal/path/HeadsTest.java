package io.vqtrace.recorder.internal.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.box.HeadEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadsTest {
    private static final int SLOTS = 8;

    private final Heads heads = new Heads(
            ByteBuffer.allocateDirect(HeadEntry.HEADER_BYTES + SLOTS * HeadEntry.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN),
            1,
            2,
            SLOTS);

    @Test
    void visitorsAndSnapshotsSeeTheSameRequests() {
        fill(3, 100, 2);
        fill(7, 200, 1);
        List<String> visited = new ArrayList<>();
        heads.visit((head, popTs, descriptors, inFlight) ->
                visited.add(head + " at " + popTs + " with " + descriptors + " as " + inFlight));
        assertEquals(List.of("3 at 100 with 2 as 1", "7 at 200 with 1 as 1"), visited);
        EventRow row = new EventRow();
        assertTrue(heads.snapshot(7, 250, row));
        assertEquals(7, row.head);
        assertEquals(50, row.sinceNs);
        assertEquals(1, row.count);
        assertEquals(100, heads.oldestPop());
        heads.free(heads.at(3));
        assertEquals(200, heads.oldestPop());
    }

    private void fill(int head, long popTs, int descriptors) {
        int flags = Observed.HEAD | Observed.COUNT | Observed.IN_FLIGHT;
        heads.fill(heads.at(head), popTs, 0, 0, (long) descriptors << 32, head | 1L << 32, flags, 0, 0);
    }
}
