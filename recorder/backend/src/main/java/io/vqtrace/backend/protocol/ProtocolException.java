package io.vqtrace.backend.protocol;

import io.vqtrace.trace.FaultReason;
import java.util.Objects;

/** A front end did what the protocol or the device does not allow; the message says what, for the log. */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int queue;
    private final FaultReason reason;

    /**
     * Tells of a refusal.
     *
     * @param queue the queue concerned, or {@link DeviceHost#NO_QUEUE}
     * @param reason what is recorded
     * @param message what was refused and why
     */
    public ProtocolException(int queue, FaultReason reason, String message) {
        super(message);
        this.queue = queue;
        this.reason = Objects.requireNonNull(reason);
    }

    /**
     * Returns the queue concerned.
     *
     * @return its index, or {@link DeviceHost#NO_QUEUE}
     */
    public int queue() {
        return queue;
    }

    /**
     * Returns what is recorded.
     *
     * @return the reason
     */
    public FaultReason reason() {
        return reason;
    }
}
