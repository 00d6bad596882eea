package io.vqtrace.analyzer.check;

import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.DeviceHistory;
import io.vqtrace.analyzer.negotiation.KnownFeatures;
import io.vqtrace.analyzer.read.TraceManifest;
import io.vqtrace.trace.DeviceRow;
import io.vqtrace.trace.QueueRow;
import io.vqtrace.virtio.DeviceType;
import java.util.List;

/**
 * A device under check.
 *
 * @param row what the devices table says of it
 * @param type its type, null if unknown
 * @param history its negotiation, null if nothing of it is known
 * @param setups its queue configurations, in order
 * @param manifest what the capture can show
 */
public record DeviceScope(
        DeviceRow row, DeviceType type, DeviceHistory history, List<QueueRow> setups, TraceManifest manifest) {
    private static final String PCI = "pci";
    private static final String MMIO = "mmio";
    private static final String EMULATED = "emulated";
    private static final String VFIO = "vfio";

    /** Copies the list. */
    public DeviceScope {
        setups = List.copyOf(setups);
    }

    /**
     * Returns the device's id.
     *
     * @return the id
     */
    public int id() {
        return row.device();
    }

    /**
     * Returns the attempts of its drivers.
     *
     * @return in order, empty if nothing is known
     */
    public List<Attempt> attempts() {
        return history == null ? List.of() : history.attempts();
    }

    /**
     * Returns what the device offers in an attempt.
     *
     * @param attempt one of {@link #attempts()}
     * @return the features, null if unknown
     */
    public KnownFeatures offered(Attempt attempt) {
        return history.offered(attempt);
    }

    /**
     * Returns what the driver accepted in an attempt.
     *
     * @param attempt one of {@link #attempts()}
     * @return the features, null if unknown
     */
    public KnownFeatures accepted(Attempt attempt) {
        return history.accepted(attempt);
    }

    /**
     * Tells whether what the device answers to status reads is in the trace.
     *
     * @return true if an answer was seen, or a recorder was there to see it
     */
    public boolean readsSeen() {
        return history != null && (history.readsSeen() || manifest.recorded());
    }

    /**
     * Tells whether status writes of the device are in the trace.
     *
     * @return true if there is any
     */
    public boolean statusSeen() {
        return attempts().stream().anyMatch(attempt -> !attempt.status().isEmpty());
    }

    /**
     * Tells whether it is a virtio device.
     *
     * @return false for an emulated device, or one of the host that is passed through
     */
    public boolean virtio() {
        return !EMULATED.equals(row.backend()) && !VFIO.equals(row.backend());
    }

    /**
     * Tells whether a device on PCI is meant.
     *
     * @return false if it is not, or unknown
     */
    public boolean pci() {
        return PCI.equals(row.transport());
    }

    /**
     * Tells whether it may be on virtio-mmio.
     *
     * @return false only if it is known to be on something else
     */
    public boolean maybeMmio() {
        return row.transport() == null || MMIO.equals(row.transport());
    }
}
