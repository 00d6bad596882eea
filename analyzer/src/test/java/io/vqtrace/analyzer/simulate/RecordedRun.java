package io.vqtrace.analyzer.simulate;

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
}
