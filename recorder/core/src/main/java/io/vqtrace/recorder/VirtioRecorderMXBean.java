package io.vqtrace.recorder;

import java.io.IOException;

/**
 * A recorder in JMX: {@code io.vqtrace:type=VirtioRecorder,name=NAME}, NAME being {@link VirtioRecorderBuilder#name}.
 * Registered when the recorder opens and gone when it closes. Counts are those of {@link RecorderStatus}; a runtime without
 * {@code java.management} has no such bean and records all the same.
 */
public interface VirtioRecorderMXBean {
    /**
     * Returns the recorder's name.
     *
     * @return the name
     */
    String getName();

    /**
     * Returns how it records.
     *
     * @return {@code stream} or {@code flight}
     */
    String getMode();

    /**
     * Returns how much it records.
     *
     * @return {@code requests} or {@code full}
     */
    String getLevel();

    /**
     * Returns where it writes.
     *
     * @return the trace, or the folder of the dumps
     */
    String getDirectory();

    /**
     * Tells whether rows are being stored.
     *
     * @return false after {@link #stop}
     */
    boolean isRecording();

    /**
     * Returns the rows offered.
     *
     * @return {@link RecorderStatus#offered}
     */
    long getOffered();

    /**
     * Returns the rows that found memory.
     *
     * @return {@link RecorderStatus#recorded}
     */
    long getRecorded();

    /**
     * Returns the rows that found none.
     *
     * @return {@link RecorderStatus#dropped}
     */
    long getDropped();

    /**
     * Returns the rows in files.
     *
     * @return {@link RecorderStatus#written}
     */
    long getWritten();

    /**
     * Returns the rows that could not be written.
     *
     * @return {@link RecorderStatus#discarded}
     */
    long getDiscarded();

    /**
     * Returns the rows deleted for the byte budget.
     *
     * @return {@link RecorderStatus#deleted}
     */
    long getDeleted();

    /**
     * Returns the negotiation steps that came too fast.
     *
     * @return {@link RecorderStatus#negotiationLost}
     */
    long getNegotiationLost();

    /**
     * Returns the number of dumps.
     *
     * @return {@link RecorderStatus#dumps}
     */
    long getDumps();

    /**
     * Returns how often triggers fired.
     *
     * @return {@link RecorderStatus#triggersFired}
     */
    long getTriggersFired();

    /**
     * Returns how often the rate limit held a trigger back.
     *
     * @return {@link RecorderStatus#triggersSuppressed}
     */
    long getTriggersSuppressed();

    /**
     * Returns the number of failed writes.
     *
     * @return {@link RecorderStatus#diskErrors}
     */
    long getDiskErrors();

    /**
     * Returns the memory outside the heap.
     *
     * @return bytes
     */
    long getMemoryBytes();

    /**
     * Returns the last dump.
     *
     * @return the trace's directory, or null
     */
    String getLastDump();

    /**
     * Returns why a trigger fired last.
     *
     * @return one line, or null
     */
    String getLastTrigger();

    /**
     * Returns what went wrong last.
     *
     * @return one line, or null
     */
    String getLastError();

    /**
     * Dumps the memory into a trace and waits until it is written, the look-forward included; flight mode.
     *
     * @param reason for the trace
     * @return the trace's directory
     * @throws IOException if it could not be written
     * @throws IllegalStateException in stream mode, when closed, or if it takes longer than a minute beyond the look-forward
     */
    String dump(String reason) throws IOException;

    /** Stores rows again; {@link VirtioRecorder#start}. */
    void start();

    /** Stores no more rows; {@link VirtioRecorder#stop}. */
    void stop();
}
