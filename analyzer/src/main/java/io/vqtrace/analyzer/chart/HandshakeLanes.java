package io.vqtrace.analyzer.chart;

import java.util.List;
import java.util.stream.LongStream;

/**
 * How drivers brought devices up, and when.
 *
 * @param header what the chart says about itself
 * @param lanes one per device
 */
record HandshakeLanes(ChartHeader header, List<Lane> lanes) {
    HandshakeLanes {
        lanes = List.copyOf(lanes);
    }

    /**
     * One device.
     *
     * @param label its name
     * @param attempts in time order
     */
    record Lane(String label, List<Stretch> attempts) {
        Lane {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * One attempt of a driver.
     *
     * @param label number and driver
     * @param summary features and queues in a few words
     * @param startNs its begin
     * @param endNs its end
     * @param spans states in time order, without overlap
     * @param acceptedNs when the features were accepted, null if not seen
     * @param setupsNs when queues were set up
     */
    record Stretch(
            String label,
            String summary,
            long startNs,
            long endNs,
            List<Span> spans,
            Long acceptedNs,
            List<Long> setupsNs) {
        Stretch {
            spans = List.copyOf(spans);
            setupsNs = List.copyOf(setupsNs);
        }
    }

    /**
     * A time in one state.
     *
     * @param state the state
     * @param startNs start, nanoseconds since the Unix epoch
     * @param endNs end
     */
    record Span(HandshakeState state, long startNs, long endNs) {}

    /** All times at which something happens, ascending. */
    long[] times() {
        return lanes.stream()
                .flatMap(lane -> lane.attempts().stream())
                .flatMapToLong(attempt -> LongStream.concat(
                        LongStream.of(attempt.startNs(), attempt.endNs()),
                        attempt.spans().stream().mapToLong(Span::startNs)))
                .sorted()
                .distinct()
                .toArray();
    }
}
