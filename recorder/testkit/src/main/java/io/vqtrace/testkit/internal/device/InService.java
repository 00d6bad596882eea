package io.vqtrace.testkit.internal.device;

import io.vqtrace.testkit.internal.run.Actor;

/** Requests that the device works on, by the time at which they are done: a binary heap. */
final class InService {
    private final Request[] heap;
    private int count;

    InService(int capacity) {
        heap = new Request[capacity];
    }

    int count() {
        return count;
    }

    long next() {
        return count == 0 ? Actor.NEVER : heap[0].due;
    }

    Request peek() {
        return heap[0];
    }

    void add(Request request) {
        int at = count++;
        while (at > 0 && request.before(heap[at - 1 >> 1])) {
            heap[at] = heap[at - 1 >> 1];
            at = at - 1 >> 1;
        }
        heap[at] = request;
    }

    Request remove() {
        Request first = heap[0];
        Request moved = heap[--count];
        heap[count] = null;
        int at = 0;
        while (2 * at + 1 < count) {
            int child = 2 * at + 1;
            if (child + 1 < count && heap[child + 1].before(heap[child])) {
                child++;
            }
            if (!heap[child].before(moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        if (count > 0) {
            heap[at] = moved;
        }
        return first;
    }
}
