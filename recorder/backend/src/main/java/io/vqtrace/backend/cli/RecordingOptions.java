package io.vqtrace.backend.cli;

import io.vqtrace.recorder.CaptureLevel;
import io.vqtrace.recorder.Trigger;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.recorder.VirtioRecorderBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is recorded, and where to. */
final class RecordingOptions {
    @Option(
            names = "--trace",
            paramLabel = "DIR",
            description =
                    "Record into this trace, which must not exist; with --flight, the folder that dumps are made in.")
    private Path trace;

    @Option(
            names = "--flight",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Keep the last TIME in memory and write it only when a trigger fires or JMX asks, e.g. 60s.")
    private Duration flight;

    @Option(
            names = "--trigger",
            paramLabel = "RULE",
            converter = TriggerConverter.class,
            description = "When to dump: slow=50ms, ring-full=100ms, stalled[=500ms], drop, fault. May be repeated.")
    private List<Trigger> triggers = new ArrayList<>();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "requests",
            description = "requests: each request and notification; full: also each publication and take, and what "
                    + "suppresses notifications. Default: ${DEFAULT-VALUE}.")
    private CaptureLevel level;

    @Option(
            names = "--black-box",
            description = "Keep the recorder's memory in /dev/shm/vqtrace-PID, where it survives a kill -9.")
    private boolean blackBox;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "64M",
            converter = SizeConverter.class,
            description = "Memory of the recorder. Default: ${DEFAULT-VALUE}.")
    private long memoryBytes;

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "Let the trace take no more than this; its oldest segments are deleted. Default: no limit.")
    private Long budgetBytes;

    /**
     * Starts the recorder.
     *
     * @return one that records nothing if no trace is wanted
     */
    VirtioRecorder open() {
        if (trace == null) {
            if (flight != null || blackBox || !triggers.isEmpty()) {
                throw CommandException.usage("--flight, --trigger and --black-box need --trace DIR");
            }
            return VirtioRecorder.disabled();
        }
        if (!triggers.isEmpty() && flight == null) {
            throw CommandException.usage("--trigger needs --flight TIME: without it everything is written anyway");
        }
        try {
            return builder().open();
        } catch (IOException e) {
            throw CommandException.failure("cannot record into " + trace + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(e.getMessage());
        }
    }

    private VirtioRecorderBuilder builder() {
        VirtioRecorderBuilder builder =
                VirtioRecorder.builder(trace).level(level).memory(memoryBytes);
        triggers.forEach(builder::trigger);
        if (flight != null) {
            builder.flight(flight);
        }
        if (blackBox) {
            builder.blackBox();
        }
        if (budgetBytes != null) {
            builder.budgetBytes(budgetBytes);
        }
        return builder;
    }
}
