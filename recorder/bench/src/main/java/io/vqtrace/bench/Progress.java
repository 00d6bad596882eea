package io.vqtrace.bench;

/** Told what is measured next. */
@FunctionalInterface
public interface Progress {
    /**
     * A step begins.
     *
     * @param what the step, for people
     */
    void step(String what);
}
