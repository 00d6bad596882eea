package io.vqtrace.recorder.tap;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.virtio.register.PciCommonConfigDecoder;

/**
 * Records the negotiation of a device on PCI from the accesses to its common configuration structure (virtio 1.4 section
 * 4.1.4.3): a backend hands over every one.
 *
 * <p>Recorded are the device status, feature bits, queues when they are enabled or reset, and the reset of the device. The
 * other structures of the device are not the tap's: for them the backend calls {@link DeviceProbe#configRead},
 * {@link DeviceProbe#configWrite}, {@link DeviceProbe#configChanged} and {@link QueueProbe#kick()}.
 *
 * <p><b>Order.</b> Hand a read over when its answer is known, and a write before the device acts on it; only a 0 that is
 * written to {@code device_status} afterwards, when the reset has ended what was in flight.
 *
 * <p><b>Threads.</b> Accesses are serialised, as a device does anyway.
 *
 * <p><b>Cost.</b> No call throws, whatever its arguments, or waits; none allocates but for the first access to a queue.
 */
public final class PciCommonConfigTap {
    private final TapListener listener;
    private final PciCommonConfigDecoder decoder;

    /**
     * Makes a tap for a device whose registers were not accessed yet.
     *
     * @param device the device's probe
     */
    public PciCommonConfigTap(DeviceProbe device) {
        listener = new TapListener(device);
        decoder = new PciCommonConfigDecoder(listener);
    }

    /**
     * Gives the tap the probe of a queue: accesses that break a rule about the queue become its faults. May be called at any
     * time; not for the data path.
     *
     * @param index the queue's index
     * @param probe its probe
     * @throws IllegalArgumentException if the index is not 0 to 65535
     */
    public void queue(int index, QueueProbe probe) {
        listener.queue(index, probe);
    }

    /**
     * The driver read from the structure.
     *
     * @param offset bytes from its start
     * @param width bytes: 1, 2, 4 or 8
     * @param value what the device answered, in the low bytes
     */
    public void read(int offset, int width, long value) {
        decoder.read(offset, width, value);
    }

    /**
     * The driver wrote to the structure.
     *
     * @param offset bytes from its start
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
