package io.vqtrace.backend.device.block;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.queue.VirtQueue;
import io.vqtrace.backend.ring.ChainBurst;

/** A request from its taking to its answer: its chain, its memory and what it asks for. Reusable; one thread at a time. */
final class PendingRequest {
    private final ChainBurst burst = new ChainBurst(1);
    private final BlockRequest request = new BlockRequest();
    private VirtQueue queue;
    private GuestMemory memory;
    private int era;

    /** Takes the next chain of a queue, under its lock; false if there is none. */
    boolean take(VirtQueue from) {
        // The memory it was taken in stays valid for it, whatever the front end maps later.
        memory = from.memory();
        queue = from;
        era = from.era();
        return from.takeUnrecorded(burst, 1) > 0;
    }

    /** Reads what it asks for; false if that cannot be told. */
    boolean parse() {
        return request.parse(memory, burst, 0);
    }

    /** Tells, under the queue's lock, whether the ring that it was taken from still runs. */
    boolean wanted() {
        return queue.era() == era;
    }

    VirtQueue queue() {
        return queue;
    }

    GuestMemory memory() {
        return memory;
    }

    /** The chain, alone in its burst. */
    ChainBurst burst() {
        return burst;
    }

    int head() {
        return burst.head(0);
    }

    BlockRequest request() {
        return request;
    }

    /** Lets go of what would keep a former guest's memory. */
    void clear() {
        queue = null;
        memory = null;
    }
}
