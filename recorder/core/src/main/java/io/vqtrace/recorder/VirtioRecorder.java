package io.vqtrace.recorder;

import io.vqtrace.recorder.internal.RecorderCore;
import io.vqtrace.recorder.internal.RecorderOptions;
import io.vqtrace.recorder.internal.monitor.RecorderManagement;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Records what happens on the virtqueues of a device backend. Open one for the process (or more: they know nothing of each
 * other), take a {@link DeviceProbe} for each device from it and a {@link QueueProbe} for each queue, and close it at the
 * end.
 *
 * <p>All methods may be called from any thread; none of them belongs on the data path. After {@link #close} the probes may
 * still be called and do nothing of effect.
 */
public final class VirtioRecorder implements AutoCloseable {
    private static final VirtioRecorder DISABLED = new VirtioRecorder(null);

    /** Null of the disabled recorder. */
    private final RecorderCore core;

    private VirtioRecorder(RecorderCore core) {
        this.core = core;
    }

    /**
     * Starts the description of a recorder.
     *
     * @param directory stream mode: the trace, which must be empty or absent; flight mode: the folder in which dumps are made
     * @return a builder with the defaults
     */
    public static VirtioRecorderBuilder builder(Path directory) {
        return new VirtioRecorderBuilder(directory);
    }

    /**
     * Returns the recorder that records nothing.
     *
     * @return always the same; its probes' methods are empty
     */
    public static VirtioRecorder disabled() {
        return DISABLED;
    }

    static VirtioRecorder open(RecorderOptions options, boolean warm) throws IOException {
        RecorderCore core = new RecorderCore(options);
        if (warm) {
            WarmUp.once(options.compression());
        }
        core.open();
        VirtioRecorder recorder = new VirtioRecorder(core);
        if (warm) {
            core.manage(RecorderManagement.register(recorder, options.name(), options.lookForwardNanos()));
        }
        return recorder;
    }

    /**
     * Declares a device.
     *
     * @param name name that the user knows it by
     * @param type its virtio device type
     * @return its probe
     */
    public DeviceProbe device(String name, DeviceType type) {
        return device(name, type, null, null);
    }

    /**
     * Declares a device.
     *
     * @param name name that the user knows it by
     * @param type its virtio device type
     * @param transport {@code pci}, {@code mmio}, {@code ccw} or {@code vhost-user}, or null
     * @param address its address on the bus, or socket, or null
     * @return its probe
     */
    public DeviceProbe device(String name, DeviceType type, String transport, String address) {
        return core == null
                ? DisabledDeviceProbe.INSTANCE
                : new RecordingDeviceProbe(core, core.addDevice(name, type, transport, address));
    }

    /** Goes on recording after {@link #stop}; it is on when opened. */
    public void start() {
        if (core != null) {
            core.setRecording(true);
        }
    }

    /**
     * Stores no rows until {@link #start}. The probes go on following requests in flight, so that those that end after the
     * start have their past.
     */
    public void stop() {
        if (core != null) {
            core.setRecording(false);
        }
    }

    /**
     * Tells whether rows are stored.
     *
     * @return false after {@link #stop} and {@link #close}, and of the disabled recorder
     */
    public boolean recording() {
        return core != null && core.recording().gate().isOpen();
    }

    /** Waits until everything that was published before is in the files (stream mode) or has been looked at by triggers. */
    public void flush() {
        if (core != null) {
            core.flush();
        }
    }

    /**
     * Writes what is in memory, and what happens in the time of look-forward, into a trace of its own; flight mode.
     *
     * @param reason for the trace
     * @return completes with the trace's directory, or with the {@link IOException} for which it could not be written;
     *     with an {@link IllegalStateException} in stream mode and when closed
     */
    public CompletableFuture<Path> dump(String reason) {
        return core == null
                ? CompletableFuture.failedFuture(new IllegalStateException("the recorder is disabled"))
                : core.dump(reason);
    }

    /**
     * Tells what was done so far.
     *
     * @return a snapshot
     */
    public RecorderStatus status() {
        return core == null
                ? new RecorderStatus(
                        "disabled",
                        "disabled",
                        null,
                        false,
                        null,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        null,
                        null,
                        null,
                        0,
                        List.of())
                : core.status();
    }

    /** Stops, writes what is left and releases files and the thread. Does not fail for disk trouble; closing again is harmless. */
    @Override
    public void close() {
        if (core != null) {
            core.close();
        }
    }

    /** Runs something on the drain thread before each of its passes, for tests. */
    void beforeDrainPass(Runnable hook) {
        core.drain().beforePass(hook);
    }
}
