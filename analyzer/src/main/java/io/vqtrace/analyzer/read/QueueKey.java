package io.vqtrace.analyzer.read;

/**
 * A queue of a trace.
 *
 * @param device device id
 * @param queue queue index
 */
public record QueueKey(int device, int queue) implements Comparable<QueueKey> {
    @Override
    public int compareTo(QueueKey other) {
        return device != other.device ? Integer.compare(device, other.device) : Integer.compare(queue, other.queue);
    }
}
