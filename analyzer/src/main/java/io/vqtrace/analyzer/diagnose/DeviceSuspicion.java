package io.vqtrace.analyzer.diagnose;

import io.vqtrace.analyzer.text.Durations;
import java.util.ArrayList;
import java.util.List;

/** Is the device in a state in which its queues stand still: in an error, given up, suspended, or reset under its requests? */
final class DeviceSuspicion implements Suspicion {
    private static final long NEVER = QueueMoment.NEVER;
    /** A reset's rows of the data path and of the negotiation are written one after the other. */
    private static final long SAME_RESET_NS = 100_000;

    @Override
    public List<Suspect> suspects(QueueMoment queue) {
        List<Suspect> suspects = new ArrayList<>();
        if (queue.device().needsResetNs != NEVER) {
            add(suspects, needsReset(queue));
        }
        if (queue.device().failedNs != NEVER) {
            add(suspects, stopped(queue, StallCause.DRIVER_FAILED, queue.device().failedNs, "the driver set FAILED"));
        }
        if (queue.device().suspendedNs != NEVER) {
            add(
                    suspects,
                    stopped(queue, StallCause.DEVICE_SUSPENDED, queue.device().suspendedNs, "the device is suspended"));
        }
        add(suspects, reset(queue));
        return suspects;
    }

    private static void add(List<Suspect> suspects, Suspect suspect) {
        if (suspect != null) {
            suspects.add(suspect);
        }
    }

    private static Suspect needsReset(QueueMoment queue) {
        DeviceMoment device = queue.device();
        long since = device.needsResetNs;
        int kicks = queue.taking().kicks.after(since);
        if (kicks == 0 && !queue.lasts(since, queue.patienceNs())) {
            return null;
        }
        List<String> evidence = new ArrayList<>();
        evidence.add("DEVICE_NEEDS_RESET is set since " + queue.at(since) + " and no reset followed in "
                + queue.lasting(since));
        evidence.add(
                device.announcedNs == NEVER
                        ? "the device did not announce it by a configuration change"
                        : "the device announced it by a configuration change at " + queue.at(device.announcedNs));
        if (kicks > 0) {
            evidence.add(queue.taking().kicks.text(kicks) + " of the driver after it");
        }
        if (queue.returning().faults > 0) {
            evidence.add("before, the backend refused what the driver did (fault at "
                    + queue.at(queue.returning().faultNs) + ")");
        }
        return new Suspect(StallCause.NEEDS_RESET_IGNORED, Confidence.CERTAIN, since, evidence);
    }

    private static Suspect stopped(QueueMoment queue, StallCause cause, long since, String what) {
        int kicks = queue.taking().kicks.after(since);
        int held = queue.held().chains();
        boolean waits = kicks > 0 || held > 0 && !queue.supply();
        if (!waits || !queue.lasts(since, queue.patienceNs())) {
            return null;
        }
        return new Suspect(
                cause,
                Confidence.LIKELY,
                since,
                List.of(
                        what + " since " + queue.at(since),
                        queue.taking().kicks.text(kicks) + " since, " + Durations.count(held, "request")
                                + " in flight"));
    }

    private static Suspect reset(QueueMoment queue) {
        DeviceMoment device = queue.device();
        long since = device.resetNs;
        if (since == NEVER || queue.supply() || queue.progressNs() > since) {
            return null;
        }
        long ended = endedByReset(queue, since);
        if (!queue.lasts(since, queue.patienceNs())) {
            return null;
        }
        if (ended == 0) {
            return beforeTrace(queue, since);
        }
        List<String> evidence = new ArrayList<>();
        evidence.add(Durations.count(ended, "request") + " in flight when the driver reset the device at "
                + queue.at(since));
        if (device.resetPending()) {
            evidence.add("the device answers that the reset is not done, since " + queue.lasting(since));
        } else if (device.live) {
            evidence.add("the device runs again since " + queue.at(device.liveNs) + ", and nothing came on this queue");
        } else {
            evidence.add("it was not brought up again in " + queue.lasting(since));
        }
        return new Suspect(StallCause.RESET_IN_FLIGHT, Confidence.LIKELY, since, evidence);
    }

    /** Returns the requests that the reset of the device ended; an import tells them by what stays open. */
    static long endedByReset(QueueMoment queue, long resetNs) {
        if (queue.device().queueResetNs(queue.queue()) != NEVER) {
            return 0;
        }
        return Math.abs(queue.returning().resetNs - resetNs) <= SAME_RESET_NS
                ? queue.returning().reset
                : queue.watch().held(NEVER).chains()
                        - queue.watch().held(resetNs).chains();
    }

    /** What was in flight at a reset is not in a trace that begins after it. */
    private static Suspect beforeTrace(QueueMoment queue, long since) {
        DeviceMoment device = queue.device();
        boolean unseen = queue.recorded() && since < queue.startNs() && device.ranBefore && !device.live;
        return !unseen
                ? null
                : new Suspect(
                        StallCause.RESET_IN_FLIGHT,
                        Confidence.POSSIBLE,
                        null,
                        List.of(
                                "the driver reset the running device at " + queue.at(since)
                                        + ", before this trace begins, and did not bring it up again",
                                "whether requests were in flight is not observable in this capture: needs the events"
                                        + " before the reset"));
    }
}
