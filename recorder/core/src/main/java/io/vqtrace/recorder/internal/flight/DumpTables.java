package io.vqtrace.recorder.internal.flight;

import io.vqtrace.recorder.internal.drain.Catalog;
import io.vqtrace.recorder.internal.drain.Journal;
import io.vqtrace.recorder.internal.drain.ThreadAccounts;
import io.vqtrace.recorder.internal.drain.TraceFactory;
import io.vqtrace.trace.ThreadEntry;
import io.vqtrace.trace.TraceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a dump holds besides events: follows the catalog, and writes what is kept of it. */
final class DumpTables {
    private final Catalog catalog;
    private final ThreadAccounts threads;
    private final TraceFactory factory;
    private final TableHistory history = new TableHistory();
    private long devices;
    private long configurations;
    private long steps;

    DumpTables(Catalog catalog, ThreadAccounts threads, TraceFactory factory) {
        this.catalog = catalog;
        this.threads = threads;
        this.factory = factory;
    }

    /** Takes over what is new in the catalog, before that forgets it. */
    void follow() {
        devices = follow(catalog.devices(), devices, history::device);
        configurations = follow(catalog.configurations(), configurations, history::queue);
        steps = follow(catalog.negotiation(), steps, history::negotiation);
    }

    private static <T> long follow(Journal<T> journal, long from, Consumer<T> target) {
        if (journal.end() == from) {
            return from;
        }
        Journal.Part<T> part = journal.from(from);
        part.elements().forEach(target);
        return part.end();
    }

    /** Writes the small tables, threads, counts and warnings. */
    void describe(TraceWriter trace, long nowNs) {
        catalog.describeQueues(nowNs);
        follow();
        TableHistory.Rows rows = history.rows();
        rows.devices().forEach(trace::device);
        rows.queues().forEach(trace::queue);
        rows.steps().forEach(trace::negotiation);
        threads.list().forEach(thread -> trace.thread(new ThreadEntry(thread.thread(), thread.tid(), thread.name())));
        List<Object> warnings = new ArrayList<>(catalog.warnings());
        warnings.addAll(rows.warnings());
        trace.put("warnings", warnings);
        factory.refresh(trace);
    }
}
