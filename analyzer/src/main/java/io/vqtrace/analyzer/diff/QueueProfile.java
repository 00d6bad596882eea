package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.analysis.LatencyModel;
import io.vqtrace.analyzer.analysis.QueueSummary;
import io.vqtrace.analyzer.analysis.SaturationModel;
import io.vqtrace.analyzer.sweep.DepthSeries;
import io.vqtrace.analyzer.sweep.QueueCells;
import java.util.List;

/**
 * What a comparison needs of one queue.
 *
 * @param summary its row in the report
 * @param saturation its numbers behind the verdict
 * @param byOperation its latencies by operation, empty if not asked for
 * @param cells what happened in each cell of time, null without a clock or event
 * @param depth how deep it was in each cell of time, null without a clock or request
 */
record QueueProfile(
        QueueSummary summary,
        SaturationModel.QueueSaturation saturation,
        List<LatencyModel.PhaseLatency> byOperation,
        QueueCells cells,
        DepthSeries depth) {

    boolean supply() {
        return summary.kind().equals("supply");
    }
}
