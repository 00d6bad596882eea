package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.Oracle;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.VirtualClock;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Runs of the testkit's driver and device in virtual time, recorded as a backend would record itself. */
final class RecordedRun {
    private static final Duration LONGER_THAN_ANY = Duration.ofDays(1);

    private RecordedRun() {}

    /** Records one run into a new directory. */
    static Oracle record(Path trace, Supplier<TestbedBuilder> testbed, CoalescingSetting setting, int requests)
            throws Exception {
        VirtualClock clock = new VirtualClock();
        Path dumps = Files.createTempDirectory(trace.toAbsolutePath().getParent(), "dumps");
        Oracle oracle;
        try (VirtioRecorder recorder = VirtioRecorder.builder(dumps)
                .level(CaptureLevel.REQUESTS)
                .clock(clock)
                .flight(LONGER_THAN_ANY)
                .flushInterval(LONGER_THAN_ANY)
                .lookForward(Duration.ZERO)
                .memory(256L << 20)
                .open()) {
            oracle = testbed.get()
                    .clock(clock)
                    .probe(recorder.device("device", DeviceType.BLK))
                    .moderation(new Moderation(setting.frames(), setting.usecs()))
                    .build()
                    .run(requests);
            Files.move(recorder.dump("simulated").join(), trace);
        }
        Files.delete(dumps);
        return oracle;
    }

    /** The traffic of a trace by queue. */
    static Map<QueueKey, QueueTraffic> traffic(Path trace) throws Exception {
        TrafficCollector collector = new TrafficCollector();
        SessionOptions options = SessionOptions.builder().consumers(collector).build();
        try (TraceFiles files = TraceFiles.open(trace);
                TraceSession session = TraceSession.open(files, options)) {
            if (session.gaps().rows() > 0) {
                throw new IllegalStateException("the recorder lost events of " + trace);
            }
            return collector.finish();
        }
    }
}
