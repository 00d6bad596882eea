package io.vqtrace.analyzer.check;

import io.vqtrace.analyzer.read.EventFilter;
import io.vqtrace.analyzer.read.TraceFiles;
import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.Oracle;
import io.vqtrace.testkit.TestbedBuilder;
import io.vqtrace.testkit.TransportKind;
import io.vqtrace.testkit.VirtualClock;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A run of the testkit that was recorded at level full, and what its trace was checked to be. */
record CheckedRun(Oracle oracle, List<RuleResult> results) {
    private static final int RING = 256;

    /**
     * Records and checks.
     *
     * @param testbed the run; its clock, probe and observer are set here
     * @param trace a directory to make
     */
    static CheckedRun of(TestbedBuilder testbed, DeviceType type, TransportKind transport, long requests, Path trace)
            throws IOException {
        VirtualClock clock = new VirtualClock();
        Oracle oracle;
        try (VirtioRecorder recorder = VirtioRecorder.builder(trace)
                .clock(clock)
                .level(CaptureLevel.FULL)
                .memory(8 << 20)
                .open()) {
            boolean mmio = transport == TransportKind.MMIO;
            DeviceProbe device = recorder.device("device0", type, mmio ? "mmio" : "pci", null);
            oracle = testbed.clock(clock)
                    .probe(device)
                    .observer(new WatchedRegisters(clock, device.queue(0, RING), mmio))
                    .build()
                    .run(requests);
        }
        try (TraceFiles files = TraceFiles.open(trace)) {
            return new CheckedRun(oracle, new Checker(files, EventFilter.ALL).check(rule -> true));
        }
    }

    /** Returns the rules that were found broken, each with what was seen. */
    List<RuleResult> findings() {
        return results.stream().filter(result -> result.verdict().isFinding()).toList();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (RuleResult result : findings()) {
            PlaceResult worst = result.worst();
            text.append(result.rule().number())
                    .append(' ')
                    .append(result.verdict().label());
            text.append(" ×")
                    .append(result.count())
                    .append(": ")
                    .append(worst.first().seen())
                    .append('\n');
        }
        return text.toString();
    }
}
