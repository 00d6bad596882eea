package io.vqtrace.backend.queue;

import io.vqtrace.backend.ring.ChainBurst;
import java.util.Arrays;

/**
 * Keeps completions back until those before them are there, as VIRTIO_F_IN_ORDER demands (virtio 1.4 sections 2.7.9, 2.8.8):
 * a queue of the chains taken, refused ones included.
 */
final class UsedOrder {
    private final int size;
    private final int[] heads;
    private final int[] descriptors;
    private final int[] lengths;
    private final int[] statuses;
    private final boolean[] done;
    private final boolean[] refused;
    private final int[] places;
    private int first;
    private int count;

    /** Chains that are completed and not yet taken off. */
    private int waiting;

    UsedOrder(int size) {
        this.size = size;
        heads = new int[size];
        descriptors = new int[size];
        lengths = new int[size];
        statuses = new int[size];
        done = new boolean[size];
        refused = new boolean[size];
        places = new int[size];
    }

    /** Chains were taken; those that have to be refused count as completed. */
    void taken(ChainBurst burst) {
        int chains = burst.count();
        int last = place(count);
        int straight = Math.min(chains, size - last);
        System.arraycopy(burst.heads(), 0, heads, last, straight);
        System.arraycopy(burst.heads(), straight, heads, 0, chains - straight);
        if (burst.faulty() > 0) {
            placeFaulty(burst, last);
        } else {
            placeAll(burst.heads(), chains, last);
        }
        count += chains;
    }

    private void placeAll(int[] chains, int chainCount, int from) {
        int place = from;
        for (int i = 0; i < chainCount; i++) {
            places[chains[i]] = place;
            place = place + 1 == size ? 0 : place + 1;
        }
    }

    /** A head that is refused may be none at all, or that of another chain. */
    private void placeFaulty(ChainBurst burst, int from) {
        int place = from;
        for (int i = 0; i < burst.count(); i++) {
            if (burst.fault(i) == null) {
                places[burst.head(i)] = place;
            } else {
                descriptors[place] = burst.descriptors()[i];
                refused[place] = true;
                complete(place);
            }
            place = place + 1 == size ? 0 : place + 1;
        }
    }

    /** The chains taken last, none of them completed or refused, were put back. */
    void untaken(int chains) {
        count -= chains;
    }

    /** Takes the oldest chains off if they are these, and none waits for others: then they may be returned as they come. */
    boolean pass(int[] chains, int chainCount) {
        if (waiting > 0 || chainCount > count) {
            return false;
        }
        int straight = Math.min(chainCount, size - first);
        if (!Arrays.equals(heads, first, first + straight, chains, 0, straight)
                || !Arrays.equals(heads, 0, chainCount - straight, chains, straight, chainCount)) {
            return false;
        }
        first = place(chainCount);
        count -= chainCount;
        return true;
    }

    void completed(int head, int length, int status) {
        int place = places[head];
        lengths[place] = length;
        statuses[place] = status;
        complete(place);
    }

    private void complete(int place) {
        done[place] = true;
        waiting++;
    }

    /** Tells whether the oldest chain may be returned. */
    boolean ready() {
        return count > 0 && done[first];
    }

    int head() {
        return heads[first];
    }

    int descriptors() {
        return descriptors[first];
    }

    int length() {
        return lengths[first];
    }

    int status() {
        return statuses[first];
    }

    boolean refused() {
        return refused[first];
    }

    /** Takes the oldest chain off, which is {@link #ready}. */
    void next() {
        done[first] = false;
        refused[first] = false;
        waiting--;
        first = first + 1 == size ? 0 : first + 1;
        count--;
    }

    private int place(int behind) {
        int place = first + behind;
        return place >= size ? place - size : place;
    }
}
