package io.vqtrace.analyzer.diff;

import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.Testbed;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.VirtualClock;
import io.vqtrace.virtio.DeviceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Profiles of runs of the reference driver and device in virtual time, which differ by their seed alone. */
final class TestbedRuns {
    private static final Duration LONGER_THAN_ANY = Duration.ofDays(1);

    private final Path folder;

    /** @param folder where traces are written; it may not be used by another at the same time */
    TestbedRuns(Path folder) {
        this.folder = folder;
    }

    /** Runs a configuration once for each seed. */
    List<TraceProfile> profiles(long[] seeds, long requests, UnaryOperator<TestbedBuilder> configuration)
            throws Exception {
        List<TraceProfile> profiles = new ArrayList<>();
        for (long seed : seeds) {
            profiles.add(profile(seed, requests, configuration));
        }
        return profiles;
    }

    TraceProfile profile(long seed, long requests, UnaryOperator<TestbedBuilder> configuration) throws Exception {
        Path trace = Files.createTempDirectory(folder, "run");
        VirtualClock clock = new VirtualClock();
        Path recorded;
        try (VirtioRecorder recorder = VirtioRecorder.builder(trace)
                .name("run")
                .level(CaptureLevel.FULL)
                .clock(clock)
                .flight(LONGER_THAN_ANY)
                .flushInterval(LONGER_THAN_ANY)
                .lookForward(Duration.ZERO)
                .open()) {
            configuration
                    .apply(Testbed.builder().seed(seed).ringSize(256))
                    .clock(clock)
                    .probe(recorder.device("disk", DeviceType.BLK, "mmio", null))
                    .build()
                    .run(requests);
            recorded = recorder.dump("run").join();
        }
        try (TraceFiles files = TraceFiles.open(recorded);
                TraceSession session = TraceSession.open(
                        files,
                        TraceProfile.prepare(SessionOptions.builder(), false).build())) {
            return TraceProfile.of("seed " + seed, session, false);
        }
    }
}
