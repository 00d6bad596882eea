package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.ImportException;
import io.vqtrace.imports.ImportException.Reason;
import io.vqtrace.imports.ImportResult;
import io.vqtrace.imports.ProgressListener;
import io.vqtrace.imports.internal.facts.Facts;
import io.vqtrace.imports.internal.input.BlockReader;
import io.vqtrace.imports.internal.pipeline.Pipeline;
import io.vqtrace.imports.internal.scan.EventCounts;
import io.vqtrace.imports.internal.scan.LineParser;
import io.vqtrace.imports.internal.scan.SharedNames;
import io.vqtrace.trace.Clock;
import io.vqtrace.trace.Compression;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One import: opened inputs become one trace. Used once. */
public final class LogImporter {
    private static final int LARGEST_BLOCK = 1 << 20;
    private static final int SMALLEST_BLOCK = 1 << 16;
    /** Buffers of all inputs together take a small multiple of this. */
    private static final int BLOCK_BUDGET = 1 << 25;

    /** Times of all dialects have six fractional digits. */
    private static final Clock LOG_CLOCK = new Clock("gettimeofday", 1000, List.of());

    private final List<BlockReader> readers;
    private final Facts facts;
    private final TraceWriter writer;
    private final SharedNames names = new SharedNames();
    private final List<LineParser> parsers = Collections.synchronizedList(new ArrayList<>());
    private final QueueTable queues = new QueueTable();
    private final ChunkWriter rows;
    private final LogAssembly assembly;

    /**
     * Prepares an import.
     *
     * @param readers the inputs, in the order of the arguments
     * @param facts what the monitor said
     * @param writer the trace
     * @param compression how batches are stored
     */
    public LogImporter(List<BlockReader> readers, Facts facts, TraceWriter writer, Compression compression) {
        this.readers = readers;
        this.facts = facts;
        this.writer = writer;
        rows = new ChunkWriter(writer, compression, queues);
        assembly = new LogAssembly(names, queues, rows);
    }

    /**
     * Reads all inputs and writes the trace, but for closing it.
     *
     * @param threads number of threads to use
     * @param progress is told of the bytes read
     * @return what became of the inputs
     * @throws ImportException if an input cannot be read or holds no trace event
     * @throws IOException if the trace cannot be written
     */
    public ImportResult run(int threads, ProgressListener progress) throws ImportException, IOException {
        int block = Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, BLOCK_BUDGET / readers.size()));
        new Pipeline(readers, block, threads, this::newParser, assembly, progress).run();
        EventCounts events = new EventCounts();
        parsers.forEach(parser -> parser.addTo(events));
        ImportCounts counts = assembly.counts();
        if (counts.events == 0) {
            throw notRecognised(counts);
        }
        assembly.finish();
        queues.settle();
        rows.finish();
        EmulatedDevices emulated = new EmulatedDevices(events, assembly.pciDevices(), facts);
        TraceTables tables = new TraceTables(writer, facts, events, counts.flushes > 0);
        tables.virtioDevices(queues.devices(), assembly.pciDevices());
        tables.emulatedDevices(emulated, queues);
        tables.threads(assembly.threads().named(), names);
        writer.clock(assembly.hasTimes() ? LOG_CLOCK : Clock.NONE);
        for (Map.Entry<String, byte[]> file : facts.files().entrySet()) {
            writer.facts(file.getKey(), file.getValue());
        }
        List<String> warnings = new ImportWarnings(counts, events, queues, readers, assembly.hasTimes(), facts).list();
        describe(counts, events, emulated, warnings);
        return new ImportResult(
                counts.lines,
                counts.events,
                counts.foreignLines,
                counts.unusable(),
                rows.events(),
                counts.requests,
                tables.devices(),
                complete(),
                warnings);
    }

    private LineParser newParser() {
        LineParser parser = new LineParser(names);
        parsers.add(parser);
        return parser;
    }

    private ImportException notRecognised(ImportCounts counts) {
        String inputs =
                String.join(", ", readers.stream().map(r -> r.input().name()).toList());
        String what = counts.lines == 0 ? " is empty" : ": no QEMU trace event in " + counts.lines + " lines";
        return new ImportException(
                Reason.NOT_RECOGNISED,
                inputs + what + "; expected lines such as \"TID@SEC.USEC:virtqueue_pop vq 0x… elem 0x… …\","
                        + " as QEMU writes them with -trace and -D FILE");
    }

    private boolean complete() {
        return readers.stream().allMatch(reader -> reader.cut() == null);
    }

    private void describe(ImportCounts counts, EventCounts events, EmulatedDevices emulated, List<String> warnings) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put(
                "inputs", readers.stream().map(reader -> reader.input().name()).toList());
        description.put("lines", counts.lines);
        description.put("trace_events", counts.events);
        description.put("foreign_lines", counts.foreignLines);
        description.put("unparsed_lines", counts.unusable());
        description.put("time_steps_back", counts.timeStepsBack);
        description.put("clamped_durations", counts.clampedDurations);
        description.put("fills_without_pop", counts.fillsWithoutPop);
        description.put("unknown_events", events.undecoded());
        description.put("emulated_events", emulated.eventsByModel());
        writer.put("import", description);
        writer.put("observable", observable(events));
        writer.put("complete", complete());
        writer.put("warnings", warnings);
    }

    /** Returns what this log could have shown, by the names of the events in it. */
    private List<String> observable(EventCounts events) {
        List<String> kinds = new ArrayList<>();
        if (events.seen("virtio_queue_notify")) {
            kinds.add("kick");
        }
        if (events.seen("virtqueue_pop") || events.seen("virtqueue_fill")) {
            kinds.add("used");
        }
        if (events.seen("virtio_notify") || events.seen("virtio_notify_irqfd")) {
            kinds.add("interrupt");
        }
        boolean registers = queues.devices().stream().anyMatch(device -> device.transport() != null);
        if (registers || events.seen("virtio_set_status")) {
            kinds.add("negotiation");
        }
        return kinds;
    }
}
