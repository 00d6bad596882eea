package io.vqtrace.analyzer.check.negotiated;

import io.vqtrace.analyzer.check.DeviceScope;
import io.vqtrace.trace.QueueRow;

/** A rule about each configuration of a queue. Stateless. */
abstract class SetupRule {
    private final int number;

    SetupRule(int number) {
        this.number = number;
    }

    final int number() {
        return number;
    }

    /** Tells what the capture lacks to judge a configuration; null if it can be judged. */
    abstract String missing(DeviceScope device, QueueRow setup);

    /** Judges a configuration that can be judged. */
    abstract void check(DeviceScope device, QueueRow setup, Reports reports);

    /** Tells whether a queue was enabled without having been set up: neither size nor place. */
    static boolean blank(QueueRow setup) {
        return zero(setup.size()) && zero(setup.descAddr()) && zero(setup.driverAddr()) && zero(setup.deviceAddr());
    }

    private static boolean zero(Number value) {
        return value != null && value.longValue() == 0;
    }
}
