package io.vqtrace.trace;

import java.util.Locale;

/** Names and numbers of the trace format that writers and readers share. */
public final class TraceFormat {
    /** Value of {@code format} in {@code trace.json}; a reader refuses any other. */
    public static final String NAME = "vqtrace";
    /** Value of {@code version} in {@code trace.json}; a reader refuses one that it does not know. */
    public static final int VERSION = 1;
    /** Suffix of a trace directory's name. */
    public static final String DIRECTORY_SUFFIX = ".vqtrace";
    /** File with the trace's description and segment index. */
    public static final String MANIFEST_FILE = "trace.json";
    /** File with one row per device. */
    public static final String DEVICES_FILE = "devices.arrows";
    /** File with one row per queue configuration. */
    public static final String QUEUES_FILE = "queues.arrows";
    /** File with one row per negotiation step. */
    public static final String NEGOTIATION_FILE = "negotiation.arrows";
    /** File with one row per queue: its state when the recorder last looked; absent where nobody recorded. */
    public static final String QUEUE_STATES_FILE = "queue_states.arrows";
    /** Directory with side-channel answers as they were captured. */
    public static final String FACTS_DIRECTORY = "facts";
    /** Key of the Arrow schema metadata that carries {@link #VERSION}. */
    public static final String VERSION_KEY = "vqtrace.version";
    /** Key of the Arrow schema metadata that names the table: events, devices, queues, negotiation or queue_states. */
    public static final String TABLE_KEY = "vqtrace.table";

    private TraceFormat() {}

    /**
     * Returns the name of this program as {@code trace.json} gives it.
     *
     * @return name and, where the jar tells it, version
     */
    public static String producer() {
        String version = TraceFormat.class.getPackage().getImplementationVersion();
        return version == null ? NAME : NAME + " " + version;
    }

    /**
     * Returns the file name of an event segment.
     *
     * @param number the segment's number, from 1
     * @return the name, such as {@code events-000001.arrows}
     */
    public static String eventsFile(int number) {
        return String.format(Locale.ROOT, "events-%06d.arrows", number);
    }
}
