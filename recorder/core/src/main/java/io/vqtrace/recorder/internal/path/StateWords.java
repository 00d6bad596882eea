package io.vqtrace.recorder.internal.path;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/** The words of one side in a {@link io.vqtrace.trace.box.StateEntry}: one writer, readers that look at the version. */
abstract class StateWords extends Padded {
    private final LongBuffer words;
    private final int versionAt;
    private long version;

    StateWords(ByteBuffer region, int versionAt) {
        words = region.asLongBuffer();
        this.versionAt = versionAt >> 3;
    }

    /** Begins to change words that belong together. */
    final void begin() {
        words.put(versionAt, ++version);
        VarHandle.storeStoreFence();
    }

    final void end() {
        VarHandle.releaseFence();
        words.put(versionAt, ++version);
    }

    final void put(int offset, long value) {
        words.put(offset >> 3, value);
    }

    /** Stores two ints, the first at the offset. */
    final void put(int offset, int low, int high) {
        words.put(offset >> 3, (long) high << 32 | low & 0xffff_ffffL);
    }

    final void clear(int from, int to) {
        for (int word = from >> 3; word < to >> 3; word++) {
            words.put(word, 0L);
        }
    }
}
