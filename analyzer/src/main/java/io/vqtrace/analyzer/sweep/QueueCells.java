package io.vqtrace.analyzer.sweep;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened on one queue in each cell of time. Requests count where they ended. Arrays have one value per cell and
 * are not to be changed.
 */
public final class QueueCells {
    /** The operation of requests whose operation was not observed. */
    public static final int UNKNOWN_OP = 0;

    private final TimeCells cells;
    private final SortedMap<Integer, CellHistogram> service = new TreeMap<>();
    private final SortedMap<Integer, CellHistogram> waits = new TreeMap<>();
    private final CellHistogram[] serviceByOp = new CellHistogram[1 << Byte.SIZE];
    private final CellHistogram[] waitByOp = new CellHistogram[1 << Byte.SIZE];
    private CellHistogram delays;
    private final long[] requests;
    private final long[] used;
    private final long[] interrupts;
    private final long[] kicks;
    private final long[] dropped;
    private final long[] bytes;

    QueueCells(TimeCells cells) {
        this.cells = cells;
        int count = cells.count();
        requests = new long[count];
        used = new long[count];
        interrupts = new long[count];
        kicks = new long[count];
        dropped = new long[count];
        bytes = new long[count];
    }

    void request(int cell, boolean served, long transferred) {
        requests[cell]++;
        used[cell] += served ? 1 : 0;
        bytes[cell] += transferred;
    }

    void service(int cell, int op, long ns) {
        histogram(service, serviceByOp, op).add(cell, ns);
    }

    void waited(int cell, int op, long ns) {
        histogram(waits, waitByOp, op).add(cell, ns);
    }

    private CellHistogram histogram(SortedMap<Integer, CellHistogram> all, CellHistogram[] byOp, int op) {
        if (byOp[op] == null) {
            byOp[op] = new CellHistogram(cells.count());
            all.put(op, byOp[op]);
        }
        return byOp[op];
    }

    void notified(int cell, long ns) {
        if (delays == null) {
            delays = new CellHistogram(cells.count());
        }
        delays.add(cell, ns);
    }

    void interrupt(int cell) {
        interrupts[cell]++;
    }

    void kick(int cell) {
        kicks[cell]++;
    }

    void drop(int cell, long packets) {
        dropped[cell] += packets;
    }

    /**
     * Returns the cells.
     *
     * @return where they begin and end
     */
    public TimeCells cells() {
        return cells;
    }

    /**
     * Returns the service times by operation.
     *
     * @return from pop to used; by code of the operation, {@link #UNKNOWN_OP} included
     */
    public SortedMap<Integer, CellHistogram> serviceByOp() {
        return service;
    }

    /**
     * Returns the wait times by operation.
     *
     * @return from publication to pop; by code of the operation, {@link #UNKNOWN_OP} included
     */
    public SortedMap<Integer, CellHistogram> waitByOp() {
        return waits;
    }

    /**
     * Adds up histograms by operation.
     *
     * @param byOp what {@link #serviceByOp} or {@link #waitByOp} gave
     * @return all values, null for none
     */
    public static CellHistogram total(SortedMap<Integer, CellHistogram> byOp) {
        if (byOp.size() <= 1) {
            return byOp.isEmpty() ? null : byOp.get(byOp.firstKey());
        }
        CellHistogram total = new CellHistogram(byOp.get(byOp.firstKey()).cells());
        byOp.values().forEach(total::addAll);
        return total;
    }

    /**
     * Returns the notify times.
     *
     * @return from used to interrupt, in the cell of the completion; null where not observed
     */
    public CellHistogram delays() {
        return delays;
    }

    /**
     * Returns the requests that ended in any way.
     *
     * @return a count per cell
     */
    public long[] requests() {
        return requests;
    }

    /**
     * Returns the requests that were used.
     *
     * @return a count per cell
     */
    public long[] used() {
        return used;
    }

    /**
     * Returns the notifications of the driver.
     *
     * @return a count per cell
     */
    public long[] interrupts() {
        return interrupts;
    }

    /**
     * Returns the notifications by the driver.
     *
     * @return a count per cell
     */
    public long[] kicks() {
        return kicks;
    }

    /**
     * Returns the packets that were lost.
     *
     * @return a count per cell
     */
    public long[] dropped() {
        return dropped;
    }

    /**
     * Returns the sizes of the requests that ended, device-readable and device-writable.
     *
     * @return bytes per cell
     */
    public long[] bytes() {
        return bytes;
    }
}
