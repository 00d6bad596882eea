package io.vqtrace.imports.internal.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names that records refer to by index, and names of threads; shared by the parsers. Thread-safe. */
public final class SharedNames {
    /** Largest number of names; records that would need another are not made. */
    static final int LIMIT = 4096;

    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<Long, String> threads = new HashMap<>();

    /** Returns the index of a name, or -1 if there are too many. */
    synchronized int indexOf(String name) {
        Integer known = indexes.get(name);
        if (known != null) {
            return known;
        }
        if (names.size() == LIMIT) {
            return -1;
        }
        names.add(name);
        indexes.put(name, names.size() - 1);
        return names.size() - 1;
    }

    /**
     * Returns a name.
     *
     * @param index an index from a record
     * @return the name
     */
    public synchronized String name(long index) {
        return names.get((int) index);
    }

    /** Takes note of a thread's name; the first one counts. */
    synchronized void thread(long id, String name) {
        if (threads.size() < LIMIT) {
            threads.putIfAbsent(id, name);
        }
    }

    /**
     * Returns the name that the log gives a thread.
     *
     * @param id thread id of the operating system
     * @return the name, or null
     */
    public synchronized String threadName(long id) {
        return threads.get(id);
    }
}
