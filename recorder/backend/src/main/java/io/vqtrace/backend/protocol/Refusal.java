package io.vqtrace.backend.protocol;

import io.vqtrace.trace.FaultReason;

/** Refusals of the session. */
final class Refusal {
    private Refusal() {}

    /** A message that does not fit the protocol. */
    static ProtocolException of(String message) {
        return new ProtocolException(DeviceHost.NO_QUEUE, FaultReason.REQUEST_MALFORMED, message);
    }

    /** A queue that cannot be as the front end wants it. */
    static ProtocolException ofQueue(int queue, String message) {
        return new ProtocolException(
                queue, FaultReason.QUEUE_CONFIGURATION, "queue " + Integer.toUnsignedString(queue) + ": " + message);
    }

    /** Memory that cannot be mapped, or is not where the front end says. */
    static ProtocolException ofMemory(String message) {
        return new ProtocolException(DeviceHost.NO_QUEUE, FaultReason.ADDRESS_OUT_OF_RANGE, message);
    }
}
