package io.vqtrace.analyzer.postmortem;

import io.vqtrace.analyzer.analysis.InterruptsModel.QueueInterrupts;
import io.vqtrace.analyzer.analysis.LatencyModel.PhaseLatency;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.analysis.SaturationModel.QueueSaturation;
import io.vqtrace.analyzer.render.Block;
import java.util.List;

/**
 * What is known of one queue.
 *
 * @param summary its row of the report
 * @param saturation the numbers behind its verdict
 * @param interrupts its notifications
 * @param latency its percentiles by operation and phase
 * @param deviceArgument what {@code --device} takes for its device
 * @param figures its charts, or why there are none
 */
record QueueEvidence(
        QueueSummary summary,
        QueueSaturation saturation,
        QueueInterrupts interrupts,
        List<PhaseLatency> latency,
        String deviceArgument,
        List<Block> figures) {

    Findings.Judged judged() {
        return judged(summary);
    }

    static Findings.Judged judged(QueueSummary queue) {
        return new Findings.Judged(queue.device(), queue.queue(), queue.role(), queue.saturation());
    }
}
