package io.vqtrace.analyzer.analysis;

import io.vqtrace.analyzer.session.QueueInfo;
import io.vqtrace.analyzer.sweep.ConditionEpisode;
import io.vqtrace.analyzer.sweep.Drops;
import io.vqtrace.analyzer.sweep.QueueSweep;
import io.vqtrace.analyzer.sweep.SaturationOptions;
import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Gives the saturation verdict of one queue from what the sweep found. Immutable. */
public final class SaturationJudge {
    private static final String STARVED = "starved";

    private final QueueInfo queue;
    private final QueueSweep sweep;
    private final long requests;
    private final SaturationOptions options;

    /**
     * Makes a judge of a queue of a capture with a clock.
     *
     * @param queue the queue; its size decides what full is
     * @param sweep what was found of its requests, null if it had none
     * @param requests how many it had
     * @param options the thresholds that the sweep had
     */
    public SaturationJudge(QueueInfo queue, QueueSweep sweep, long requests, SaturationOptions options) {
        this.queue = queue;
        this.sweep = sweep;
        this.requests = requests;
        this.options = options;
    }

    /**
     * Judges a queue on which the driver parks buffers.
     *
     * @param drops packets lost, null if the capture could not show it
     * @param lost when they were, null without a clock or a drop
     */
    static Saturation supply(Long drops, Drops.Result lost) {
        if (drops == null) {
            return new Saturation("ok", List.of("drops are not observable in this capture"), null, null);
        }
        if (drops == 0) {
            return new Saturation("ok", List.of("no drop"), null, null);
        }
        List<String> evidence = new ArrayList<>();
        evidence.add(Durations.count(drops, "packet") + " dropped for want of a buffer"
                + (lost == null || lost.bytes() == null ? "" : " (" + Durations.count(lost.bytes(), "byte") + ")"));
        if (lost != null) {
            evidence.add(Durations.count(lost.episodes().size(), "episode"));
        }
        return new Saturation(
                STARVED,
                evidence,
                "Enlarge the ring, or have the driver refill it earlier.",
                lost == null ? null : episode(STARVED, worst(lost.episodes())));
    }

    /** The answer for requests without times. */
    static Saturation untimed() {
        return new Saturation(
                null, List.of("not observable in this capture: needs event times (-msg timestamp=on)"), null, null);
    }

    static Saturation idle() {
        return new Saturation("idle", List.of("no request in the window"), null, null);
    }

    /**
     * Judges.
     *
     * @return the verdict with its evidence
     */
    public Saturation judge() {
        if (sweep != null && !sweep.stalls().isEmpty()) {
            return stalled();
        }
        if (requests == 0 || sweep == null) {
            return idle();
        }
        if (isRingFull()) {
            return ringFull();
        }
        if (sweep.cappedNs() == null) {
            if (share(sweep.plateauNs()) >= options.plateauShare()) {
                return plateau();
            }
        } else if (share(sweep.cappedNs()) >= options.plateauShare()) {
            return capped();
        } else if (requests > 1 && share(sweep.waitingNs()) >= options.waitingShare()) {
            return backendBound();
        }
        return busyOrOk();
    }

    private Saturation stalled() {
        ConditionEpisode worst = worst(sweep.stalls());
        return new Saturation(
                "stalled",
                List.of(Durations.count(sweep.stalls().size(), "episode") + " with requests held and none completed"),
                "Find what the backend waited for: it held requests and returned none. \"vqtrace diagnose TRACE\" names"
                        + " the likeliest cause.",
                episode("stalled", worst));
    }

    private boolean isRingFull() {
        if (sweep.fullNs() == null) {
            return false;
        }
        return sweep.fullNs() > 0 && share(sweep.fullNs()) >= options.fullShare()
                || sweep.full().stream().anyMatch(this::decides);
    }

    private boolean decides(ConditionEpisode episode) {
        return episode.durationNs() >= options.fullEpisodeNs()
                && episode.heldNs() >= options.fullEpisodeDensity() * episode.durationNs();
    }

    private Saturation ringFull() {
        ConditionEpisode worst = worst(sweep.full());
        List<String> evidence = new ArrayList<>();
        evidence.add(String.format(
                Locale.ROOT,
                "occupancy at or above %.0f %% of the ring (%d) for %s of busy time (%s)",
                100 * options.fullOccupancy(),
                queue.size(),
                percent(sweep.fullNs()),
                Durations.text(sweep.fullNs())));
        evidence.add("largest occupancy " + sweep.occupancyMax() + " of " + queue.size()
                + (sweep.occupancyLowerBound() ? " (lower bound: one entry per request)" : " ring entries"));
        evidence.add(Durations.count(sweep.full().size(), "episode"));
        if (sweep.cappedNs() != null && share(sweep.cappedNs()) >= options.plateauShare()) {
            evidence.add(atMaximum() + " with requests waiting for " + percent(sweep.cappedNs()) + " of busy time");
            return new Saturation(
                    "ring-full",
                    evidence,
                    "The ring fills because the backend takes no more than "
                            + sweep.inFlight().max()
                            + " at once: raise that limit or make the backend faster; in a larger queue requests would"
                            + " only wait longer.",
                    episode("ring-full", worst));
        }
        return new Saturation(
                "ring-full",
                evidence,
                "The ring limits: enlarge the queue (queue-size), add queues, or make the backend faster.",
                episode("ring-full", worst));
    }

    private Saturation plateau() {
        int depth = sweep.inFlight().max();
        ConditionEpisode worst = worst(sweep.plateau());
        return new Saturation(
                "plateau at " + depth,
                List.of(
                        String.format(
                                Locale.ROOT,
                                "in flight at its maximum %d for %s of busy time (%s)",
                                depth,
                                percent(sweep.plateauNs()),
                                Durations.text(sweep.plateauNs())),
                        ring(),
                        "whether the driver or the backend limits is not observable in this capture"),
                "Something other than the ring keeps " + depth
                        + " in flight: compare with the guest's queue depth and the backend's own limit.",
                episode("plateau", worst));
    }

    private Saturation capped() {
        int depth = sweep.inFlight().max();
        return new Saturation(
                "capped at " + depth,
                List.of(
                        atMaximum() + " with requests waiting for " + percent(sweep.cappedNs()) + " of busy time ("
                                + Durations.text(sweep.cappedNs()) + ")",
                        outstanding(),
                        ring()),
                "The backend takes no more than " + depth + " at once: raise its own limit.",
                episode("capped", worst(sweep.capped())));
    }

    private Saturation backendBound() {
        return new Saturation(
                "backend-bound",
                List.of(
                        "published requests were waiting for " + Durations.text(sweep.waitingNs()) + ", "
                                + percent(sweep.waitingNs()) + " of the time with a request taken ("
                                + Durations.text(sweep.busyNs()) + ")",
                        outstanding(),
                        ring()),
                "The backend takes requests too late: give its thread more time, or let it poll.",
                episode("backend-bound", worst(sweep.backendBound())));
    }

    private Saturation busyOrOk() {
        // The span of a single request is the request itself, which says nothing.
        double busy = sweep.spanNs() == 0 || requests < 2 ? 0 : (double) sweep.busyNs() / sweep.spanNs();
        List<String> evidence = List.of(
                String.format(
                        Locale.ROOT,
                        "busy for %.1f %% of the %s from first to last request",
                        100 * busy,
                        Durations.text(sweep.spanNs())),
                "at most " + sweep.inFlight().max() + " in flight",
                ring());
        return busy >= options.busyShare()
                ? new Saturation(
                        "busy", evidence, "The queue is rarely empty: more load will queue up before long.", null)
                : new Saturation("ok", evidence, null, null);
    }

    private String atMaximum() {
        return "in flight at its maximum " + sweep.inFlight().max();
    }

    private String outstanding() {
        return String.format(
                Locale.ROOT,
                "outstanding %.1f on average, at most %d; of these in flight %.1f, at most %d",
                sweep.outstanding().mean(),
                sweep.outstanding().max(),
                sweep.inFlight().mean(),
                sweep.inFlight().max());
    }

    private String ring() {
        return queue.size() == null
                ? "the ring's size is not known: ring-full can not be told (needs facts)"
                : "ring of " + queue.size() + ", at most " + sweep.occupancyMax() + " occupied";
    }

    private double share(long ns) {
        return sweep.busyNs() == 0 ? 0 : (double) ns / sweep.busyNs();
    }

    private String percent(long ns) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share(ns));
    }

    private static ConditionEpisode worst(List<ConditionEpisode> episodes) {
        return episodes.stream()
                .max(Comparator.comparingLong(ConditionEpisode::durationNs))
                .orElseThrow();
    }

    private static Episode episode(String kind, ConditionEpisode found) {
        return new Episode(kind, found.startNs(), found.durationNs(), found.depth());
    }

    /** Returns the episodes of a queue on which the driver parks buffers. */
    static List<Episode> supplyEpisodes(Drops.Result lost) {
        return lost == null
                ? List.of()
                : lost.episodes().stream().map(found -> episode(STARVED, found)).toList();
    }

    /** Returns all episodes of the queue by start. */
    List<Episode> episodes() {
        if (sweep == null) {
            return List.of();
        }
        List<Episode> all = new ArrayList<>();
        sweep.full().forEach(found -> all.add(episode("ring-full", found)));
        if (sweep.cappedNs() == null) {
            sweep.plateau().forEach(found -> all.add(episode("plateau", found)));
        } else {
            sweep.capped().forEach(found -> all.add(episode("capped", found)));
        }
        sweep.backendBound().forEach(found -> all.add(episode("backend-bound", found)));
        sweep.stalls().forEach(found -> all.add(episode("stalled", found)));
        all.sort(Comparator.comparingLong(Episode::startNs));
        return List.copyOf(all);
    }
}
