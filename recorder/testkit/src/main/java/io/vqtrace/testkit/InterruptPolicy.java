package io.vqtrace.testkit;

/** When the driver wants to be interrupted. */
public enum InterruptPolicy {
    /** At each completion, also while it takes completions. */
    ALWAYS,
    /** Not while it takes completions: it switches interrupts off, polls until nothing is left and switches them on. */
    NAPI,
    /** Once three quarters of the outstanding requests are used; needs EVENT_IDX, else as {@link #ALWAYS}. */
    DELAYED
}
