package io.vqtrace.bench;

import io.vqtrace.bench.Options.Part;
import io.vqtrace.bench.cost.CostMeasurement;
import io.vqtrace.bench.cost.Costs;
import io.vqtrace.bench.pause.Pause;
import io.vqtrace.bench.pause.PauseMeasurement;
import io.vqtrace.bench.pause.PauseSeries;
import io.vqtrace.bench.sustained.RowSize;
import io.vqtrace.bench.sustained.SustainedMeasurement;
import io.vqtrace.bench.sustained.SustainedRun;
import io.vqtrace.trace.Compression;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Measures the recorder beside its peers; started by {@code run}. */
final class Main {
    private static final double PLAIN_EVENTS_PER_SECOND = 10.5e6;
    private static final double ZSTD_EVENTS_PER_SECOND = 5.5e6;

    private final boolean quick;
    private final Progress progress = what -> System.err.println(what);

    private Main(boolean quick) {
        this.quick = quick;
    }

    /**
     * Measures, prints a table and writes the figures.
     *
     * @param args as {@link Options} reads them
     */
    public static void main(String[] args) {
        try {
            Options options = Options.parse(args);
            Report report = new Main(options.quick()).measure(options.parts());
            TableReport.print(report, System.out);
            if (options.json() != null) {
                JsonReport.write(report, options.json());
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private Report measure(Set<Part> parts) throws IOException {
        Machine machine = Machine.current();
        Costs costs = parts.contains(Part.COST) ? costs() : null;
        Map<PauseSeries, Pause> pauses = parts.contains(Part.PAUSES) ? pauses() : null;
        SustainedRun plain = null;
        SustainedRun zstd = null;
        SustainedRun overload = null;
        if (parts.contains(Part.SUSTAINED)) {
            SustainedMeasurement sustained = new SustainedMeasurement(quick ? 2_500 : 10_000, quick ? 3 : 6, progress);
            plain = sustained.highest(Compression.NONE, PLAIN_EVENTS_PER_SECOND);
            overload = sustained.overload(2 * plain.eventsPerSecond());
            zstd = sustained.highest(Compression.ZSTD, ZSTD_EVENTS_PER_SECOND);
        }
        RowSize size = parts.contains(Part.SIZE) ? RowSize.measure(progress) : null;
        return new Report(machine, costs, pauses, plain, zstd, overload, size);
    }

    private Costs costs() throws IOException {
        return quick ? CostMeasurement.run(2, 10, progress) : CostMeasurement.run(4, 60, progress);
    }

    private Map<PauseSeries, Pause> pauses() throws IOException {
        return quick ? PauseMeasurement.run(2, 1_500, progress) : PauseMeasurement.run(3, 15_000, progress);
    }
}
