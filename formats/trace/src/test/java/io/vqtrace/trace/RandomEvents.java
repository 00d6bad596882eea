package io.vqtrace.trace;

import java.util.Random;

/** Generates event rows: any value in any column, times that rise by up to a millisecond, defined kinds. */
final class RandomEvents {
    private static final int MAX_STEP_NS = 1_000_000;

    private final Random random;
    private final EventRow row = new EventRow();
    private long now = 1_700_000_000_000_000_000L;

    RandomEvents(long seed) {
        random = new Random(seed);
    }

    /** Appends rows until the chunk holds {@code rows} of them. */
    EventChunk fill(EventChunk chunk, int rows) {
        while (chunk.rows() < rows) {
            chunk.append(next());
        }
        return chunk;
    }

    /** Returns the next row, which the call after this one overwrites. */
    EventRow next() {
        now += random.nextInt(MAX_STEP_NS);
        row.ts = now;
        row.sinceNs = random.nextLong();
        row.value = random.nextLong();
        row.waitNs = random.nextInt();
        row.outBytes = random.nextInt();
        row.inBytes = random.nextInt();
        row.usedBytes = random.nextInt();
        row.count = random.nextInt();
        row.device = random.nextInt(1 << Short.SIZE);
        row.queue = random.nextInt(1 << Short.SIZE);
        row.thread = random.nextInt(1 << Short.SIZE);
        row.head = random.nextInt(1 << Short.SIZE);
        row.ringIdx = random.nextInt(1 << Short.SIZE);
        row.inFlight = random.nextInt(1 << Short.SIZE);
        row.outstanding = random.nextInt(1 << Short.SIZE);
        row.flags = random.nextInt(1 << Short.SIZE);
        row.kind = EventKind.values()[random.nextInt(EventKind.values().length)].code();
        row.op = (byte) random.nextInt();
        row.status = (byte) random.nextInt();
        return row;
    }
}
