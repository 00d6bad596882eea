package io.vqtrace.analyzer.simulate;

/** Simulates one queue, or the queues of a device that share their moderation, under one setting after the other. */
interface QueueSimulation {
    /**
     * What a setting does.
     *
     * @param interrupts interrupts sent
     * @param stretchNs by how much longer the same work took than was recorded; below zero if it was faster
     * @param addedLatencyNs from completion to interrupt, null if no interrupt delivered anything
     */
    record Outcome(long interrupts, long stretchNs, AddedLatency addedLatencyNs) {}

    /** Runs one setting. Any number of runs may follow each other. */
    Outcome run(CoalescingSetting setting);

    /** How the simulation works, in a word or two. */
    String method();

    /** How far it holds. */
    Trust trust();
}
