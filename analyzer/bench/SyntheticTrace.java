import io.vqtrace.trace.Clock;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.EventChunk;
import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.EventRow;
import io.vqtrace.trace.Observed;
import io.vqtrace.trace.Operation;
import io.vqtrace.trace.SuppressionReason;
import io.vqtrace.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Writes a trace of any length, for measuring how reports grow: four block queues, six in ten events a request, two a
 * kick, two an interrupt, service times from 20 µs to some ms. The same number of events gives the same trace. As a
 * recorder writes it, one of the kicks is a delayed interrupt instead, and interrupts tell what they deliver.
 */
public final class SyntheticTrace {
    private static final int QUEUES = 4;
    private static final int DEPTH = 16;
    private static final int CHUNK_ROWS = 1 << 16;

    private SyntheticTrace() {}

    /**
     * Writes the trace.
     *
     * @param args folder to make, number of events, and optionally {@code recorded}
     */
    public static void main(String[] args) throws IOException {
        long events = Long.parseLong(args[1]);
        boolean recorded = args.length > 2 && args[2].equals("recorded");
        SplittableRandom random = new SplittableRandom(42);
        Pending[] pending = Stream.generate(Pending::new).limit(QUEUES).toArray(Pending[]::new);
        EventChunk chunk = new EventChunk(CHUNK_ROWS);
        EventRow row = new EventRow();
        try (TraceWriter writer = TraceWriter.builder(Path.of(args[0]))
                .producer("synthetic")
                .source("synthetic")
                .mode(recorded ? "stream" : "import")
                .clock(new Clock("gettimeofday", 1000, List.of()))
                .open()) {
            writer.device(new DeviceRow(0, "disk0", "virtio-blk", 2, "pci", "0x1", "qemu", null, null, null, null));
            writer.put("observable", recorded ? List.of("kick", "used", "interrupt", "interrupt_suppressed") : List.of("kick", "used", "interrupt"));
            long ts = 1_700_000_000_000_000_000L;
            for (long i = 0; i < events; i++) {
                ts += 1000 * (1 + random.nextInt(4));
                fill(row, ts, (int) (i % 10), random);
                if (recorded) {
                    pending[row.queue].settle(row, i % 10 == 7);
                }
                chunk.append(row);
                if (chunk.isFull()) {
                    writer.write(chunk);
                    chunk.clear();
                }
            }
            if (chunk.rows() > 0) {
                writer.write(chunk);
            }
        }
    }

    private static void fill(EventRow row, long ts, int slot, SplittableRandom random) {
        row.clear();
        row.ts = ts;
        row.queue = random.nextInt(QUEUES);
        if (slot >= 8) {
            row.kind = EventKind.INTERRUPT.code();
        } else if (slot >= 6) {
            row.kind = EventKind.KICK.code();
        } else {
            row.kind = EventKind.USED.code();
            row.sinceNs = 1000 * (20 + (long) Math.exp(random.nextDouble() * 8));
            row.value = random.nextInt(1 << 20);
            row.inBytes = 4096;
            row.usedBytes = 4097;
            row.count = 3;
            row.inFlight = 1 + random.nextInt(DEPTH);
            row.op = Operation.READ.code();
            row.flags = Observed.SINCE_NS | Observed.VALUE | Observed.IN_BYTES | Observed.USED_BYTES | Observed.COUNT
                    | Observed.IN_FLIGHT | Observed.OP | Observed.STATUS;
        }
    }

    /** The completions of a queue that no interrupt has delivered. */
    private static final class Pending {
        private int count;
        private long oldestNs;

        void settle(EventRow row, boolean delay) {
            if (row.kind == EventKind.USED.code()) {
                oldestNs = count++ == 0 ? row.ts : oldestNs;
            } else if (delay && count > 0) {
                row.kind = EventKind.INTERRUPT_SUPPRESSED.code();
                row.count = count;
                row.value = SuppressionReason.DELAYED.code();
                row.flags = Observed.COUNT | Observed.VALUE;
            } else if (row.kind == EventKind.INTERRUPT.code() && count > 0) {
                row.count = count;
                row.sinceNs = row.ts - oldestNs;
                row.flags = Observed.COUNT | Observed.SINCE_NS;
                count = 0;
            }
        }
    }
}
