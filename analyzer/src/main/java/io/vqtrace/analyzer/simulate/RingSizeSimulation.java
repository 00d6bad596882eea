package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.analysis.Analyses;
import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.SessionOptions;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.QueueFacts;
import java.util.List;
import java.util.Map;

/**
 * What rings of other sizes would have done to the traffic of a trace. Prepare a session with it, open that, then run;
 * once, by one thread.
 */
public final class RingSizeSimulation {
    private static final List<String> ASSUMPTIONS = List.of(
            "Service times do not depend on the ring; a request takes the same ring entries as recorded.",
            "Requests are published and taken in the recorded order.",
            "The driver publishes a delayed request as soon as the ring has room, one turnaround after the end that"
                    + " made it.");

    private final RingSizeOptions options;
    private final RingRequestCollector collector = new RingRequestCollector();

    /**
     * Makes a simulation.
     *
     * @param options what to simulate
     */
    public RingSizeSimulation(RingSizeOptions options) {
        this.options = options;
    }

    /**
     * Adds what the simulation needs.
     *
     * @param session the session's options
     * @return the options
     */
    public SessionOptions.Builder prepare(SessionOptions.Builder session) {
        return session.consumers(collector);
    }

    /**
     * Simulates.
     *
     * @param session a session opened with {@link #prepare}
     * @return figures by queue and size; no queue for a trace without a clock
     */
    public RingSizeModel run(TraceSession session) {
        Map<QueueKey, RingRequests> collected =
                collector.finish(key -> session.catalog().facts(key).entries() == QueueFacts.Entries.COUNTED);
        List<RingSizeModel.QueueSizes> queues = collected.entrySet().stream()
                .filter(entry -> session.window().timed())
                .filter(entry -> !session.catalog().queue(entry.getKey()).supply())
                .map(entry -> new QueueRings(session, entry.getKey(), entry.getValue(), options).run())
                .toList();
        List<String> notes = session.window().timed()
                ? List.of()
                : List.of("arrivals and service times are not observable in this capture: needs event times (QEMU: -msg"
                        + " timestamp=on)");
        return new RingSizeModel(
                Analyses.trace(session), options.maxFullRatio(), options.maxAddedP99Ns(), queues, ASSUMPTIONS, notes);
    }
}
