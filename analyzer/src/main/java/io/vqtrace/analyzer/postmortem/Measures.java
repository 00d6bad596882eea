package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.Depth;
import io.vqtrace.analyzer.analysis.InterruptsModel.Distribution;
import io.vqtrace.analyzer.analysis.InterruptsModel.QueueInterrupts;
import io.vqtrace.analyzer.analysis.LatencyNs;
import io.vqtrace.analyzer.analysis.SaturationModel.QueueSaturation;
import io.vqtrace.analyzer.render.Block;
import io.vqtrace.analyzer.render.Column;
import io.vqtrace.analyzer.render.Table;
import io.vqtrace.analyzer.render.Unit;
import io.vqtrace.trace.FaultReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Numbers of one queue as tables of two columns: what was measured, and its value or that it was not observable. */
final class Measures {

    private Measures() {}

    /** A number and its name. */
    private record Measure(String name, Unit unit, Object value) {
        String text() {
            return unit.text(value);
        }
    }

    static Block saturation(QueueEvidence evidence) {
        QueueSaturation queue = evidence.saturation();
        Depth inFlight = queue.inFlight();
        Depth outstanding = queue.outstanding();
        return grid(List.of(
                new Measure("Ring size", Unit.NUMBER, queue.size()),
                new Measure("Busy time (a request in flight)", Unit.DURATION, queue.busyNs()),
                new Measure("Busy share of the span from first to last request", Unit.SHARE, queue.busyRatio()),
                new Measure("In flight, mean over time", Unit.RATIO, inFlight == null ? null : inFlight.mean()),
                new Measure("In flight, p99 over time", Unit.NUMBER, inFlight == null ? null : inFlight.p99()),
                new Measure("In flight, largest", Unit.NUMBER, inFlight == null ? null : inFlight.max()),
                new Measure("Outstanding, mean over time", Unit.RATIO, outstanding == null ? null : outstanding.mean()),
                new Measure("Outstanding, largest", Unit.NUMBER, outstanding == null ? null : outstanding.max()),
                new Measure(
                        queue.occupancyLowerBound() ? "Ring entries in use, at least" : "Ring entries in use, largest",
                        Unit.NUMBER,
                        queue.occupancyMax()),
                new Measure("Busy time with a full ring", Unit.SHARE, queue.ringFullRatio()),
                new Measure("Busy time at the largest depth", Unit.SHARE, queue.atMaximumRatio()),
                new Measure("Busy time with requests waiting", Unit.SHARE, queue.waitingRatio())));
    }

    static Block notifications(QueueEvidence evidence) {
        QueueInterrupts queue = evidence.interrupts();
        Distribution batch = queue.completionsPerInterruptDistribution();
        LatencyNs notify = queue.notifyNs();
        List<Measure> measures = new ArrayList<>(List.of(
                new Measure("Completions", Unit.COUNT, queue.completions()),
                new Measure("Interrupts", Unit.COUNT, queue.interrupts()),
                new Measure("Interrupts per second", Unit.PER_SECOND, queue.interruptsPerS()),
                new Measure("Completions per interrupt, mean", Unit.RATIO, queue.completionsPerInterrupt()),
                new Measure("Completions per interrupt, p99", Unit.NUMBER, batch == null ? null : batch.p99()),
                new Measure("Interrupts with nothing to deliver", Unit.COUNT, queue.needlessInterrupts()),
                new Measure("From completion to interrupt, p50", Unit.DURATION, notify == null ? null : notify.p50()),
                new Measure("From completion to interrupt, p99", Unit.DURATION, notify == null ? null : notify.p99())));
        if (queue.suppressed() == null) {
            measures.add(new Measure("Completions without an interrupt of their own", Unit.COUNT, null));
        } else {
            queue.suppressed()
                    .forEach((reason, count) -> measures.add(new Measure(
                            "Completions without an interrupt of their own: " + reason, Unit.COUNT, count)));
        }
        measures.add(new Measure("Kicks", Unit.COUNT, queue.kicks()));
        measures.add(new Measure("Kicks per second", Unit.PER_SECOND, queue.kicksPerS()));
        measures.add(new Measure("Kicks per request", Unit.RATIO, queue.kicksPerRequest()));
        measures.add(new Measure("Kicks that brought nothing", Unit.COUNT, queue.needlessKicks()));
        return grid(measures);
    }

    static Block faults(QueueEvidence evidence) {
        List<Column<Map.Entry<String, Long>>> columns = List.of(
                Column.of("reason", "Reason", Unit.TEXT, Map.Entry::getKey),
                Column.of("count", "Count", Unit.COUNT, Map.Entry::getValue),
                Column.of("section", "Virtio 1.4 section", Unit.TEXT, fault -> section(fault.getKey())));
        return new Block.Grid(
                new Table<>(columns, evidence.summary().faultReasons().entrySet()));
    }

    private static String section(String reason) {
        return Arrays.stream(FaultReason.values())
                .filter(known -> known.label().equals(reason))
                .findFirst()
                .map(FaultReason::section)
                .orElse(null);
    }

    private static Block grid(List<Measure> measures) {
        // Values of different units line up on one side: the unit of the column only says which.
        return new Block.Grid(new Table<>(
                List.of(
                        Column.of("measure", "Measure", Unit.TEXT, Measure::name),
                        Column.of("value", "Value", Unit.NUMBER, Measure::text)),
                measures));
    }
}
