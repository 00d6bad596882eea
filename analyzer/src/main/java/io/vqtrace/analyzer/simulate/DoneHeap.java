package io.vqtrace.analyzer.simulate;

import java.util.Arrays;

/** When requests in service are done, the earliest first: a binary heap. */
final class DoneHeap {
    private long[] heap;
    private int size;

    DoneHeap(int capacity) {
        heap = new long[Math.max(1, capacity)];
    }

    int size() {
        return size;
    }

    /** The earliest, or the largest long if there is none. */
    long next() {
        return size == 0 ? Long.MAX_VALUE : heap[0];
    }

    void add(long ns) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int at = size++;
        while (at > 0 && heap[at - 1 >> 1] > ns) {
            heap[at] = heap[at - 1 >> 1];
            at = at - 1 >> 1;
        }
        heap[at] = ns;
    }

    void remove() {
        long moved = heap[--size];
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= moved) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
    }
}
