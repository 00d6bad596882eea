package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.simulate.RingSizeModel.QueueSizes;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.Oracle;
import io.vqtrace.testkit.RequestTimes;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.VirtualClock;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The same seeded workload on two rings: the second one predicted from the first one's trace, and as it was.
 *
 * @param name what the workload is
 * @param testbed makes the testbed without its ring
 * @param from the recorded ring
 * @param to the predicted ring
 */
record RingPair(String name, Supplier<TestbedBuilder> testbed, int from, int to) {
    private static final int REQUESTS = 20_000;
    private static final Duration LONGER_THAN_ANY = Duration.ofDays(1);

    /**
     * Prediction and truth.
     *
     * @param source what was said of the recorded ring
     * @param predicted the other ring, simulated
     * @param real the other ring, recorded
     * @param realWaitNs mean wait for room on the other ring by the testbed's own times; null for a closed loop, whose
     *     requests come at other times on another ring
     */
    record Outcome(QueueSizes source, RingFigures predicted, RingFigures real, Double realWaitNs) {
        /** Error of a share, in points or as a part of it, whichever is smaller. */
        double fullError() {
            double off = predicted.fullRatio() - real.fullRatio();
            return Math.abs(off) <= 0.005 ? 0 : off / real.fullRatio();
        }

        boolean within(double error) {
            return Math.abs(fullError()) <= error
                    && Math.abs(occupancyError()) <= error
                    && Math.abs(rateError()) <= error
                    && (realWaitNs == null || Math.abs(waitError()) <= error);
        }

        double occupancyError() {
            return predicted.occupancy().mean() / real.occupancy().mean() - 1;
        }

        double rateError() {
            return predicted.requestsPerS() / real.requestsPerS() - 1;
        }

        /** Error of the mean wait; waits below 1 µs are none. */
        Double waitError() {
            if (realWaitNs == null) {
                return null;
            }
            double off = predicted.addedWaitNs().mean() - realWaitNs;
            return Math.abs(off) < 1000 ? 0 : off / realWaitNs;
        }
    }

    Outcome run(Path directory) throws Exception {
        Path a = directory.resolve("a.vqtrace");
        Path b = directory.resolve("b.vqtrace");
        List<RequestTimes> before = record(a, from);
        List<RequestTimes> after = record(b, to);
        QueueSizes source = simulate(a, to);
        QueueSizes real = simulate(b, to);
        return new Outcome(
                source,
                source.sizes().get(0),
                real.recorded(),
                source.driver().equals("open") ? meanWait(before, after) : null);
    }

    /** How much later the k-th request was published than on a ring that was never the limit. */
    private static double meanWait(List<RequestTimes> before, List<RequestTimes> after) {
        List<Long> wanted = published(before);
        List<Long> got = published(after);
        double sum = 0;
        for (int i = 0; i < wanted.size(); i++) {
            sum += Math.max(0, got.get(i) - wanted.get(i));
        }
        return sum / wanted.size();
    }

    private static List<Long> published(List<RequestTimes> times) {
        return times.stream()
                .map(RequestTimes::published)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private List<RequestTimes> record(Path trace, int ring) throws Exception {
        VirtualClock clock = new VirtualClock();
        Path dumps = Files.createTempDirectory(trace.getParent(), "dumps");
        Oracle oracle;
        try (VirtioRecorder recorder = VirtioRecorder.builder(dumps)
                .level(CaptureLevel.REQUESTS)
                .clock(clock)
                .flight(LONGER_THAN_ANY)
                .flushInterval(LONGER_THAN_ANY)
                .lookForward(Duration.ZERO)
                .open()) {
            oracle = testbed.get()
                    .ringSize(ring)
                    .requestTimes()
                    .clock(clock)
                    .probe(recorder.device("disk", DeviceType.BLK))
                    .build()
                    .run(REQUESTS);
            Files.move(recorder.dump("ring").join(), trace);
        }
        Files.delete(dumps);
        return oracle.queue(0).requests();
    }

    private static QueueSizes simulate(Path trace, int size) throws Exception {
        RingSizeOptions usual = RingSizeOptions.DEFAULT;
        RingSizeSimulation simulation = new RingSizeSimulation(
                new RingSizeOptions(List.of(size), usual.maxFullRatio(), null, usual.driver(), null, null, null));
        try (TraceFiles files = TraceFiles.open(trace);
                TraceSession session = TraceSession.open(
                        files, simulation.prepare(SessionOptions.builder()).build())) {
            return simulation.run(session).queues().get(0);
        }
    }
}
