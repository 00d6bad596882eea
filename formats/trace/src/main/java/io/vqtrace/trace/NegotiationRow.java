package io.vqtrace.trace;

import java.util.Objects;

/**
 * One row of the negotiation table: a step of what guest and host agreed on.
 *
 * @param device id of the device, 0 to 65535
 * @param ts time of the step, nanoseconds since the Unix epoch, or null
 * @param step what happened
 * @param queue queue index that it concerns, 0 to 65535, or null
 * @param value status bits, configuration value or coalescing parameter, by step, or null
 * @param featuresLow feature bits 0 to 63, or null
 * @param featuresHigh feature bits 64 to 127, or null
 * @param actor {@code driver} or {@code device}, or null
 * @param thread index of the thread in the trace's thread table, 0 to 65535, or null
 * @param source who says so: {@code log}, {@code facts} or {@code recorder}, or null
 * @param detail anything more, for people, or null
 */
public record NegotiationRow(
        int device,
        Long ts,
        NegotiationStep step,
        Integer queue,
        Long value,
        Long featuresLow,
        Long featuresHigh,
        String actor,
        Integer thread,
        String source,
        String detail) {
    /** Checks ranges, and that the step is given. */
    public NegotiationRow {
        Ranges.requireUnsignedShort("device", device);
        Objects.requireNonNull(step, "step");
        if (queue != null) {
            Ranges.requireUnsignedShort("queue", queue);
        }
        if (thread != null) {
            Ranges.requireUnsignedShort("thread", thread);
        }
    }
}
