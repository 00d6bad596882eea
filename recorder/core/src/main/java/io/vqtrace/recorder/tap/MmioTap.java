package io.vqtrace.recorder.tap;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.virtio.register.MmioDecoder;

/**
 * Records the negotiation of a device on the MMIO transport (virtio 1.4 section 4.2, and its legacy version 1) from the
 * accesses to its registers: a backend hands over every one, and calls no method of the {@link DeviceProbe} itself.
 *
 * <p>Recorded are the device status, feature bits, queues when they are enabled or reset, the reset of the device,
 * accesses to the configuration, and configuration changes when the driver learns of them from InterruptStatus. Kicks are
 * recorded for the queues that were {@linkplain #queue given}.
 *
 * <p><b>Order.</b> Hand a read over when its answer is known, and a write before the device acts on it; only a 0 that is
 * written to {@code Status} afterwards, when the reset has ended what was in flight.
 *
 * <p><b>Threads.</b> Accesses are serialised, as a device does anyway. Writes to QueueNotify alone may come from any thread
 * at any time, but the kick that they record belongs to the taking side of its queue ({@link QueueProbe}): a backend that
 * takes chains on another thread than the one that handles its registers gives the tap no queue, and calls
 * {@link QueueProbe#kick()} on that other thread.
 *
 * <p><b>Cost.</b> No call throws, whatever its arguments, or waits; none allocates but for the first access to a queue.
 */
public final class MmioTap {
    private final TapListener listener;
    private final MmioDecoder decoder;

    /**
     * Makes a tap for a device whose registers were not accessed yet.
     *
     * @param device the device's probe
     */
    public MmioTap(DeviceProbe device) {
        listener = new TapListener(device);
        decoder = new MmioDecoder(listener);
    }

    /**
     * Gives the tap the probe of a queue: writes to QueueNotify become its kicks, and accesses that break a rule about the
     * queue its faults. May be called at any time; not for the data path.
     *
     * @param index the queue's index
     * @param probe its probe
     * @throws IllegalArgumentException if the index is not 0 to 65535
     */
    public void queue(int index, QueueProbe probe) {
        listener.queue(index, probe);
    }

    /**
     * The driver read a register.
     *
     * @param offset bytes from the start of the device's registers
     * @param width bytes: 1, 2, 4 or 8
     * @param value what the device answered, in the low bytes
     */
    public void read(int offset, int width, long value) {
        decoder.read(offset, width, value);
    }

    /**
     * The driver wrote a register.
     *
     * @param offset bytes from the start of the device's registers
     * @param width bytes: 1, 2, 4 or 8
     * @param value what it wrote, in the low bytes
     */
    public void write(int offset, int width, long value) {
        decoder.write(offset, width, value);
    }

    /**
     * Returns how many accesses broke a rule of the specification ({@link io.vqtrace.virtio.register.RegisterFault}). Those
     * about a queue whose probe was given are in the trace as FAULT rows, those about no queue with queue 0.
     *
     * @return a number since the tap was made; may be read from any thread
     */
    public long faults() {
        return listener.faults();
    }
}
