package io.vqtrace.recorder.internal.path;

import io.vqtrace.recorder.CaptureLevel;

/**
 * Goes on to fresh chunks many times over, before the rest of the path is warmed up. A thread does it once in thousands of
 * rows: left to itself it would be interpreted for a long time, at several microseconds each time. Done early and often, it
 * is compiled into the calls that need it, which a warm-up of its methods alone does not bring about.
 */
public final class HandOverWarmUp {
    private static final int HAND_OVERS = 20_000;
    private static final int CHUNKS = 3;
    private static final int HEAD_BYTES = 1 << 10;

    private HandOverWarmUp() {}

    /** Records rows each of which finds its chunk full; chunks have the usual size, whose code it is that must be compiled. */
    public static void run() {
        ChunkPool pool = new ChunkPool(new DirectMemory(), CHUNKS, RowStore.USUAL_ROWS, 0);
        RingPool rings = new RingPool(pool, 1);
        Recording recording = new Recording(new TimeSource(null, 0), new Gate(), pool, rings, CaptureLevel.REQUESTS);
        HeadArena arena = new HeadArena(DirectMemory.allocate(HEAD_BYTES));
        TakingSide side = new QueuePath(recording, arena, 0, 0, 1).taking();
        Ring ring = side.ring();
        Side.release(ring); // A virtual thread has the shared ring, which each kick locks anew.
        for (int i = 0; i < HAND_OVERS; i++) {
            ring.row = ring.capacity;
            side.kick(i, false);
            Chunk done = ring.oldest();
            if (ring.takeOff(done)) {
                pool.give(done);
            }
        }
    }
}
