package io.vqtrace.analyzer.recorded;

import io.vqtrace.analyzer.read.EventConsumer;
import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.EventRows;
import io.vqtrace.analyzer.read.EventScan;
import io.vqtrace.analyzer.read.OpenRequests;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.trace.EventColumn;
import io.vqtrace.trace.EventKind;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads a trace of {@link RecordingChild}: which requests have a row, and how many rows there are of each kind. */
final class ArgumentCensus implements EventConsumer {
    private final BitSet[] used = new BitSet[RecordingChild.THREADS];
    private final long[] lost = new long[RecordingChild.THREADS];
    private final Map<EventKind, Long> kinds = new TreeMap<>();
    private final OpenRequests openRequests = new OpenRequests();
    private List<Map<EventColumn, Long>> open;
    private long duplicates;
    private long rows;

    private ArgumentCensus() {
        for (int i = 0; i < used.length; i++) {
            used[i] = new BitSet();
        }
    }

    static ArgumentCensus of(TraceFiles files) throws IOException {
        ArgumentCensus census = new ArgumentCensus();
        Set<EventColumn> columns = EnumSet.allOf(EventColumn.class);
        try (EventScan scan = files.scan(columns, EventFilter.ALL)) {
            scan.show(List.of(census, census.openRequests));
            files.note(scan);
        }
        census.open = census.openRequests.resolve(files);
        return census;
    }

    @Override
    public Set<EventColumn> columns() {
        return EnumSet.allOf(EventColumn.class);
    }

    @Override
    public void accept(EventRows block) {
        for (int i = 0; i < block.size(); i++) {
            rows++;
            EventKind kind = EventKind.values()[block.kind(i) - 1];
            kinds.merge(kind, 1L, Long::sum);
            int queue = (int) block.value(i, EventColumn.QUEUE);
            if (kind == EventKind.USED) {
                int argument = Math.toIntExact(block.value(i, EventColumn.VALUE));
                if (used[queue].get(argument)) {
                    duplicates++;
                }
                used[queue].set(argument);
            } else if (kind == EventKind.GAP) {
                lost[queue] += block.count(i);
            }
        }
    }

    /** Returns the arguments of a thread's USED rows. */
    BitSet used(int thread) {
        return used[thread];
    }

    /** Returns the rows of a thread that were lost for want of memory, by its GAP rows. */
    long lost(int thread) {
        return lost[thread];
    }

    Map<EventKind, Long> kinds() {
        return kinds;
    }

    long duplicates() {
        return duplicates;
    }

    long rows() {
        return rows;
    }

    /** Returns how many requests of a thread are open at the end. */
    long open(int thread) {
        return open.stream().filter(row -> row.get(EventColumn.QUEUE) == thread).count();
    }
}
