package io.vqtrace.testkit.internal.device;

import io.vqtrace.testkit.ring.Chain;

/** A request that the device has taken and not yet returned; reused. */
final class Request {
    final Chain chain = new Chain();
    int operation;
    long argument;
    int status;
    int usedBytes;
    long published;
    long seen;
    long popped;
    long due;
    long order;
    int inFlight;

    boolean before(Request other) {
        return due != other.due ? due < other.due : order < other.order;
    }
}
