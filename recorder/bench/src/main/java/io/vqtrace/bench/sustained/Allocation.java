package io.vqtrace.bench.sustained;

import com.sun.management.ThreadMXBean;
import io.vqtrace.bench.ChildResult;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Bytes that the calling thread, and the recorder's, take from the heap from now on. */
final class Allocation {
    private static final String DRAIN_THREAD = "vqtrace-drain-";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long caller = Thread.currentThread().getId();
    private final long drain;
    private final long callerBefore;
    private final long drainBefore;

    Allocation() {
        drain = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith(DRAIN_THREAD))
                .mapToLong(thread -> thread.getThreadId())
                .findAny()
                .orElseThrow(() -> new IllegalStateException("no thread " + DRAIN_THREAD));
        drainBefore = threads.getThreadAllocatedBytes(drain);
        // The first question allocates.
        threads.getThreadAllocatedBytes(caller);
        callerBefore = threads.getThreadAllocatedBytes(caller);
    }

    void put(ChildResult result) {
        long callerBytes = threads.getThreadAllocatedBytes(caller) - callerBefore;
        result.put(SustainedChild.CALLER_BYTES, callerBytes);
        result.put(SustainedChild.DRAIN_BYTES, threads.getThreadAllocatedBytes(drain) - drainBefore);
    }
}
