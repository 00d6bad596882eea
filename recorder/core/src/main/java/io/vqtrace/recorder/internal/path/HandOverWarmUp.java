package io.vqtrace.recorder.internal.path;

import io.vqtrace.recorder.CaptureLevel;

/**
 * Goes on to fresh chunks many times over, before the rest of the path is warmed up and after. A thread does it once in
 * thousands of rows: left to itself it would be interpreted for a long time, at several microseconds each time. Done early
 * and often, it is compiled into the calls that need it, which a warm-up of its methods alone does not bring about; done
 * again, it is compiled for good, to which a compiler that is busy at the start may not come before. What is rare within it,
 * a thread's first chunk and a pool without one, comes up now and then, lest the first time throws the code away.
 */
public final class HandOverWarmUp {
    private static final int THREADS = 400;
    private static final int HAND_OVERS = 50;
    private static final int CHUNKS = 3;

    private HandOverWarmUp() {}

    /** Records rows each of which finds its chunk full; chunks have the usual size, whose code it is that must be compiled. */
    public static void run() {
        ChunkPool pool = new ChunkPool(new DirectMemory(), CHUNKS, RowStore.USUAL_ROWS, 0);
        HeadArena arena = new HeadArena(DirectMemory.allocate(THREADS * HeadArena.bytes(1)));
        for (int i = 0; i < THREADS; i++) {
            RingPool rings = new RingPool(pool, 1);
            Recording recording =
                    new Recording(new TimeSource(null, 0), new Gate(), pool, rings, CaptureLevel.REQUESTS);
            run(pool, new QueuePath(recording, arena, 0, 0, 1).taking());
        }
    }

    /** Hands over as if the current thread had no ring yet, at last once more than there are chunks. */
    private static void run(ChunkPool pool, TakingSide side) {
        Ring ring = side.ring();
        Side.release(ring); // A virtual thread has the shared ring, which each kick locks anew.
        for (int i = 0; i < HAND_OVERS + CHUNKS; i++) {
            ring.row = ring.capacity;
            side.kick(0, false);
            if (i < HAND_OVERS) {
                takeOff(pool, ring);
            }
        }
        while (takeOff(pool, ring)) {}
        pool.giveClear(ring.takeRest());
    }

    /** To clear the chunk, as the drain does, would take longer than all the rest. */
    private static boolean takeOff(ChunkPool pool, Ring ring) {
        Chunk oldest = ring.oldest();
        boolean taken = ring.takeOff(oldest);
        if (taken) {
            pool.giveClear(oldest);
        }
        return taken;
    }
}
