package io.vqtrace.analyzer.read;

import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.trace.ThreadEntry;
import io.vqtrace.trace.box.TableLog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Adds the table rows of a black box to those of its trace, which may have some of them already. */
final class BoxTables {
    private final TableLog.Rows rows;

    BoxTables(TableLog.Rows rows) {
        this.rows = rows;
    }

    List<DeviceRow> devices(List<DeviceRow> trace) {
        Map<Integer, DeviceRow> byId = new TreeMap<>();
        trace.forEach(row -> byId.put(row.device(), row));
        rows.devices().forEach(row -> byId.put(row.device(), row));
        return List.copyOf(byId.values());
    }

    List<QueueRow> queues(List<QueueRow> trace) {
        return union(trace, rows.queues());
    }

    List<NegotiationRow> negotiation(List<NegotiationRow> trace) {
        return union(trace, rows.negotiation());
    }

    List<ThreadEntry> threads(List<ThreadEntry> trace) {
        Map<Integer, ThreadEntry> byIndex = new TreeMap<>();
        trace.forEach(entry -> byIndex.put(entry.thread(), entry));
        rows.threads().forEach(entry -> byIndex.put(entry.thread(), entry));
        return List.copyOf(byIndex.values());
    }

    /** A row carries its time in nanoseconds: two that are equal are one that was written twice. */
    private static <R> List<R> union(List<R> trace, Collection<R> box) {
        Set<R> known = new HashSet<>(trace);
        List<R> all = new ArrayList<>(trace);
        box.stream().filter(known::add).forEach(all::add);
        return all;
    }
}
