package io.vqtrace.trace;

/**
 * Makes the rows of the negotiation table: which columns a step fills and what they hold, for the recorder and the
 * importers alike. The encodings are part of the trace format.
 *
 * <p>Each method takes the device's id, the time in nanoseconds since the Unix epoch (or null), the index of the thread in the
 * trace's thread table (or null) and the source: {@code log}, {@code facts} or {@code recorder}.
 */
public final class NegotiationRows {
    /** {@code actor} of what the driver did. */
    public static final String DRIVER = "driver";

    /** {@code actor} of what the device did. */
    public static final String DEVICE = "device";

    /** Begins the {@code detail} of an offer that was read by the legacy interface, which has no bits from 32 on. */
    public static final String LEGACY_INTERFACE = "legacy interface";

    private NegotiationRows() {}

    /**
     * The device status was written, or read back.
     *
     * @param device id of the device
     * @param ts time or null
     * @param status the bits
     * @param actor {@link #DRIVER} for a write, {@link #DEVICE} for what it answered to a read, null if that is not known
     * @param thread index of the thread or null
     * @param source who says so
     * @return a {@code status} row; {@code value} is the bits
     */
    public static NegotiationRow status(int device, Long ts, int status, String actor, Integer thread, String source) {
        return row(device, ts, NegotiationStep.STATUS, null, (long) status, actor, thread, source, null);
    }

    /**
     * The device's feature bits became known.
     *
     * @param device id of the device
     * @param ts time or null
     * @param low bits 0 to 63
     * @param high bits 64 to 127, or null if they were not looked at
     * @param thread index of the thread or null
     * @param source who says so
     * @param detail what else is known, or null
     * @return a {@code features_offered} row
     */
    public static NegotiationRow featuresOffered(
            int device, Long ts, long low, Long high, Integer thread, String source, String detail) {
        return new NegotiationRow(
                device, ts, NegotiationStep.FEATURES_OFFERED, null, null, low, high, DEVICE, thread, source, detail);
    }

    /**
     * The driver wrote the feature bits that it accepts.
     *
     * @param device id of the device
     * @param ts time or null
     * @param low bits 0 to 63
     * @param high bits 64 to 127
     * @param thread index of the thread or null
     * @param source who says so
     * @return a {@code features_accepted} row
     */
    public static NegotiationRow featuresAccepted(
            int device, Long ts, long low, long high, Integer thread, String source) {
        return new NegotiationRow(
                device, ts, NegotiationStep.FEATURES_ACCEPTED, null, null, low, high, DRIVER, thread, source, null);
    }

    /**
     * A queue was set up and enabled; the queues table holds the whole configuration.
     *
     * @param device id of the device
     * @param ts time or null
     * @param queue the queue's index
     * @param packed whether the ring is packed
     * @param size entries in use, or null
     * @param maxSize entries at most, or null
     * @param vector MSI-X vector, or null
     * @param descAddr guest address of the descriptor area
     * @param driverAddr guest address of the driver area
     * @param deviceAddr guest address of the device area
     * @param thread index of the thread or null
     * @param source who says so
     * @return a {@code queue_setup} row; {@code value} is the size, {@code detail} the rest
     */
    public static NegotiationRow queueSetup(
            int device,
            Long ts,
            int queue,
            boolean packed,
            Integer size,
            Integer maxSize,
            Integer vector,
            long descAddr,
            long driverAddr,
            long deviceAddr,
            Integer thread,
            String source) {
        StringBuilder detail = new StringBuilder(packed ? "packed" : "split");
        if (maxSize != null) {
            detail.append(", max ").append(maxSize);
        }
        if (vector != null) {
            detail.append(", vector ").append(vector);
        }
        detail.append(", descriptor area 0x").append(Long.toHexString(descAddr));
        detail.append(", driver area 0x").append(Long.toHexString(driverAddr));
        detail.append(", device area 0x").append(Long.toHexString(deviceAddr));
        Long value = size == null ? null : Long.valueOf(size);
        return row(device, ts, NegotiationStep.QUEUE_SETUP, queue, value, DRIVER, thread, source, detail.toString());
    }

    /**
     * The driver reset a single queue.
     *
     * @param device id of the device
     * @param ts time or null
     * @param queue the queue's index
     * @param thread index of the thread or null
     * @param source who says so
     * @return a {@code queue_reset} row
     */
    public static NegotiationRow queueReset(int device, Long ts, int queue, Integer thread, String source) {
        return row(device, ts, NegotiationStep.QUEUE_RESET, queue, null, DRIVER, thread, source, null);
    }

    /**
     * The driver reset the device.
     *
     * @param device id of the device
     * @param ts time or null
     * @param thread index of the thread or null
     * @param source who says so
     * @return a {@code device_reset} row
     */
    public static NegotiationRow deviceReset(int device, Long ts, Integer thread, String source) {
        return row(device, ts, NegotiationStep.DEVICE_RESET, null, null, DRIVER, thread, source, null);
    }

    /**
     * The driver read the configuration space.
     *
     * @param device id of the device
     * @param ts time or null
     * @param offset bytes from the start of the device-specific configuration
     * @param width bytes read, or 0 if that is not known
     * @param value what it read, or null
     * @param thread index of the thread or null
     * @param source who says so
     * @return a {@code config_read} row; {@code detail} is {@code offset 20, 4 bytes}, without the width if that is unknown
     */
    public static NegotiationRow configRead(
            int device, Long ts, int offset, int width, Long value, Integer thread, String source) {
        String detail = configDetail(offset, width);
        return row(device, ts, NegotiationStep.CONFIG_READ, null, value, DRIVER, thread, source, detail);
    }

    /**
     * The driver wrote the configuration space.
     *
     * @param device id of the device
     * @param ts time or null
     * @param offset bytes from the start of the device-specific configuration
     * @param width bytes written, or 0 if that is not known
     * @param value what it wrote
     * @param thread index of the thread or null
     * @param source who says so
     * @return a {@code config_write} row; {@code detail} as in {@link #configRead}
     */
    public static NegotiationRow configWrite(
            int device, Long ts, int offset, int width, long value, Integer thread, String source) {
        String detail = configDetail(offset, width);
        return row(device, ts, NegotiationStep.CONFIG_WRITE, null, value, DRIVER, thread, source, detail);
    }

    private static String configDetail(int offset, int width) {
        return "offset " + offset + (width == 0 ? "" : ", " + width + (width == 1 ? " byte" : " bytes"));
    }

    /**
     * The device announced a configuration change.
     *
     * @param device id of the device
     * @param ts time or null
     * @param vector MSI-X vector, or null
     * @param thread index of the thread or null
     * @param source who says so
     * @return a {@code config_changed} row; {@code value} is the vector
     */
    public static NegotiationRow configChanged(int device, Long ts, Integer vector, Integer thread, String source) {
        Long value = vector == null ? null : Long.valueOf(vector);
        return row(device, ts, NegotiationStep.CONFIG_CHANGED, null, value, DEVICE, thread, source, null);
    }

    /**
     * The driver set notification coalescing.
     *
     * @param device id of the device
     * @param ts time or null
     * @param queue the queue's index, or null for all queues of the direction
     * @param receive whether it concerns receive queues
     * @param maxPackets completions that one notification may collect, unsigned
     * @param maxUsecs microseconds that the oldest of them may wait, unsigned
     * @param thread index of the thread or null
     * @param source who says so
     * @return a {@code coalescing_set} row; {@code value} is {@code maxPackets × 2^32 + maxUsecs}, {@code detail} is
     *     {@code receive} or {@code transmit}
     */
    public static NegotiationRow coalescingSet(
            int device,
            Long ts,
            Integer queue,
            boolean receive,
            int maxPackets,
            int maxUsecs,
            Integer thread,
            String source) {
        long value = (long) maxPackets << Integer.SIZE | Integer.toUnsignedLong(maxUsecs);
        String detail = receive ? "receive" : "transmit";
        return row(device, ts, NegotiationStep.COALESCING_SET, queue, value, DRIVER, thread, source, detail);
    }

    private static NegotiationRow row(
            int device,
            Long ts,
            NegotiationStep step,
            Integer queue,
            Long value,
            String actor,
            Integer thread,
            String source,
            String detail) {
        return new NegotiationRow(device, ts, step, queue, value, null, null, actor, thread, source, detail);
    }
}
