package io.vqtrace.imports.internal.assemble;

import io.vqtrace.imports.internal.facts.Facts;
import io.vqtrace.imports.internal.input.BlockReader;
import io.vqtrace.imports.internal.scan.EventCounts;
import java.util.ArrayList;
import java.util.List;

/** What the user should know about an import, in words. */
final class ImportWarnings {
    private final List<String> warnings = new ArrayList<>();

    ImportWarnings(
            ImportCounts counts,
            EventCounts events,
            QueueTable queues,
            List<BlockReader> readers,
            boolean hasTimes,
            Facts facts) {
        for (BlockReader reader : readers) {
            if (reader.cut() != null) {
                warnings.add("incomplete input: " + reader.cut().getMessage().replaceFirst("; copy it again.*", "")
                        + "; what could be read was kept");
            }
        }
        if (!hasTimes) {
            warnings.add("the log has no times: durations and rates are not observable;"
                    + " capture with -msg timestamp=on");
        }
        if (events.seen("virtqueue_pop") && !events.seen("virtqueue_fill")) {
            warnings.add("the log has no virtqueue_fill events: the end of requests is not observable");
        }
        counted(
                counts.fillsWithoutPop,
                "completions without a start: their requests began before the log or their"
                        + " virtqueue_pop is missing");
        counted(counts.unusable(), "lines start like a trace event and could not be understood");
        counted(counts.clampedDurations, "durations below zero became 0, as time stepped back between threads");
        counted(counts.untracked, "requests were not followed, as too many were open at once");
        if (queues.overflown()) {
            warnings.add("more devices or queues than can be told apart; the last ones share one");
        }
        warnings.addAll(facts.warnings());
    }

    private void counted(long count, String what) {
        if (count > 0) {
            warnings.add(count + " " + what);
        }
    }

    List<String> list() {
        return List.copyOf(warnings);
    }
}
