package io.vqtrace.analyzer.simulate;

import io.vqtrace.analyzer.read.QueueKey;
import io.vqtrace.analyzer.session.TraceSession;
import io.vqtrace.analyzer.sweep.QueueFacts;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Puts into words what a simulation of ring sizes assumed of a queue, and what speaks against its answer. */
final class RingCaveats {
    /** What a driver may take from an interrupt to its next request; the order of magnitude of a guest's. */
    private static final double REACTION_NS = 10_000;

    /** Share of a request's time that the driver's reaction may have before it matters that it is unknown. */
    private static final double REACTION_SHARE = 0.05;

    /** Share of a request's time from which on a turnaround is more than a driver's reaction. */
    private static final double THINK_SHARE = 0.5;

    private static final double PERCENT = 100;

    private final TraceSession session;
    private final QueueKey key;
    private final RingRequests requests;
    private final RingDemand demand;
    private final RingBackend backend;
    private final double meanServiceNs;

    RingCaveats(TraceSession session, QueueKey key, RingRequests requests, RingDemand demand, RingBackend backend) {
        this.session = session;
        this.key = key;
        this.requests = requests;
        this.demand = demand;
        this.backend = backend;
        meanServiceNs = Arrays.stream(backend.serviceNs()).average().orElse(0);
    }

    List<String> assumptions() {
        List<String> lines = new ArrayList<>();
        lines.add(
                demand.closed()
                        ? "Driver: closed loop, keeps " + demand.outstanding()
                                + " outstanding; a request comes when an earlier one has ended."
                        : "Driver: open loop, requests come when they were recorded to come, whatever the ring does"
                                + " (at most " + demand.outstanding() + " were outstanding).");
        lines.add(
                demand.turnaround().observed()
                        ? "Turnaround: " + Durations.text(demand.turnaround().usualNs())
                                + " from the end of a request to one in its place."
                        : "Turnaround: none; how fast the driver reuses ring entries is not observable where the ring"
                                + " was never the limit (--turnaround).");
        lines.add(backend());
        return lines;
    }

    private String backend() {
        String service = "service times as recorded, " + Durations.text(meanServiceNs) + " on average";
        if (backend.concurrency() == RingSizeOptions.UNLIMITED) {
            return "Backend: works on any number of requests at once; " + service + ".";
        }
        String limit = "Backend: works on " + Durations.count(backend.concurrency(), "request") + " at once";
        return limit + (backend.shared() ? ", further ones it took share that; " : ", further ones wait in the ring; ")
                + service + ".";
    }

    /**
     * Says how far the answer holds.
     *
     * @param recorded what the recorded ring did
     * @param again the recorded ring as the simulation sees it, null if its size is unknown
     */
    Trust trust(RingFigures recorded, RingFigures again) {
        Trust trust = Trust.FULL;
        if (!requests.published()) {
            trust = trust.but(
                    Confidence.LIMITED,
                    "publications are not observable in this capture: requests count from when they were taken, and"
                            + " occupancy and time full are lower bounds");
        }
        if (session.catalog().facts(key).entries() == QueueFacts.Entries.ONE_AT_LEAST) {
            trust = trust.but(Confidence.LIMITED, "ring entries per request are unknown: each counts as one");
        }
        if (again == null) {
            trust = trust.but(
                    Confidence.LIMITED,
                    "the recorded ring's size is unknown, and so whether it held requests back (needs facts)");
        } else {
            trust = checkRecorded(demand(trust), recorded, again);
        }
        if (requests.published() && backend.concurrency() != RingSizeOptions.UNLIMITED && !backend.shared()) {
            trust = trust.but(
                    Confidence.LIMITED,
                    "the backend takes no more than " + backend.concurrency() + " at once and may not look for new"
                            + " requests before it can take one: arrivals may be recorded late, and waits are lower"
                            + " bounds");
        }
        long open = session.openRequests(key);
        if (open > 0) {
            trust = trust.but(
                    Confidence.LIMITED,
                    Durations.count(open, "request") + (open == 1 ? " is" : " are") + " open at the end and left out");
        }
        if (!session.gaps().of(key).spans().isEmpty()) {
            trust = trust.but(Confidence.LIMITED, "events were lost: requests of that time are missing");
        }
        return turnaround(trust);
    }

    private Trust demand(Trust trust) {
        return demand.ringLimited()
                ? trust.but(
                        Confidence.LIMITED,
                        "the recorded ring had no room for " + percent(demand.ringLimitedRatio())
                                + " of the requests when the driver was ready for more: what it wanted beyond the ring"
                                + " is not visible, so that larger rings are lower bounds and waits count from the"
                                + " recorded arrivals")
                : trust;
    }

    /** Holds the simulation of the recorded ring against the record: an error there is one of the model. */
    private Trust checkRecorded(Trust trust, RingFigures recorded, RingFigures again) {
        double full = recorded.fullRatio();
        double error = Math.abs(again.fullRatio() - full);
        if (error <= 0.005 || error <= 0.05 * full) {
            return trust;
        }
        return trust.but(
                error > 0.02 && error > 0.2 * full ? Confidence.UNRELIABLE : Confidence.LIMITED,
                "replayed on the recorded ring it is full for " + percent(again.fullRatio()) + " instead of "
                        + percent(full) + " of busy time");
    }

    private Trust turnaround(Trust trust) {
        if (!demand.turnaround().observed() && REACTION_NS > REACTION_SHARE * meanServiceNs) {
            return trust.but(
                    Confidence.LIMITED,
                    "requests are so short that the driver's reaction, which is not observable here, matters in a full"
                            + " ring (--turnaround)");
        }
        if (demand.closed() && demand.turnaround().usualNs() > THINK_SHARE * meanServiceNs) {
            return trust.but(
                    Confidence.LIMITED,
                    "the turnaround is so long that it may hold think time or interrupt moderation, which a full ring"
                            + " would hide");
        }
        return trust;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", PERCENT * share);
    }
}
