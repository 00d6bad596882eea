package io.vqtrace.backend.cli;

import picocli.CommandLine.ArgGroup;

/** What every device is run with, besides its socket. */
final class DeviceOptions {
    @ArgGroup(validate = false, heading = "%nQueues:%n")
    private RingOptions rings = new RingOptions();

    @ArgGroup(validate = false, heading = "%nRecording:%n")
    private RecordingOptions recording = new RecordingOptions();

    RingOptions rings() {
        return rings;
    }

    RecordingOptions recording() {
        return recording;
    }
}
