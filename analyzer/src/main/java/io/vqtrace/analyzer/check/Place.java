package io.vqtrace.analyzer.check;

/**
 * Where a rule is judged: a device, or one of its queues.
 *
 * @param device id of the device
 * @param queue index of the queue, null for the device as a whole
 */
public record Place(int device, Integer queue) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
        int byDevice = Integer.compare(device, other.device);
        return byDevice != 0 ? byDevice : Integer.compare(order(queue), order(other.queue));
    }

    private static int order(Integer queue) {
        return queue == null ? -1 : queue;
    }
}
