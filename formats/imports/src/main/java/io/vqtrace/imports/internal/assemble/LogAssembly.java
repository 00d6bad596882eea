package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.pipeline.RecordConsumer;
import io.vqtrace.imports.internal.scan.DeviceHint;
import io.vqtrace.imports.internal.scan.ParsedBlock;
import io.vqtrace.imports.internal.scan.Record;
import io.vqtrace.imports.internal.scan.SharedNames;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.Operation;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Puts the decoded lines of a log together, strictly in the order of lines: a pop opens a request, a fill of the same
 * element closes it and makes the request record. Not thread-safe.
 *
 * <p>Sizes are known for block requests only: the payload, without the request's header and status byte.
 */
final class LogAssembly implements RecordConsumer {
    private static final int SECTOR_BYTES = 512;
    private static final int MAX_PCI_DEVICES = 4096;
    private static final int MAX_UNSIGNED_SHORT = 0xffff;
    private static final long MAX_UNSIGNED_INT = 0xffff_ffffL;

    private final SharedNames names;
    private final QueueTable queues;
    private final RowSink sink;
    private final RegisterAssembly registers;
    private final VdpaAssembly vdpa;
    private final ThreadTable threads = new ThreadTable();
    private final OpenElements open = new OpenElements();
    private final EventRow row = new EventRow();
    private final ImportCounts counts = new ImportCounts();
    private final LongMap<PciDevice> pciByKey = new LongMap<>();
    private boolean hasTimes;
    private long lastTime;
    private int statusOrders;

    LogAssembly(SharedNames names, QueueTable queues, RowSink sink) {
        this.names = names;
        this.queues = queues;
        this.sink = sink;
        registers = new RegisterAssembly(names, queues, sink);
        vdpa = new VdpaAssembly(queues, sink);
    }

    @Override
    public void begin(boolean logHasTimes, long firstTime) {
        hasTimes = logHasTimes;
        lastTime = firstTime;
    }

    @Override
    public void records(long[] records, int from, int to, long linesBefore) throws IOException {
        int at = from;
        while (at < to) {
            long header = records[at];
            int kind = Record.kind(header);
            int flags = Record.flags(header);
            ThreadState thread = threads.of(records[at + 1]);
            boolean timed = false;
            long ts;
            if (!hasTimes) {
                ts = linesBefore + Record.line(header) + 1;
                lastTime = ts;
            } else if ((flags & Record.TIMED) != 0) {
                ts = records[at + 2];
                lastTime = Math.max(lastTime, ts);
                timed = true;
            } else {
                ts = lastTime;
            }
            int a = at + Record.HEAD;
            switch (kind) {
                case Record.POP -> pop(records, a, flags, thread, ts, timed);
                case Record.FILL -> fill(records, a, flags, thread, ts, timed);
                case Record.FLUSH -> flush(queues.queue(records[a]));
                case Record.QUEUE_NOTIFY -> queueNotify(records, a, flags, thread, ts);
                case Record.NOTIFY -> notify(records, a, flags, thread, ts);
                case Record.SET_STATUS -> setStatus(records[a], (int) records[a + 1], thread, ts);
                case Record.BLK_READ -> blockRequest(records, a, Operation.READ);
                case Record.BLK_WRITE -> blockRequest(records, a, Operation.WRITE);
                case Record.BLK_COMPLETE -> blockComplete(records, a);
                case Record.DEVICE_HINT ->
                    queues.device(records[a])
                            .types
                            .add(DeviceHint.of(records[a + 1]).type());
                case Record.PCI_CONFIG_WRITE -> thread.lastConfigWrite = pciDevice(records, a);
                case Record.PCI_MAPPING -> pciDevice(records, a);
                case Record.VHOST_START -> vhostStart(records, a, thread);
                case Record.VDPA_STATUS,
                        Record.VDPA_RESET,
                        Record.VDPA_OFFERED,
                        Record.VDPA_ACCEPTED,
                        Record.VDPA_TYPE,
                        Record.VDPA_RING_SIZE -> vdpa.add(kind, records, a, thread, ts);
                case Record.REGISTER_READ -> registers.pci(false, records, a, thread, ts);
                case Record.REGISTER_WRITE -> registers.pci(true, records, a, thread, ts);
                case Record.MMIO_READ -> registers.mmioRead(records[a], thread, ts);
                case Record.MMIO_WRITE -> registers.mmioWrite(records[a], records[a + 1], thread, ts);
                case Record.MMIO_MAX_SIZE -> registers.mmioMaxSize(records[a], thread, ts);
                default -> throw new IllegalStateException("record of kind " + kind);
            }
            at = a + Record.arguments(kind);
        }
    }

    private void pop(long[] records, int a, int flags, ThreadState thread, long ts, boolean timed) throws IOException {
        QueueState queue = queues.queue(records[a]);
        long element = records[a + 1];
        OpenElement before = open.find(element, queue);
        if (before != null) {
            close(before, thread, ts, timed, EventKind.USED, Observed.RETURNED);
            counts.returned++;
            queue.inFlight--;
            open.remove(before);
        }
        OpenElement request = open.add(element, queue);
        counts.requests++;
        queue.inFlight++;
        QueueConfiguration configuration = queue.configuration(ts);
        configuration.pops++;
        if (request == null) {
            counts.untracked++;
            queue.inFlight--;
            return;
        }
        request.configuration = configuration;
        request.popTs = ts;
        request.timed = timed;
        request.sized = (flags & Record.SIZED) != 0;
        request.buffers = (int) Math.min(records[a + 2] + records[a + 3], MAX_UNSIGNED_INT);
        request.inFlight = Math.min(queue.inFlight, MAX_UNSIGNED_SHORT);
        request.operation = 0;
        request.hasStatus = false;
    }

    private void fill(long[] records, int a, int flags, ThreadState thread, long ts, boolean timed) throws IOException {
        QueueState queue = queues.queue(records[a]);
        OpenElement request = open.find(records[a + 1], queue);
        // A request may be filled after the reset that ended its configuration.
        QueueConfiguration configuration = request == null ? queue.configuration(ts) : request.configuration;
        queue.filled(configuration);
        if (request == null) {
            counts.fillsWithoutPop++;
        } else {
            if ((flags & Record.SIZED) != 0) {
                row.usedBytes = (int) records[a + 2];
                close(request, thread, ts, timed, EventKind.USED, Observed.USED_BYTES);
                row.usedBytes = 0;
            } else {
                close(request, thread, ts, timed, EventKind.USED, 0);
            }
            queue.inFlight--;
            open.remove(request);
        }
        if ((flags & Record.FLUSHED) != 0) {
            flush(queue);
        }
    }

    /** Writes the record of a request that ends, or is still open, at {@code ts}. */
    private void close(OpenElement request, ThreadState thread, long ts, boolean timed, EventKind kind, int flags)
            throws IOException {
        int observed = flags | Observed.IN_FLIGHT;
        row.ts = ts;
        row.sinceNs = 0;
        if (timed && request.timed) {
            observed |= Observed.SINCE_NS;
            if (ts >= request.popTs) {
                row.sinceNs = ts - request.popTs;
            } else {
                counts.clampedDurations++;
            }
        }
        row.count = request.buffers;
        observed |= request.sized ? Observed.COUNT : 0;
        row.inFlight = request.inFlight;
        row.value = 0;
        row.outBytes = 0;
        row.inBytes = 0;
        row.op = request.operation;
        if (request.operation != 0) {
            observed |= Observed.OP | Observed.VALUE;
            row.value = request.sector;
            int bytes = (int) Math.min(request.sectors * SECTOR_BYTES, MAX_UNSIGNED_INT);
            if (request.operation == Operation.WRITE.code()) {
                observed |= Observed.OUT_BYTES;
                row.outBytes = bytes;
            } else {
                observed |= Observed.IN_BYTES;
                row.inBytes = bytes;
            }
        }
        row.status = request.hasStatus ? request.status : 0;
        observed |= request.hasStatus ? Observed.STATUS : 0;
        write(kind, request.queue, thread, observed);
    }

    private void write(EventKind kind, QueueState queue, ThreadState thread, int observed) throws IOException {
        row.kind = kind.code();
        row.device = queue.rowDevice;
        row.queue = queue.rowQueue;
        row.thread = thread.index;
        row.flags = thread.observed ? observed | Observed.THREAD : observed;
        sink.event(row, thread, !queue.settled());
    }

    private void flush(QueueState queue) {
        counts.flushes++;
        queue.flushed();
    }

    private void queueNotify(long[] records, int a, int flags, ThreadState thread, long ts) throws IOException {
        long pointer = records[a + 2];
        if (mayBeCut(flags, pointer)) {
            return;
        }
        QueueState queue = queues.queue(pointer);
        queues.prove(queue, records[a], (int) records[a + 1]);
        counts.kicks++;
        plain(EventKind.KICK, queue, thread, ts);
    }

    private void notify(long[] records, int a, int flags, ThreadState thread, long ts) throws IOException {
        long pointer = records[a + 1];
        if (mayBeCut(flags, pointer)) {
            return;
        }
        QueueState queue = queues.queue(pointer);
        queues.proveDevice(queue, records[a]);
        counts.interrupts++;
        plain(EventKind.INTERRUPT, queue, thread, ts);
    }

    /** The address at the end of a cut line may be short of digits: it counts only if it is one that is known. */
    private boolean mayBeCut(int flags, long pointer) {
        boolean cut = (flags & Record.UNTERMINATED) != 0 && !queues.holds(pointer);
        if (cut) {
            counts.cutLines++;
        }
        return cut;
    }

    private void plain(EventKind kind, QueueState queue, ThreadState thread, long ts) throws IOException {
        queue.touch(ts);
        row.ts = ts;
        row.sinceNs = 0;
        row.value = 0;
        row.outBytes = 0;
        row.inBytes = 0;
        row.count = 0;
        row.inFlight = 0;
        row.op = 0;
        row.status = 0;
        write(kind, queue, thread, 0);
    }

    private void setStatus(long pointer, int status, ThreadState thread, long ts) throws IOException {
        DeviceState device = queues.device(pointer);
        if (device.statusOrder < 0) {
            device.statusOrder = statusOrders++;
        }
        if (device.status(status, thread) && thread.lastConfigWrite != null && thread.lastConfigWrite.isVirtio()) {
            device.probed.add(thread.lastConfigWrite);
        }
        thread.lastStatusDevice = device;
        boolean byDriver = registers.statusSet(device, status, thread);
        if (status == 0) {
            device.queues.forEach(QueueState::reset);
            device.setups.end(ts);
        }
        String actor = byDriver ? NegotiationRows.DRIVER : null;
        Integer threadIndex = thread.observed ? thread.index : null;
        sink.negotiation(NegotiationRows.status(device.id, ts, status, actor, threadIndex, "log"));
    }

    private void blockRequest(long[] records, int a, Operation operation) {
        OpenElement request = ofDevice(records[a + 1], records[a]);
        if (request != null) {
            request.operation = operation.code();
            request.sector = records[a + 2];
            request.sectors = records[a + 3];
        }
    }

    private void blockComplete(long[] records, int a) {
        OpenElement request = ofDevice(records[a + 1], records[a]);
        if (request != null) {
            request.hasStatus = true;
            request.status = (byte) records[a + 2];
        }
    }

    /** Finds the open request of a block device, and takes note that the device is one. */
    private OpenElement ofDevice(long element, long pointer) {
        OpenElement request = open.find(element, pointer);
        if (request != null && !request.queue.deviceProven) {
            queues.proveDevice(request.queue, pointer);
        }
        DeviceState device = request == null ? queues.device(pointer) : request.queue.device;
        if (device.types.isEmpty()) {
            device.types.add(DeviceHint.BLOCK.type());
        }
        return request;
    }

    private PciDevice pciDevice(long[] records, int a) {
        long key = records[a] << Short.SIZE | records[a + 1];
        PciDevice device = pciByKey.get(key);
        if (device == null && pciByKey.size() < MAX_PCI_DEVICES) {
            device = new PciDevice(names.name(records[a]), Record.busAddressText(records[a + 1]));
            pciByKey.add(key, device);
        }
        return device;
    }

    /** A vhost device starts within the write of the status of its virtio device, on the same thread. */
    private void vhostStart(long[] records, int a, ThreadState thread) {
        counts.vhostStarts++;
        if (thread.lastStatusDevice != null) {
            thread.lastStatusDevice.vhostName = names.name(records[a + 1]);
            vdpa.started(records[a], thread.lastStatusDevice);
        }
    }

    @Override
    public void blockEnd(ParsedBlock block) {
        counts.add(block);
        if (hasTimes && block.timedEvents() > 0) {
            lastTime = Math.max(lastTime, block.maxTime());
        }
    }

    @Override
    public void stepBack() {
        counts.timeStepsBack++;
    }

    /** Writes the requests that are still open. To be called once, at the end of the log. */
    void finish() throws IOException {
        registers.finish(threads.all());
        vdpa.finish();
        ThreadState thread = threads.of(Record.NO_THREAD);
        OpenElement[] requests = open.inOrder();
        for (OpenElement request : requests) {
            close(request, thread, lastTime, hasTimes, EventKind.OPEN, 0);
        }
    }

    ImportCounts counts() {
        return counts;
    }

    ThreadTable threads() {
        return threads;
    }

    SortedSet<PciDevice> pciDevices() {
        return new TreeSet<>(pciByKey.values());
    }

    boolean hasTimes() {
        return hasTimes;
    }
}
