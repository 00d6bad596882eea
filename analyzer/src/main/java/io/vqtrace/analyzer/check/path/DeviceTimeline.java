package io.vqtrace.analyzer.check.path;

import io.vqtrace.analyzer.negotiation.Attempt;
import io.vqtrace.analyzer.negotiation.DeviceHistory;
import io.vqtrace.analyzer.negotiation.StatusStep;
import io.vqtrace.virtio.DeviceStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * When a device was in which phase. Moments are compared by {@link #key}: an event at the very time of a reset came before
 * it, at the time of any other change after it.
 */
final class DeviceTimeline {
    static final DeviceTimeline UNKNOWN = new DeviceTimeline(List.of());

    /** A change of phase. */
    private record Change(long key, Phase phase, int status, Attempt attempt) {}

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
        List<Change> changes = new ArrayList<>();
        int reset = 0;
        for (Attempt attempt : history.attempts()) {
            long begin = attempt.startNs() == null ? Long.MAX_VALUE : attempt.startNs();
            for (; reset < history.resets().size() && history.resets().get(reset) < begin; reset++) {
                add(changes, history.resets().get(reset), true, Phase.RESET, 0, null);
            }
            attempt(changes, attempt);
        }
        for (; reset < history.resets().size(); reset++) {
            Change last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
            if (last == null || history.resets().get(reset) > last.key / 2) {
                add(changes, history.resets().get(reset), true, Phase.RESET, 0, null);
            }
        }
        return new DeviceTimeline(changes);
    }

    private static void attempt(List<Change> changes, Attempt attempt) {
        if (attempt.fromReset() && attempt.startNs() != null) {
            add(changes, attempt.startNs(), true, Phase.RESET, 0, attempt);
        }
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
                add(changes, step.ns(), false, phase, step.bits(), attempt);
            }
        }
    }

    private static void add(List<Change> changes, long ns, boolean reset, Phase phase, int status, Attempt attempt) {
        long previous = changes.isEmpty() ? Long.MIN_VALUE : changes.get(changes.size() - 1).key;
        changes.add(new Change(Math.max(previous, key(ns, reset)), phase, status, attempt));
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

        Phase phase() {
            return at < 0 ? Phase.UNKNOWN : changes.get(at).phase;
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
