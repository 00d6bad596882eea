package io.vqtrace.analyzer.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * Values by the queue of an event row. Looking one up costs two array reads and allocates nothing, which a hash map of
 * boxed keys would do for every event.
 *
 * @param <V> type of the values
 */
public final class QueueMap<V> {
    private final List<Object[]> devices = new ArrayList<>();

    /**
     * Returns the value of a queue, making it if there is none.
     *
     * @param queueId device and queue as {@link EventRows#queueId} packs them
     * @param maker makes a value for a queue id
     * @return the value
     */
    @SuppressWarnings("unchecked") // Only values of type V are stored.
    public V get(int queueId, IntFunction<V> maker) {
        int device = queueId >>> Short.SIZE;
        int queue = queueId & 0xffff;
        if (device < devices.size()) {
            Object[] queues = devices.get(device);
            if (queue < queues.length && queues[queue] != null) {
                return (V) queues[queue];
            }
        }
        V value = maker.apply(queueId);
        put(device, queue, value);
        return value;
    }

    private void put(int device, int queue, V value) {
        while (devices.size() <= device) {
            devices.add(new Object[0]);
        }
        Object[] queues = devices.get(device);
        if (queues.length <= queue) {
            queues = Arrays.copyOf(queues, Math.max(queue + 1, 2 * queues.length));
            devices.set(device, queues);
        }
        queues[queue] = value;
    }

    /**
     * Shows every value, by device id, then queue; what was shown may be collected as garbage afterwards.
     *
     * @param consumer takes queue and value
     */
    @SuppressWarnings("unchecked") // Only values of type V are stored.
    public void drain(BiConsumer<QueueKey, V> consumer) {
        for (int device = 0; device < devices.size(); device++) {
            Object[] queues = devices.get(device);
            for (int queue = 0; queue < queues.length; queue++) {
                if (queues[queue] != null) {
                    V value = (V) queues[queue];
                    queues[queue] = null;
                    consumer.accept(new QueueKey(device, queue), value);
                }
            }
        }
        devices.clear();
    }
}
