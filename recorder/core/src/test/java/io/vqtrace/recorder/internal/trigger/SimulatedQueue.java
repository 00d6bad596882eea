package io.vqtrace.recorder.internal.trigger;

import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.Observed;
import java.util.LinkedHashMap;
import java.util.Map;

/** A queue on virtual time that keeps the counters and writes the rows that the recorder's probes would. */
final class SimulatedQueue implements WatchedQueue {
    /** A chain in flight. */
    record Chain(long popTs, int descriptors, int inFlight) {}

    final Map<Integer, Chain> open = new LinkedHashMap<>();
    final EventChunk rows = new EventChunk(1 << 14);
    private final EventRow row = new EventRow();
    private final int queue;
    private final int size;
    private final boolean tellsPublications;
    private final boolean supply;
    private long published;
    private long popped;
    private long returned;
    private int lowMark;
    private long lowAt = Long.MIN_VALUE;
    long now = 1_000_000_000_000L;

    SimulatedQueue(int queue, int size, boolean tellsPublications, boolean supply) {
        this.queue = queue;
        this.size = size;
        this.tellsPublications = tellsPublications;
        this.supply = supply;
    }

    void avail(int chains) {
        if (tellsPublications) {
            if (published - returned < lowMark) {
                lowAt = now;
            }
            published += chains;
        }
    }

    void pop(int head, int descriptors) {
        popped++;
        open.put(head, new Chain(now, descriptors, (int) (popped - returned)));
    }

    void used(int head) {
        used(head, 0);
    }

    void used(int head, int endFlags) {
        Chain chain = open.remove(head);
        returned++;
        begin(EventKind.USED);
        row.head = head;
        row.sinceNs = now - chain.popTs;
        row.inFlight = chain.inFlight;
        row.count = chain.descriptors;
        row.flags = Observed.SINCE_NS | Observed.HEAD | Observed.IN_FLIGHT | Observed.COUNT | endFlags;
        rows.append(row);
    }

    void event(EventKind kind, int count, long value) {
        begin(kind);
        row.count = count;
        row.value = value;
        row.flags = Observed.COUNT | Observed.VALUE;
        rows.append(row);
    }

    private void begin(EventKind kind) {
        row.clear();
        row.ts = now;
        row.kind = kind.code();
        row.device = device();
        row.queue = queue;
    }

    @Override
    public int device() {
        return 3;
    }

    @Override
    public int queue() {
        return queue;
    }

    @Override
    public String deviceName() {
        return "disk0";
    }

    @Override
    public boolean supply() {
        return supply;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long published() {
        return tellsPublications ? published : UNKNOWN;
    }

    @Override
    public long popped() {
        return popped;
    }

    @Override
    public long returned() {
        return returned;
    }

    @Override
    public long lowAt() {
        return lowAt;
    }

    @Override
    public void lowMark(int chains) {
        lowMark = chains;
    }

    @Override
    public void openChains(OpenChain visitor) {
        open.forEach((head, chain) -> visitor.chain(head, chain.popTs, chain.descriptors, chain.inFlight));
    }
}
