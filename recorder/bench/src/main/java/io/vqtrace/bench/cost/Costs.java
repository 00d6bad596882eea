package io.vqtrace.bench.cost;

import io.vqtrace.bench.RecorderMode;
import io.vqtrace.bench.peer.PeerKind;
import io.vqtrace.recorder.CaptureLevel;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a call costs its caller, in nanoseconds.
 *
 * @param nanoTime a reading of the clock
 * @param requests probe calls at level {@code requests}, the recorder's default
 * @param full probe calls at level {@code full}, each of which writes a row
 * @param pop {@code pop} alone, streaming at the default level
 * @param used {@code used} alone, which writes the request's row, likewise
 * @param twoThreads a probe call in flight mode at the default level while another thread does the same on another queue
 * @param emptyLoop an iteration of an empty loop
 * @param disabled a disabled probe call and its iteration
 * @param disabledBesideEnabled the same in a process in which another recorder records
 * @param peers an event of each peer
 */
public record Costs(
        double nanoTime,
        ProbeCosts requests,
        ProbeCosts full,
        double pop,
        double used,
        double twoThreads,
        double emptyLoop,
        double disabled,
        double disabledBesideEnabled,
        Map<PeerKind, Double> peers) {

    static final String DROPPED_RATIO = "droppedRatio.";
    static final CaptureLevel DEFAULT_LEVEL = CaptureLevel.REQUESTS;

    static Costs of(Map<String, Double> figures) {
        Map<PeerKind, Double> peers = new EnumMap<>(PeerKind.class);
        for (PeerKind peer : PeerKind.values()) {
            if (peer != PeerKind.NANO_TIME) {
                peers.put(peer, figure(figures, "record." + peer.label()));
            }
        }
        return new Costs(
                figure(figures, "record." + PeerKind.NANO_TIME.label()),
                ProbeCosts.of(figures, DEFAULT_LEVEL),
                ProbeCosts.of(figures, CaptureLevel.FULL),
                figure(figures, "pop", DEFAULT_LEVEL, RecorderMode.STREAM),
                figure(figures, "used", DEFAULT_LEVEL, RecorderMode.STREAM),
                figure(figures, label("popUsed", DEFAULT_LEVEL, RecorderMode.FLIGHT) + "@2"),
                figure(figures, "emptyLoop"),
                figure(figures, "disabled"),
                figure(figures, "disabledBesideEnabled", DEFAULT_LEVEL, RecorderMode.FLIGHT),
                peers);
    }

    static double figure(Map<String, Double> figures, String method, CaptureLevel level, RecorderMode mode) {
        return figure(figures, label(method, level, mode));
    }

    static double figure(Map<String, Double> figures, String label) {
        Double figure = figures.get(label);
        if (figure == null) {
            throw new IllegalStateException("no " + label + " in " + figures.keySet());
        }
        return figure;
    }

    /** JMH sorts parameters by their names. */
    private static String label(String method, CaptureLevel level, RecorderMode mode) {
        return method + "." + level.label() + "." + mode.label();
    }

    /**
     * Returns what a disabled call adds to an empty loop.
     *
     * @return zero or more
     */
    public double disabledOverLoop() {
        return Math.max(0, disabled - emptyLoop);
    }

    /**
     * Returns what a disabled call adds to an empty loop in a process in which another recorder records.
     *
     * @return zero or more
     */
    public double disabledBesideEnabledOverLoop() {
        return Math.max(0, disabledBesideEnabled - emptyLoop);
    }
}
