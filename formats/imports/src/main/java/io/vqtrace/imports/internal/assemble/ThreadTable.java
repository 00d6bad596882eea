package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.scan.Record;
import java.util.ArrayList;
import java.util.List;

/** The threads of a log, in the order in which they appear. Not thread-safe. */
final class ThreadTable {
    /** Thread indexes are unsigned 16-bit numbers; the threads beyond are not told apart. */
    private static final int LIMIT = 0xffff;

    private final LongMap<ThreadState> byId = new LongMap<>();
    private final ThreadState unnamed = new ThreadState(0, Record.NO_THREAD, false);
    private ThreadState last = unnamed;

    ThreadState of(long tid) {
        ThreadState thread = last;
        if (thread.tid == tid) {
            return thread;
        }
        thread = tid == Record.NO_THREAD ? unnamed : byId.get(tid);
        if (thread == null) {
            if (byId.size() == LIMIT) {
                return unnamed;
            }
            thread = new ThreadState(byId.size(), tid, true);
            byId.add(tid, thread);
        }
        last = thread;
        return thread;
    }

    /** Returns the threads that lines name, and the one that stands for the other lines. */
    List<ThreadState> all() {
        List<ThreadState> all = new ArrayList<>(byId.values());
        all.add(unnamed);
        return all;
    }

    List<ThreadState> named() {
        return byId.values();
    }
}
