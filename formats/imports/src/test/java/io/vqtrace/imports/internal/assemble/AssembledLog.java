package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.ProgressListener;
import io.vqtrace.imports.internal.input.BlockReader;
import io.vqtrace.imports.internal.input.LogInput;
import io.vqtrace.imports.internal.pipeline.Pipeline;
import io.vqtrace.imports.internal.scan.LineParser;
import io.vqtrace.imports.internal.scan.SharedNames;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.Observed;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text run through pipeline and assembly into lists instead of a trace. */
final class AssembledLog {
    /** A row and the queue that it belongs to in the end. */
    record Row(EventKind kind, long ts, Long since, QueueState queue, int inFlight, int flags, long tid) {
        boolean returned() {
            return (flags & Observed.RETURNED) != 0;
        }
    }

    final List<Row> rows = new ArrayList<>();
    final List<NegotiationRow> negotiation = new ArrayList<>();
    final QueueTable queues = new QueueTable();
    final LogAssembly assembly;

    AssembledLog(int blockBytes, int workers, String... inputs) {
        SharedNames names = new SharedNames();
        assembly = new LogAssembly(names, queues, new RowSink() {
            @Override
            public void event(EventRow row, ThreadState thread, boolean provisional) {
                rows.add(new Row(
                        EventKind.ofCode(row.kind),
                        row.ts,
                        (row.flags & Observed.SINCE_NS) != 0 ? row.sinceNs : null,
                        queues.resolved(row.device, row.queue),
                        row.inFlight,
                        row.flags,
                        thread.tid));
            }

            @Override
            public void negotiation(NegotiationRow row) {
                negotiation.add(row);
            }
        });
        try {
            List<BlockReader> readers = new ArrayList<>();
            for (String input : inputs) {
                byte[] bytes = input.getBytes(StandardCharsets.ISO_8859_1);
                readers.add(new BlockReader(LogInput.of(new ByteArrayInputStream(bytes), "test"), false));
            }
            new Pipeline(readers, blockBytes, workers, () -> new LineParser(names), assembly, ProgressListener.NONE)
                    .run();
            assembly.finish();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        queues.settle();
    }

    AssembledLog(String... inputs) {
        this(1 << 16, 2, inputs);
    }

    long count(EventKind kind) {
        return rows.stream().filter(row -> row.kind() == kind).count();
    }

    /** Returns everything that must not depend on how the input was cut. */
    List<String> fingerprint() {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(row.kind() + " " + row.ts() + " " + row.since() + " "
                    + Long.toHexString(row.queue().device.pointer()) + "/" + row.queue().index + " " + row.inFlight()
                    + " " + row.flags() + " " + row.tid());
        }
        negotiation.forEach(row -> lines.add(row.toString()));
        ImportCounts counts = assembly.counts();
        lines.add("lines " + counts.lines + " events " + counts.events + " foreign " + counts.foreignLines
                + " unusable " + counts.unusable() + " back " + counts.timeStepsBack + " clamped "
                + counts.clampedDurations + " fills " + counts.fillsWithoutPop + " flushes " + counts.flushes);
        return lines;
    }
}
