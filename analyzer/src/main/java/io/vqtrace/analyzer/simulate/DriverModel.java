package io.vqtrace.analyzer.simulate;

/**
 * How the driver of a queue answers interrupts. An interrupt reaches it after {@code interruptNs}; it then reaps used
 * requests, {@code reapNs} each, until it finds none, and after that publishes what follows them, {@code submitNs} each.
 *
 * @param depth requests that it keeps outstanding, each next one published when an earlier one was reaped; 0 if requests
 *     come by themselves
 * @param interruptNs from interrupt to the first look
 * @param reapNs for each request reaped
 * @param submitNs for each request published
 * @param laterNs by index of the earlier request: from the end of its successor's publication, so modelled, to when the
 *     device saw it; what the application thought is in it
 * @param silence when the driver does not want to be interrupted
 */
record DriverModel(int depth, long interruptNs, long reapNs, long submitNs, long[] laterNs, Silence silence) {

    /** When a driver does not want to be interrupted. */
    enum Silence {
        /** It always wants to be. */
        NONE,
        /** From an interrupt until it has reaped all: with EVENT_IDX the event index stays behind until then. */
        FROM_INTERRUPT
    }

    boolean closedLoop() {
        return depth > 0;
    }

    /** The same driver with costs that are by a factor higher or lower. */
    DriverModel withCosts(double factor) {
        return new DriverModel(
                depth,
                Math.round(interruptNs * factor),
                Math.round(reapNs * factor),
                Math.round(submitNs * factor),
                laterNs,
                silence);
    }
}
