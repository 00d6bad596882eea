package io.vqtrace.recorder.internal.path;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory of the process itself, which dies with it. */
public final class DirectMemory implements MemorySource {
    private static final int ALIGNMENT = 64;
    private static final int ARENA_BYTES = 64 << 20;

    /** Several chunks share a buffer, as each costs the collector an object with a cleaner. */
    @Override
    public ByteBuffer[] chunks(int count, int bytesEach) {
        ByteBuffer[] chunks = new ByteBuffer[count];
        int perArena = Math.max(1, ARENA_BYTES / bytesEach);
        ByteBuffer arena = null;
        for (int i = 0; i < count; i++) {
            if (i % perArena == 0) {
                arena = allocate(Math.min(perArena, count - i) * bytesEach);
            }
            chunks[i] = arena.slice(i % perArena * bytesEach, bytesEach).order(ByteOrder.LITTLE_ENDIAN);
        }
        return chunks;
    }

    @Override
    public ByteBuffer heads(int bytes) {
        return allocate(bytes);
    }

    @Override
    public ByteBuffer control(int bytes) {
        return allocate(bytes);
    }

    static ByteBuffer allocate(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes + ALIGNMENT);
        int start = -buffer.alignmentOffset(0, ALIGNMENT) & (ALIGNMENT - 1);
        return buffer.slice(start, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
