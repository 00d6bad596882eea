package io.vqtrace.trace;

/**
 * One entry of the trace's thread table, which {@code trace.json} holds.
 *
 * @param thread index that the {@code thread} columns refer to, 0 to 65535
 * @param tid thread id of the operating system
 * @param role what the thread does ({@code vcpu 0}, {@code iothread iot0}, {@code main}), or null
 */
public record ThreadEntry(int thread, long tid, String role) {
    /** Checks the index's range. */
    public ThreadEntry {
        Ranges.requireUnsignedShort("thread", thread);
    }
}
