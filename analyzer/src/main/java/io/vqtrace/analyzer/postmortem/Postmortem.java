package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.InterruptsModel;
import io.vqtrace.analyzer.analysis.LatencyModel;
import io.vqtrace.analyzer.analysis.ReportModel;
import io.vqtrace.analyzer.analysis.SaturationModel;
import io.vqtrace.analyzer.check.CheckModel;
import io.vqtrace.analyzer.diagnose.DiagnoseModel;
import io.vqtrace.analyzer.negotiation.NegotiationModel;
import io.vqtrace.analyzer.render.Block;
import java.util.List;
import java.util.Map;

/**
 * Everything that a postmortem tells.
 *
 * @param name what the user calls the trace
 * @param tool the program and its version
 * @param identity what tells this trace from another
 * @param invocation how the user asked
 * @param firstNs time of the trace's first event, from which {@code --from +…} counts; null without a clock
 * @param imported counters of the import, empty if nothing was imported
 * @param warnings what the writer of the trace had to say
 * @param deviceArguments what {@code --device} takes for each display name
 * @param report the trace, its devices and queues
 * @param saturation the numbers behind the verdicts
 * @param latency percentiles by queue, phase and operation
 * @param interrupts notifications by queue
 * @param negotiation what drivers and devices agreed on
 * @param handshakes the chart of that, or nothing
 * @param conformance the rules of the specification, each with its verdict
 * @param diagnosis why queues stand still or are slow
 * @param overview the chart of all queues, or why there is none; empty without charts
 * @param queues the queues that are told in full, the worst first
 */
public record Postmortem(
        String name,
        String tool,
        TraceIdentity identity,
        Invocation invocation,
        Long firstNs,
        Map<String, Object> imported,
        List<String> warnings,
        Map<String, String> deviceArguments,
        ReportModel report,
        SaturationModel saturation,
        LatencyModel latency,
        InterruptsModel interrupts,
        NegotiationModel negotiation,
        List<Block> handshakes,
        CheckModel conformance,
        DiagnoseModel diagnosis,
        List<Block> overview,
        List<QueueEvidence> queues) {

    /** Takes copies. */
    public Postmortem {
        imported = Map.copyOf(imported);
        warnings = List.copyOf(warnings);
        deviceArguments = Map.copyOf(deviceArguments);
        handshakes = List.copyOf(handshakes);
        overview = List.copyOf(overview);
        queues = List.copyOf(queues);
    }
}
