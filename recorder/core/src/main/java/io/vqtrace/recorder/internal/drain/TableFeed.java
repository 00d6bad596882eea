package io.vqtrace.recorder.internal.drain;

import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.ThreadEntry;
import io.vqtrace.trace.TraceWriter;
import java.util.function.Consumer;

/** Keeps the small tables of one trace up to date with the catalog. */
public final class TableFeed {
    private final Catalog catalog;
    private final ThreadAccounts threads;
    private long devices;
    private long configurations;
    private long negotiation;
    private boolean started;

    /** Starts with nothing written. */
    public TableFeed(Catalog catalog, ThreadAccounts threads) {
        this.catalog = catalog;
        this.threads = threads;
    }

    /** Adds to the writer what is new since the last call; of queues, what held at the first call. */
    public void update(TraceWriter writer) {
        devices = copy(catalog.devices().from(devices), writer::device);
        configurations = copy(newConfigurations(), writer::queue);
        negotiation = copy(catalog.negotiation().from(negotiation), writer::negotiation);
        threads.list().forEach(thread -> writer.thread(new ThreadEntry(thread.thread(), thread.tid(), thread.name())));
        writer.put("warnings", catalog.warnings());
    }

    private Journal.Part<QueueRow> newConfigurations() {
        if (started) {
            return catalog.configurations().from(configurations);
        }
        started = true;
        return catalog.currentConfigurations();
    }

    private static <T> long copy(Journal.Part<T> part, Consumer<T> target) {
        part.elements().forEach(target);
        return part.end();
    }
}
