package io.vqtrace.bench.cost;

import io.vqtrace.bench.RecorderMode;
import io.vqtrace.recorder.CaptureLevel;
import java.util.Map;

/**
 * What the calls of an enabled probe cost at one capture level, in nanoseconds.
 *
 * @param stream a probe call of a recorder that streams to disk
 * @param flight the same in flight mode
 * @param burstStream an event of a burst of 32, streaming
 * @param burstFlight the same in flight mode
 * @param droppedRatio share of the rows that were lost while streaming costs of this level were measured
 */
public record ProbeCosts(double stream, double flight, double burstStream, double burstFlight, double droppedRatio) {
    static ProbeCosts of(Map<String, Double> figures, CaptureLevel level) {
        return new ProbeCosts(
                Costs.figure(figures, "popUsed", level, RecorderMode.STREAM),
                Costs.figure(figures, "popUsed", level, RecorderMode.FLIGHT),
                Costs.figure(figures, "bursts", level, RecorderMode.STREAM),
                Costs.figure(figures, "bursts", level, RecorderMode.FLIGHT),
                Costs.figure(figures, Costs.DROPPED_RATIO + level.label()));
    }

    /**
     * Returns the cost of an enabled call.
     *
     * @return the dearer of the two modes
     */
    public double enabled() {
        return Math.max(stream, flight);
    }

    /**
     * Returns the cost of an event of a burst.
     *
     * @return the dearer of the two modes
     */
    public double burst() {
        return Math.max(burstStream, burstFlight);
    }
}
