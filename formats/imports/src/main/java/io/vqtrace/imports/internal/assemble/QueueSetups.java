package io.vqtrace.imports.internal.assemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How the driver set up the queues of a device, so far as accesses to its registers are in the log. */
final class QueueSetups {
    /** More set-ups than this of a queue are not told apart, as configurations are not. */
    private static final int MAX_SETUPS = 256;

    private final Map<Integer, List<QueueSetup>> byQueue = new TreeMap<>();

    void add(int queue, QueueSetup setup) {
        List<QueueSetup> setups = byQueue.computeIfAbsent(queue, index -> new ArrayList<>());
        if (setups.size() == MAX_SETUPS) {
            setups.remove(MAX_SETUPS - 1);
        }
        setups.add(setup);
    }

    /** A queue was reset. */
    void end(int queue, long ts) {
        end(byQueue.get(queue), ts);
    }

    /** The device was reset. */
    void end(long ts) {
        byQueue.values().forEach(setups -> end(setups, ts));
    }

    private static void end(List<QueueSetup> setups, long ts) {
        QueueSetup last = setups == null ? null : setups.get(setups.size() - 1);
        if (last != null && last.end == Long.MAX_VALUE) {
            last.end = ts;
        }
    }

    /** Returns the queues that were set up. */
    Set<Integer> queues() {
        return byQueue.keySet();
    }

    /** Returns the set-ups of a queue in the order of the log. */
    List<QueueSetup> of(int queue) {
        return byQueue.getOrDefault(queue, List.of());
    }

    /** Returns the set-up that held for a queue at a time, or null if the log does not tell it. */
    QueueSetup at(int queue, long ts) {
        List<QueueSetup> setups = of(queue);
        for (int i = setups.size() - 1; i >= 0; i--) {
            QueueSetup setup = setups.get(i);
            if (setup.ts <= ts) {
                return ts <= setup.end ? setup : null;
            }
        }
        return null;
    }
}
