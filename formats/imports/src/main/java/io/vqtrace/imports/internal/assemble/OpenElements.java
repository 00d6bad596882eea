package io.vqtrace.imports.internal.assemble;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The requests that are open, by queue and element.
 *
 * <p>QEMU's allocator gives the address of an element again as soon as it is free, and the same address can be open on
 * two queues if one of them gave it back without a fill; so that elements are told apart by both. Not thread-safe.
 */
final class OpenElements {
    /** More open requests than any guest can have; what would go beyond is not tracked. */
    static final int LIMIT = 1 << 20;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    private OpenElement[] buckets = new OpenElement[1024];
    private OpenElement free;
    private int size;

    private static int bucketOf(long element, int mask) {
        return (int) ((element * MIX) >>> 40) & mask;
    }

    /** Returns the open request of an element on a queue, or null. */
    OpenElement find(long element, QueueState queue) {
        OpenElement open = buckets[bucketOf(element, buckets.length - 1)];
        while (open != null && (open.element != element || open.queue != queue)) {
            open = open.next;
        }
        return open;
    }

    /**
     * Returns the open request of an element on any queue of a device, or null. The one taken last counts; a queue whose
     * device is not known is taken for the device's only if no other fits.
     */
    OpenElement find(long element, long device) {
        OpenElement ownerless = null;
        for (OpenElement open = buckets[bucketOf(element, buckets.length - 1)]; open != null; open = open.next) {
            if (open.element == element) {
                if (open.queue.device.known() && open.queue.device.pointer() == device) {
                    return open;
                }
                if (ownerless == null && !open.queue.deviceProven) {
                    ownerless = open;
                }
            }
        }
        return ownerless;
    }

    /** Adds a request, or returns null if there are too many. */
    OpenElement add(long element, QueueState queue) {
        if (size >= buckets.length) {
            if (size == LIMIT) {
                return null;
            }
            grow();
        }
        OpenElement open = free;
        if (open == null) {
            open = new OpenElement();
        } else {
            free = open.next;
        }
        open.element = element;
        open.queue = queue;
        int bucket = bucketOf(element, buckets.length - 1);
        open.next = buckets[bucket];
        buckets[bucket] = open;
        size++;
        return open;
    }

    /** Removes a request; the object is reused. */
    void remove(OpenElement open) {
        int bucket = bucketOf(open.element, buckets.length - 1);
        if (buckets[bucket] == open) {
            buckets[bucket] = open.next;
        } else {
            OpenElement before = buckets[bucket];
            while (before.next != open) {
                before = before.next;
            }
            before.next = open.next;
        }
        open.queue = null;
        open.configuration = null;
        open.next = free;
        free = open;
        size--;
    }

    private void grow() {
        OpenElement[] old = buckets;
        buckets = new OpenElement[old.length * 2];
        for (OpenElement chain : old) {
            // From the oldest on, so that the youngest is first again.
            OpenElement reversed = null;
            while (chain != null) {
                OpenElement next = chain.next;
                chain.next = reversed;
                reversed = chain;
                chain = next;
            }
            while (reversed != null) {
                OpenElement next = reversed.next;
                int bucket = bucketOf(reversed.element, buckets.length - 1);
                reversed.next = buckets[bucket];
                buckets[bucket] = reversed;
                reversed = next;
            }
        }
    }

    /** Returns the open requests, the one taken first foremost. */
    OpenElement[] inOrder() {
        OpenElement[] requests = new OpenElement[size];
        int count = 0;
        for (OpenElement chain : buckets) {
            for (OpenElement open = chain; open != null; open = open.next) {
                requests[count++] = open;
            }
        }
        Arrays.sort(
                requests,
                Comparator.comparingLong((OpenElement open) -> open.popTs)
                        .thenComparingLong(open -> open.queue.pointer)
                        .thenComparingLong(open -> open.element));
        return requests;
    }

    int size() {
        return size;
    }
}
