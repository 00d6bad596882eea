package io.vqtrace.backend.protocol;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Requests in flight of a packed ring: copies of the descriptors, since the ring's own are overwritten by used ones.
 *
 * <p>In use: {@link #recover} once, then for each chain taken {@link #descriptor} for each of its ring entries and
 * {@link #taken}; and for each batch of used descriptors {@link #using} for each, {@link #publishing}, the flags of the
 * batch's first used descriptor, {@link #published}.
 */
public final class PackedInflight implements InflightQueue {
    private static final int VERSION_AT = 8;
    private static final int SIZE_AT = 10;
    private static final int FREE_HEAD = 12;
    private static final int OLD_FREE_HEAD = 14;
    private static final int USED_INDEX = 16;
    private static final int OLD_USED_INDEX = 18;
    private static final int USED_WRAP = 20;
    private static final int OLD_USED_WRAP = 21;
    private static final int HEADER_BYTES = 32;

    private static final int ENTRY_BYTES = 32;
    private static final int NEXT = 2;
    private static final int LAST = 4;
    private static final int COUNT = 6;
    private static final int COUNTER = 8;
    private static final int ID = 16;
    private static final int FLAGS = 18;
    private static final int LENGTH = 20;
    private static final int ADDRESS = 24;

    /** VIRTQ_DESC_F_AVAIL and VIRTQ_DESC_F_USED (virtio 1.4 section 2.8.1). */
    private static final int AVAIL_FLAG = 1 << 7;

    private static final int USED_FLAG = 1 << 15;

    private final ByteBuffer memory;
    private final int size;
    private final int ringSize;
    // What the free list and the chains are, kept outside the front end's reach.
    private final int[] next;
    private final int[] last;
    private final int[] batch;
    private int batched;
    private int usedIndex;
    private boolean usedWrap;
    private int freeHead;
    private int chainHead;
    private int chainLast;
    private int chainCount;
    private long counter;

    /**
     * Makes the view of a queue's part.
     *
     * @param memory at least {@link #bytes} from its first byte
     * @param size entries of the part
     * @param ringSize entries of the ring, not more
     */
    public PackedInflight(ByteBuffer memory, int size, int ringSize) {
        this.memory = memory.slice(0, bytes(size)).order(ByteOrder.LITTLE_ENDIAN);
        this.size = size;
        this.ringSize = ringSize;
        next = new int[size];
        last = new int[size];
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
     * A descriptor of a chain that is to be served again, as the ring had it.
     *
     * @param address guest address
     * @param length bytes, unsigned
     * @param id buffer id, 0 to 65535
     * @param flags as in the ring
     */
    public record Descriptor(long address, int length, int id, int flags) {}

    /**
     * A chain that is to be served again.
     *
     * @param entry what {@link #using} wants
     * @param descriptors its ring entries, in order
     */
    public record Chain(int entry, List<Descriptor> descriptors) {}

    /**
     * What a former life left.
     *
     * @param usedIndex where the next used descriptor is to be written
     * @param usedWrap the used wrap counter there
     * @param chains to be served again, in the order in which they had been taken; the next available descriptor is as many
     *     ring entries after {@code usedIndex} as these have
     */
    public record Recovery(int usedIndex, boolean usedWrap, List<Chain> chains) {}

    /**
     * Finds what a former life left undone, and makes the memory ready for this one.
     *
     * @param usedIndex where the next used descriptor goes if there was no former life
     * @param usedWrap the used wrap counter there
     * @param ringFlags the flags of the ring's descriptor of an index
     * @return what to go on with
     */
    public Recovery recover(int usedIndex, boolean usedWrap, IntUnaryOperator ringFlags) {
        Recovery found = word(VERSION_AT) == VERSION && word(SIZE_AT) == size ? former(ringFlags) : null;
        if (found == null) {
            clear(usedIndex, usedWrap);
            found = new Recovery(usedIndex, usedWrap, List.of());
        }
        this.usedIndex = found.usedIndex();
        this.usedWrap = found.usedWrap();
        batched = 0;
        abandon();
        return found;
    }

    /** Returns null if the memory contradicts itself: then nothing can be known of a former life. */
    private Recovery former(IntUnaryOperator ringFlags) {
        boolean published = lastBatchPublished(ringFlags);
        int used = word(published ? USED_INDEX : OLD_USED_INDEX);
        boolean wrap = memory.get(published ? USED_WRAP : OLD_USED_WRAP) != 0;
        boolean[] known = new boolean[size];
        if (used >= ringSize || !readFreeList(word(published ? FREE_HEAD : OLD_FREE_HEAD), known)) {
            return null;
        }
        List<Integer> heads = new ArrayList<>();
        for (int entry = 0; entry < size; entry++) {
            if (!known[entry] && memory.get(at(entry)) != 0) {
                heads.add(entry);
            }
        }
        heads.sort(Comparator.comparingLong(entry -> memory.getLong(at(entry) + COUNTER)));
        List<Chain> chains = new ArrayList<>();
        for (int head : heads) {
            if (!readChain(head, known, chains)) {
                return null;
            }
        }
        counter = heads.isEmpty() ? 0 : memory.getLong(at(heads.get(heads.size() - 1)) + COUNTER) + 1;
        putFreeHeads();
        putPosition(used, wrap, used, wrap);
        return new Recovery(used, wrap, List.copyOf(chains));
    }

    /** Of a batch that was being published, the first used descriptor's flags tell whether the driver has seen it. */
    private boolean lastBatchPublished(IntUnaryOperator ringFlags) {
        int oldUsed = word(OLD_USED_INDEX);
        boolean oldWrap = memory.get(OLD_USED_WRAP) != 0;
        if (oldUsed >= ringSize || word(USED_INDEX) == oldUsed && (memory.get(USED_WRAP) != 0) == oldWrap) {
            return false;
        }
        int available = oldWrap ? AVAIL_FLAG : USED_FLAG;
        return (ringFlags.applyAsInt(oldUsed) & (AVAIL_FLAG | USED_FLAG)) != available;
    }

    private boolean readFreeList(int head, boolean[] known) {
        freeHead = head;
        for (int entry = head; entry < size; entry = next[entry]) {
            if (known[entry]) {
                return false;
            }
            known[entry] = true;
            memory.put(at(entry), (byte) 0);
            next[entry] = word(at(entry) + NEXT);
        }
        return true;
    }

    private boolean readChain(int head, boolean[] known, List<Chain> chains) {
        List<Descriptor> descriptors = new ArrayList<>();
        int count = word(at(head) + COUNT);
        int entry = head;
        for (int i = 0; i < count; i++) {
            if (entry >= size || known[entry]) {
                return false;
            }
            known[entry] = true;
            int at = at(entry);
            descriptors.add(new Descriptor(
                    memory.getLong(at + ADDRESS), memory.getInt(at + LENGTH), word(at + ID), word(at + FLAGS)));
            last[head] = entry;
            next[entry] = word(at + NEXT);
            entry = next[entry];
        }
        chains.add(new Chain(head, List.copyOf(descriptors)));
        return count > 0 && last[head] == word(at(head) + LAST);
    }

    private void clear(int usedIndex, boolean usedWrap) {
        for (int at = 0; at < memory.capacity(); at++) {
            memory.put(at, (byte) 0);
        }
        for (int entry = 0; entry < size; entry++) {
            next[entry] = entry + 1;
            putWord(at(entry) + NEXT, entry + 1);
        }
        freeHead = 0;
        counter = 0;
        putPosition(usedIndex, usedWrap, usedIndex, usedWrap);
        putWord(SIZE_AT, size);
        VarHandle.releaseFence();
        putWord(VERSION_AT, VERSION);
    }

    /**
     * Copies a descriptor of the chain that is being taken. A chain that turns out to be broken is forgotten by
     * {@link #abandon}.
     *
     * @param address as in the ring
     * @param length as in the ring
     * @param id as in the ring
     * @param flags as in the ring
     * @return false if chains that were never returned hold all entries: the driver made more available than the ring has
     */
    public boolean descriptor(long address, int length, int id, int flags) {
        int entry = chainCount == 0 ? chainHead : next[chainLast];
        if (entry >= size) {
            return false;
        }
        int at = at(entry);
        memory.putLong(at + ADDRESS, address);
        memory.putInt(at + LENGTH, length);
        putWord(at + ID, id);
        putWord(at + FLAGS, flags);
        chainLast = entry;
        chainCount++;
        return true;
    }

    /**
     * The chain of the descriptors since the last call is taken; at least one there was.
     *
     * @return its entry, for {@link #using}
     */
    public int taken() {
        int head = chainHead;
        int at = at(head);
        last[head] = chainLast;
        putWord(at + COUNT, chainCount);
        putWord(at + LAST, chainLast);
        memory.putLong(at + COUNTER, counter++);
        memory.put(at, (byte) 1);
        VarHandle.releaseFence();
        // Until here the entries are on the free list, where a successor does not look at them.
        freeHead = next[chainLast];
        putFreeHeads();
        abandon();
        return head;
    }

    /**
     * The chain that was taken last was put back into the ring, unserved.
     *
     * @param entry its entry
     */
    public void untaken(int entry) {
        memory.put(at(entry), (byte) 0);
        VarHandle.releaseFence();
        freeHead = entry;
        putFreeHeads();
        abandon();
    }

    /** Forgets the descriptors since the last chain. */
    public void abandon() {
        chainHead = freeHead;
        chainCount = 0;
    }

    /**
     * A chain's used descriptor is written, but for the flags of a batch's first. Nothing may be taken from here to
     * {@link #published}.
     *
     * @param entry what {@link #taken} or {@link #recover} gave
     */
    public void using(int entry) {
        next[last[entry]] = freeHead;
        putWord(at(last[entry]) + NEXT, freeHead);
        VarHandle.releaseFence();
        freeHead = entry;
        putWord(FREE_HEAD, entry);
        batch[batched++] = entry;
    }

    /**
     * The flags of the batch's first used descriptor are about to be written.
     *
     * @param usedIndex where the used descriptor after the batch will go
     * @param usedWrap the used wrap counter there
     */
    public void publishing(int usedIndex, boolean usedWrap) {
        VarHandle.releaseFence();
        putPosition(usedIndex, usedWrap, this.usedIndex, this.usedWrap);
        VarHandle.releaseFence();
        this.usedIndex = usedIndex;
        this.usedWrap = usedWrap;
    }

    /** The flags were written: the chains told of by {@link #using} are done. */
    public void published() {
        VarHandle.releaseFence();
        for (int i = 0; i < batched; i++) {
            memory.put(at(batch[i]), (byte) 0);
        }
        VarHandle.releaseFence();
        putWord(OLD_FREE_HEAD, freeHead);
        VarHandle.releaseFence();
        putPosition(usedIndex, usedWrap, usedIndex, usedWrap);
        batched = 0;
        abandon();
    }

    /** By one store, so that no successor sees an index without its wrap counter. */
    private void putPosition(int used, boolean wrap, int oldUsed, boolean oldWrap) {
        memory.putLong(
                USED_INDEX,
                Integer.toUnsignedLong(used | oldUsed << 16) | (wrap ? 1L << 32 : 0) | (oldWrap ? 1L << 40 : 0));
    }

    private void putFreeHeads() {
        // By one store as well: the two differ only while a batch is being returned.
        memory.putInt(FREE_HEAD, freeHead | freeHead << 16);
    }

    private int word(int at) {
        return Short.toUnsignedInt(memory.getShort(at));
    }

    private void putWord(int at, int value) {
        memory.putShort(at, (short) value);
    }

    private static int at(int entry) {
        return HEADER_BYTES + entry * ENTRY_BYTES;
    }
}
