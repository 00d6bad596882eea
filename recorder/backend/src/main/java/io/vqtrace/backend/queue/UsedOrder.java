package io.vqtrace.backend.queue;

import io.vqtrace.backend.ring.ChainBurst;

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
        boolean faulty = burst.faulty() > 0;
        for (int i = 0; i < burst.count(); i++) {
            int place = place(count++);
            heads[place] = burst.head(i);
            descriptors[place] = burst.descriptors()[i];
            refused[place] = faulty && burst.fault(i) != null;
            done[place] = refused[place];
            if (!refused[place]) {
                places[burst.head(i)] = place;
            }
        }
    }

    /** The chains taken last were put back. */
    void untaken(int chains) {
        count -= chains;
    }

    /** Takes the oldest chains off if they are these, none of them completed: then they may be returned as they come. */
    boolean pass(int[] chains, int chainCount) {
        if (chainCount > count) {
            return false;
        }
        int place = first;
        for (int i = 0; i < chainCount; i++) {
            if (done[place] || heads[place] != chains[i]) {
                return false;
            }
            place = place + 1 == size ? 0 : place + 1;
        }
        first = place;
        count -= chainCount;
        return true;
    }

    void completed(int head, int length, int status) {
        int place = places[head];
        lengths[place] = length;
        statuses[place] = status;
        done[place] = true;
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

    void next() {
        first = first + 1 == size ? 0 : first + 1;
        count--;
    }

    private int place(int behind) {
        int place = first + behind;
        return place >= size ? place - size : place;
    }
}
