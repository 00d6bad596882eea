package io.vqtrace.recorder.internal;

import io.vqtrace.recorder.RecorderStatus;
import io.vqtrace.recorder.RecorderStatus.ThreadStatus;
import io.vqtrace.recorder.internal.drain.Catalog;
import io.vqtrace.recorder.internal.drain.ClockWatch;
import io.vqtrace.recorder.internal.drain.Drain;
import io.vqtrace.recorder.internal.drain.DrainMode;
import io.vqtrace.recorder.internal.drain.RowObserver;
import io.vqtrace.recorder.internal.drain.StreamMode;
import io.vqtrace.recorder.internal.drain.ThreadAccounts;
import io.vqtrace.recorder.internal.drain.TraceFactory;
import io.vqtrace.recorder.internal.drain.WriteJournal;
import io.vqtrace.recorder.internal.flight.FlightMode;
import io.vqtrace.recorder.internal.monitor.DropReporter;
import io.vqtrace.recorder.internal.monitor.MonitorObserver;
import io.vqtrace.recorder.internal.monitor.RecorderEvents;
import io.vqtrace.recorder.internal.monitor.RecorderManagement;
import io.vqtrace.recorder.internal.path.AnySide;
import io.vqtrace.recorder.internal.path.ChunkPool;
import io.vqtrace.recorder.internal.path.ControlRing;
import io.vqtrace.recorder.internal.path.DirectMemory;
import io.vqtrace.recorder.internal.path.Gate;
import io.vqtrace.recorder.internal.path.HeadArena;
import io.vqtrace.recorder.internal.path.MemorySource;
import io.vqtrace.recorder.internal.path.QueuePath;
import io.vqtrace.recorder.internal.path.Recording;
import io.vqtrace.recorder.internal.path.RingPool;
import io.vqtrace.recorder.internal.trigger.Firing;
import io.vqtrace.recorder.internal.trigger.RowColumns;
import io.vqtrace.recorder.internal.trigger.TriggerEngine;
import io.vqtrace.recorder.internal.trigger.TriggerObserver;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** An open recorder: its memory, its drain and what it is to tell of itself. Thread-safe. */
public final class RecorderCore {
    private final RecorderOptions options;
    private final MemoryPlan plan;
    private final Catalog catalog = new Catalog();
    private final ClockWatch clock;
    private final Recording recording;
    private final HeadArena heads;
    private final ControlRing control;
    private final ThreadAccounts accounts;
    private final DrainMode mode;
    private final TriggerEngine triggers;
    private final DropReporter drops;
    private final RecorderEvents events = RecorderEvents.forThisRuntime();
    private final Drain drain;
    private volatile String lastTrigger;
    private volatile RecorderManagement management;
    private volatile boolean closed;

    /** Takes the memory and puts the parts together. */
    public RecorderCore(RecorderOptions options) {
        this.options = options;
        plan = MemoryPlan.of(options.memoryBytes(), options.threads());
        MemorySource memory = new DirectMemory();
        clock = new ClockWatch(options.clock(), catalog);
        ChunkPool chunks = new ChunkPool(memory, plan.chunks(), plan.capacity(), plan.reserve());
        RingPool rings = new RingPool(chunks, options.threads());
        recording = new Recording(clock.time(), new Gate(), chunks, rings, options.level());
        heads = new HeadArena(memory.heads(plan.headBytes()));
        control = new ControlRing(memory.control(plan.controlBytes()), clock.time());
        accounts = new ThreadAccounts(rings);
        TraceFactory factory = new TraceFactory(options, clock, this::account);
        mode = options.flight()
                ? new FlightMode(options, recording, catalog, accounts, factory, events)
                : new StreamMode(options, chunks, catalog, accounts, factory, WriteJournal.NONE, events);
        triggers = new TriggerEngine(
                options.triggers(),
                options.minDumpNanos(),
                options.maxDumps(),
                new RowColumns(chunks.chunk(0).rows()::columnOffset),
                this::fired);
        drops = new DropReporter(options.name(), accounts::list, events);
        drain = new Drain(
                options.name(),
                recording,
                control,
                catalog,
                accounts,
                mode,
                new MonitorObserver(observer(), drops),
                clock,
                options.flushNanos());
    }

    private RowObserver observer() {
        return options.triggers().isEmpty()
                ? RowObserver.NONE
                : new TriggerObserver(triggers, catalog, recording.gate());
    }

    private void fired(Firing firing) {
        lastTrigger = firing.reason();
        String kind = firing.kind().label();
        events.triggerFired(options.name(), kind, firing.device(), firing.queue(), firing.reason());
        if (mode instanceof FlightMode flight) {
            String slug = kind + "-" + firing.device() + "-queue-" + firing.queue();
            flight.request(firing.reason(), slug, kind);
        }
    }

    /** Creates the files and starts the drain. */
    public void open() throws IOException {
        mode.open();
        drain.start();
    }

    /** Takes over a registration in JMX, which ends with the recorder. */
    public void manage(RecorderManagement newManagement) {
        management = newManagement;
        if (newManagement.problem() != null) {
            catalog.warn(newManagement.problem());
        }
    }

    public Recording recording() {
        return recording;
    }

    public ControlRing control() {
        return control;
    }

    public Drain drain() {
        return drain;
    }

    /** Adds a device; returns its id. */
    public int addDevice(String name, DeviceType type, String transport, String address) {
        return catalog.addDevice(name, type, transport, address);
    }

    /** Makes the path of a device's own events. */
    public AnySide deviceSide(int device) {
        AnySide side = AnySide.ofDevice(recording, heads, device);
        catalog.addRegion(side.heads());
        return side;
    }

    /** Makes the path of a queue. */
    public QueuePath queue(int device, int queue, int size) {
        QueuePath path = new QueuePath(recording, heads, device, queue, size);
        if (path.heads().capacity() == 0) {
            catalog.warn("no memory for the requests in flight of device " + device + " queue " + queue
                    + ": they are recorded without their past");
        }
        catalog.addQueue(path);
        return path;
    }

    /** Starts or stops the storing of rows. */
    public void setRecording(boolean on) {
        if (!closed) {
            recording.gate().set(on);
        }
    }

    public void flush() {
        drain.flush();
    }

    /** Dumps what is in memory; of a stream that cannot be. */
    public CompletableFuture<Path> dump(String reason) {
        if (mode instanceof FlightMode flight) {
            return flight.request(reason);
        }
        return CompletableFuture.failedFuture(
                new IllegalStateException("a recorder that streams has no dumps: " + reason));
    }

    /** Ends everything; the memory stays, as a late caller may still store into it. */
    public synchronized void close() {
        if (!closed) {
            closed = true;
            recording.gate().set(false);
            drain.close();
            drops.report();
            if (management != null) {
                management.unregister();
            }
        }
    }

    public RecorderStatus status() {
        DrainMode.Counts counts = mode.counts();
        List<ThreadStatus> threads = accounts.list();
        long recorded = threads.stream().mapToLong(ThreadStatus::recorded).sum();
        long dropped = threads.stream().mapToLong(ThreadStatus::dropped).sum();
        return new RecorderStatus(
                options.name(),
                mode.label(),
                options.level(),
                recording.gate().isOpen(),
                options.directory(),
                recorded + dropped,
                recorded,
                dropped,
                counts.written(),
                counts.discarded(),
                counts.deleted(),
                counts.dumps(),
                triggers.fired(),
                triggers.suppressed(),
                control.lost(),
                counts.diskErrors(),
                counts.lastDump(),
                lastTrigger,
                counts.lastError(),
                plan.totalBytes(),
                threads);
    }

    /** Returns the object {@code recorder} of {@code trace.json}. */
    private Map<String, Object> account() {
        RecorderStatus status = status();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", status.name());
        json.put("memory_bytes", status.memoryBytes());
        json.put("chunk_rows", plan.capacity());
        json.put("chunks", plan.chunks());
        json.put("offered", status.offered());
        json.put("recorded", status.recorded());
        json.put("dropped", status.dropped());
        json.put("written", status.written());
        json.put("discarded", status.discarded());
        json.put("deleted", status.deleted());
        json.put("negotiation_lost", status.negotiationLost());
        json.put("disk_errors", status.diskErrors());
        json.put("internal_errors", drain.errors());
        json.put("queues_without_past", heads.refused());
        List<Object> threads = new ArrayList<>();
        for (ThreadStatus thread : status.threads()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("thread", thread.thread());
            entry.put("recorded", thread.recorded());
            entry.put("dropped", thread.dropped());
            threads.add(entry);
        }
        json.put("threads", threads);
        return json;
    }
}
