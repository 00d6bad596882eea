package io.vqtrace.bench.cost;

import io.vqtrace.bench.RecorderMode;
import io.vqtrace.bench.peer.PeerKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a call costs its caller, in nanoseconds.
 *
 * @param nanoTime a reading of the clock
 * @param stream a probe call that writes a row, of a recorder that streams to disk
 * @param flight the same in flight mode
 * @param pop {@code pop} alone, streaming
 * @param used {@code used} alone, streaming
 * @param burstStream an event of a burst of 32, streaming
 * @param burstFlight the same in flight mode
 * @param twoThreads a probe call in flight mode while another thread does the same on another queue
 * @param emptyLoop an iteration of an empty loop
 * @param disabled a disabled probe call and its iteration
 * @param disabledBesideEnabled the same in a process in which another recorder records
 * @param peers an event of each peer
 * @param droppedRatio share of the events that were lost while {@code stream}, {@code pop}, {@code used} and
 *     {@code burstStream} were measured
 */
public record Costs(
        double nanoTime,
        double stream,
        double flight,
        double pop,
        double used,
        double burstStream,
        double burstFlight,
        double twoThreads,
        double emptyLoop,
        double disabled,
        double disabledBesideEnabled,
        Map<PeerKind, Double> peers,
        double droppedRatio) {

    static final String DRAINED = "." + RecorderMode.STREAM.label();
    private static final String IN_MEMORY = "." + RecorderMode.FLIGHT.label();

    static Costs of(Map<String, Double> figures, double droppedRatio) {
        Map<PeerKind, Double> peers = new EnumMap<>(PeerKind.class);
        for (PeerKind peer : PeerKind.values()) {
            if (peer != PeerKind.NANO_TIME) {
                peers.put(peer, figure(figures, "record." + peer.label()));
            }
        }
        return new Costs(
                figure(figures, "record." + PeerKind.NANO_TIME.label()),
                figure(figures, "popUsed" + DRAINED),
                figure(figures, "popUsed" + IN_MEMORY),
                figure(figures, "pop" + DRAINED),
                figure(figures, "used" + DRAINED),
                figure(figures, "bursts" + DRAINED),
                figure(figures, "bursts" + IN_MEMORY),
                figure(figures, "popUsed" + IN_MEMORY + "@2"),
                figure(figures, "emptyLoop"),
                figure(figures, "disabled"),
                figure(figures, "disabledBesideEnabled" + IN_MEMORY),
                peers,
                droppedRatio);
    }

    private static double figure(Map<String, Double> figures, String label) {
        Double figure = figures.get(label);
        if (figure == null) {
            throw new IllegalStateException("no " + label + " in " + figures.keySet());
        }
        return figure;
    }

    /**
     * Returns the cost of an enabled call.
     *
     * @return the dearer of the two modes
     */
    public double enabled() {
        return Math.max(stream, flight);
    }

    /**
     * Returns the cost of an event of a burst.
     *
     * @return the dearer of the two modes
     */
    public double burst() {
        return Math.max(burstStream, burstFlight);
    }

    /**
     * Returns what a disabled call adds to an empty loop.
     *
     * @return zero or more, in the process for which it is more
     */
    public double disabledOverLoop() {
        return Math.max(0, Math.max(disabled, disabledBesideEnabled) - emptyLoop);
    }
}
