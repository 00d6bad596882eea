package io.vqtrace.backend.protocol;

/** Is told of what happens between front ends and this back end, for a log. Called by the connection's thread. */
public interface SessionListener {
    /** A front end is connected. */
    void connected();

    /** Another front end has connected while this one is served; it is served when this one is gone. At most once for each. */
    void anotherWaits();

    /**
     * The front end did what is not allowed; the device's host was told as well.
     *
     * @param refusal what
     */
    void refused(ProtocolException refusal);

    /**
     * The front end is gone, or was sent away; its queues have stopped.
     *
     * @param reason why, or null if it closed the connection between two messages
     */
    void disconnected(String reason);
}
