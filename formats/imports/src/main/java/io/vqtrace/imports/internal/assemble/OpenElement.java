package io.vqtrace.imports.internal.assemble;

/** A request taken from a queue and not yet given back. Reused. */
final class OpenElement {
    long element;
    QueueState queue;
    QueueConfiguration configuration;
    long popTs;
    boolean timed;
    boolean sized;
    int buffers;
    int inFlight;
    byte operation;
    long sector;
    long sectors;
    boolean hasStatus;
    byte status;
    OpenElement next;
}
