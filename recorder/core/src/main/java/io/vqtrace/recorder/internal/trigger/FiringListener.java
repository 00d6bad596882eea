package io.vqtrace.recorder.internal.trigger;

/** Learns of triggers that fired, on the drain thread. */
@FunctionalInterface
public interface FiringListener {
    /**
     * A trigger fired and was not held back.
     *
     * @param firing what and why
     */
    void fired(Firing firing);
}
