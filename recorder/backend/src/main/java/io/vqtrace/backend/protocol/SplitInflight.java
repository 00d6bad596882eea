package io.vqtrace.backend.protocol;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Requests in flight of a split ring, by head.
 *
 * <p>In use: {@link #recover} once, then {@link #taken} for each chain taken; and for each batch of used elements
 * {@link #using} for each, the ring's used index, {@link #published}.
 */
public final class SplitInflight implements InflightQueue {
    private static final int VERSION_AT = 8;
    private static final int SIZE_AT = 10;
    private static final int LAST_BATCH_HEAD = 12;
    private static final int USED_INDEX = 14;
    private static final int HEADER_BYTES = 16;

    private static final int ENTRY_BYTES = 16;
    private static final int NEXT = 6;
    private static final int COUNTER = 8;

    private final ByteBuffer memory;
    private final int size;
    private final int[] batch;
    private int batched;
    private int lastBatchHead;
    private long counter;

    /**
     * Makes the view of a queue's part.
     *
     * @param memory at least {@link #bytes} from its first byte
     * @param size entries of the part, at least those of the ring
     */
    public SplitInflight(ByteBuffer memory, int size) {
        this.memory = memory.slice(0, bytes(size)).order(ByteOrder.LITTLE_ENDIAN);
        this.size = size;
        batch = new int[size];
    }

    /**
     * Returns what a queue needs.
     *
     * @param size entries of its part
     * @return bytes
     */
    public static int bytes(int size) {
        return HEADER_BYTES + size * ENTRY_BYTES;
    }

    /**
     * Finds what a former life left undone, and makes the memory ready for this one.
     *
     * @param usedIndex the ring's used index, 0 to 65535
     * @return heads to be served again, in the order in which they had been taken; the ring's next available index is
     *     {@code usedIndex} and as many further
     */
    public int[] recover(int usedIndex) {
        if (Short.toUnsignedInt(memory.getShort(VERSION_AT)) != VERSION
                || Short.toUnsignedInt(memory.getShort(SIZE_AT)) != size) {
            clear();
        } else if (!endLastBatch(usedIndex)) {
            clear();
        }
        memory.putShort(USED_INDEX, (short) usedIndex);
        int[] heads = IntStream.range(0, size)
                .filter(head -> memory.get(entry(head)) != 0)
                .boxed()
                .sorted(Comparator.comparingLong((Integer head) -> memory.getLong(entry(head) + COUNTER)))
                .mapToInt(Integer::intValue)
                .toArray();
        counter = heads.length == 0 ? 0 : memory.getLong(entry(heads[heads.length - 1]) + COUNTER) + 1;
        batched = 0;
        return heads;
    }

    /** The last batch may have been published and not yet struck off. False if the memory is not about this ring. */
    private boolean endLastBatch(int usedIndex) {
        int published = usedIndex - Short.toUnsignedInt(memory.getShort(USED_INDEX)) & 0xffff;
        if (published > size) {
            return false;
        }
        int head = Short.toUnsignedInt(memory.getShort(LAST_BATCH_HEAD));
        for (int i = 0; i < published; i++) {
            if (head >= size) {
                return false;
            }
            memory.put(entry(head), (byte) 0);
            head = Short.toUnsignedInt(memory.getShort(entry(head) + NEXT));
        }
        lastBatchHead = Short.toUnsignedInt(memory.getShort(LAST_BATCH_HEAD)) % size;
        return true;
    }

    private void clear() {
        for (int at = 0; at < memory.capacity(); at++) {
            memory.put(at, (byte) 0);
        }
        lastBatchHead = 0;
        memory.putShort(SIZE_AT, (short) size);
        VarHandle.releaseFence();
        memory.putShort(VERSION_AT, (short) VERSION);
    }

    /**
     * A chain was taken from the ring.
     *
     * @param head its head, below the ring's size
     */
    public void taken(int head) {
        memory.putLong(entry(head) + COUNTER, counter++);
        VarHandle.releaseFence();
        memory.put(entry(head), (byte) 1);
    }

    /**
     * A chain was put back into the ring, unserved.
     *
     * @param head its head
     */
    public void untaken(int head) {
        memory.put(entry(head), (byte) 0);
    }

    /**
     * A chain's used element is written; the ring's used index follows.
     *
     * @param head its head
     */
    public void using(int head) {
        memory.putShort(entry(head) + NEXT, (short) lastBatchHead);
        VarHandle.releaseFence();
        memory.putShort(LAST_BATCH_HEAD, (short) head);
        VarHandle.releaseFence();
        lastBatchHead = head;
        batch[batched++] = head;
    }

    /**
     * The ring's used index was written: the chains told of by {@link #using} are done.
     *
     * @param usedIndex its value
     */
    public void published(int usedIndex) {
        VarHandle.releaseFence();
        for (int i = 0; i < batched; i++) {
            memory.put(entry(batch[i]), (byte) 0);
        }
        VarHandle.releaseFence();
        memory.putShort(USED_INDEX, (short) usedIndex);
        batched = 0;
    }

    private static int entry(int head) {
        return HEADER_BYTES + head * ENTRY_BYTES;
    }
}
