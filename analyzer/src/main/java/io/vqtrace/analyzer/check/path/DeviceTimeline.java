package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.DeviceHistory;
import io.vqtrace.analyzer.negotiation.StatusStep;
import io.vqtrace.virtio.DeviceStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When a device was in which phase. Moments are compared by {@link #key}: an event at the very time of a reset or suspension
 * came before it, at the time of any other change after it.
 */
final class DeviceTimeline {
    static final DeviceTimeline UNKNOWN = new DeviceTimeline(List.of());

    /** A change of phase. */
    private record Change(long key, Phase phase, int status, Attempt attempt) {}

    /** What makes a change, at its time. */
    private record Step(long ns, boolean reset, Phase phase, int status, Attempt attempt) {}

    private final List<Change> changes;

    private DeviceTimeline(List<Change> changes) {
        this.changes = changes;
    }

    /** The place of an event or a change among others. */
    static long key(long ns, boolean late) {
        return 2 * ns + (late ? 1 : 0);
    }

    static DeviceTimeline of(DeviceHistory history) {
        if (history == null) {
            return UNKNOWN;
        }
        List<Step> steps = new ArrayList<>();
        history.resets().forEach(ns -> steps.add(new Step(ns, true, Phase.RESET, 0, during(history, ns))));
        history.attempts().forEach(attempt -> steps(steps, attempt));
        // At the same moment the reset came first.
        steps.sort(Comparator.comparingLong(Step::ns).thenComparing(step -> !step.reset));
        List<Change> changes = new ArrayList<>();
        long last = Long.MIN_VALUE;
        for (Step step : steps) {
            last = Math.max(last, key(step.ns, step.reset || step.phase == Phase.SUSPENDED));
            changes.add(new Change(last, step.phase, step.status, step.attempt));
        }
        return new DeviceTimeline(changes);
    }

    /** Returns the attempt that a reset belongs to: the one that it begins, or in which nothing was done yet. */
    private static Attempt during(DeviceHistory history, long ns) {
        return history.attempts().stream()
                .filter(attempt -> attempt.startNs() != null && attempt.startNs() <= ns)
                .filter(attempt -> attempt.endNs() == null || ns < attempt.endNs())
                .findFirst()
                .orElse(null);
    }

    private static void steps(List<Step> steps, Attempt attempt) {
        Phase phase = Phase.RESET;
        boolean suspending = false;
        for (StatusStep step : attempt.status()) {
            if (step.ns() == null) {
                return;
            }
            boolean running = step.has(DeviceStatus.DRIVER_OK);
            boolean suspended = step.has(DeviceStatus.SUSPEND);
            suspending |= suspended;
            Phase next = phase;
            if (suspending && suspended && !running) {
                next = Phase.SUSPENDED;
            } else if (running) {
                next = Phase.LIVE;
            } else if (!step.read() && step.bits() != 0 && phase == Phase.RESET) {
                next = Phase.SETUP;
            }
            if (next != phase || !step.read()) {
                phase = next;
                steps.add(new Step(step.ns(), false, phase, step.bits(), attempt));
            }
        }
    }

    /** A place in the timeline that follows events, which come nearly in order. */
    final class Cursor {
        private int at = -1;

        void moveTo(long key) {
            while (at + 1 < changes.size() && changes.get(at + 1).key <= key) {
                at++;
            }
            while (at >= 0 && changes.get(at).key > key) {
                at--;
            }
        }

        /** Returns another place of the same timeline. */
        Cursor at(long key) {
            Cursor other = cursor();
            other.at = at;
            other.moveTo(key);
            return other;
        }

        Phase phase() {
            return at < 0 ? Phase.UNKNOWN : changes.get(at).phase;
        }

        /** Tells whether the device was in a phase between a moment and now. */
        boolean passed(Phase phase, long sinceNs) {
            for (int i = at; i >= 0; i--) {
                if (changes.get(i).phase == phase) {
                    return true;
                }
                if (changes.get(i).key < key(sinceNs, false)) {
                    return false;
                }
            }
            return false;
        }

        int status() {
            return at < 0 ? 0 : changes.get(at).status;
        }

        /** Returns the attempt that is under way, null if none is. */
        Attempt attempt() {
            return at < 0 ? null : changes.get(at).attempt;
        }
    }

    Cursor cursor() {
        return new Cursor();
    }
}
