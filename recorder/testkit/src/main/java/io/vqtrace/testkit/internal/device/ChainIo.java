package io.vqtrace.testkit.internal.device;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Chain;
import java.nio.ByteBuffer;

/** Reads and writes a chain's buffers as two streams of bytes, however they are cut (virtio 1.4 section 2.7.4). */
final class ChainIo {
    private final GuestMemory memory;

    ChainIo(GuestMemory memory) {
        this.memory = memory;
    }

    /** Copies device-readable bytes, from {@code skip} on, into a buffer; returns how many there were. */
    int read(Chain chain, int skip, ByteBuffer into, int index, int length) {
        int done = 0;
        int before = skip;
        for (int i = 0; i < chain.readable() && done < length; i++) {
            int part = Math.min(chain.length(i) - before, length - done);
            if (part > 0) {
                memory.read(chain.address(i) + before, into, index + done, part);
                done += part;
                before = 0;
            } else {
                before -= chain.length(i);
            }
        }
        return done;
    }

    /** Copies from a buffer into the device-writable bytes, from {@code skip} on; returns how many found room. */
    int write(Chain chain, int skip, ByteBuffer from, int index, int length) {
        int done = 0;
        int before = skip;
        for (int i = chain.readable(); i < chain.count() && done < length; i++) {
            int part = Math.min(chain.length(i) - before, length - done);
            if (part > 0) {
                memory.write(from, index + done, chain.address(i) + before, part);
                done += part;
                before = 0;
            } else {
                before -= chain.length(i);
            }
        }
        return done;
    }

    /** Writes the last device-writable byte, where many devices have their status. */
    void writeLast(Chain chain, int value) {
        int last = chain.count() - 1;
        memory.putByte(chain.address(last) + chain.length(last) - 1, value);
    }
}
