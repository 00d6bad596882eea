package io.vqtrace.analyzer.diagnose;

import io.vqtrace.trace.NegotiationRow;
import io.vqtrace.trace.NegotiationRows;
import io.vqtrace.trace.NegotiationStep;
import io.vqtrace.virtio.DeviceStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a device and its queues stand at a moment, by the negotiation table. */
final class DeviceMoment {
    /** Stands for a time that is not known, or did not come. */
    static final long NEVER = Long.MIN_VALUE;

    /** When the device was last reset. */
    long resetNs = NEVER;
    /** The reset by which it last stopped running; others may follow while it is shut down. */
    long stoppedNs = NEVER;
    /** When the driver last asked for a reset. */
    private long resetAskedNs = NEVER;
    /** Whether the device answered that it is not done. */
    private boolean resetPending;

    boolean live;
    long liveNs = NEVER;
    /** Whether it ran before its last reset. */
    boolean ranBefore;

    long needsResetNs = NEVER;
    /** When the device told the driver of a change of its configuration, after it asked for a reset. */
    long announcedNs = NEVER;

    long failedNs = NEVER;
    long suspendedNs = NEVER;
    private final Map<Integer, Long> setups = new HashMap<>();
    private final Map<Integer, Long> queueResets = new HashMap<>();
    private final Set<Integer> everSetUp = new HashSet<>();
    private boolean setupsSeen;

    /**
     * Follows a device.
     *
     * @param rows its rows of the negotiation table, in order
     * @param toNs the moment
     */
    DeviceMoment(List<NegotiationRow> rows, long toNs) {
        rows.stream()
                .filter(row -> row.ts() != null && row.ts() <= toNs)
                .sorted((first, second) -> Long.compare(first.ts(), second.ts()))
                .forEach(this::on);
    }

    private void on(NegotiationRow row) {
        switch (row.step()) {
            case STATUS -> {
                if (row.value() != null) {
                    status(row.ts(), row.value().intValue() & 0xff, NegotiationRows.DEVICE.equals(row.actor()));
                }
            }
            case DEVICE_RESET -> {
                resetPending = false;
                resetAskedNs = NEVER;
                reset(row.ts());
            }
            case QUEUE_SETUP -> {
                if (row.queue() != null) {
                    setupsSeen = true;
                    everSetUp.add(row.queue());
                    setups.put(row.queue(), row.ts());
                    queueResets.remove(row.queue());
                }
            }
            case QUEUE_RESET -> {
                if (row.queue() != null) {
                    queueResets.put(row.queue(), row.ts());
                }
            }
            case CONFIG_CHANGED -> {
                if (needsResetNs != NEVER && announcedNs == NEVER) {
                    announcedNs = row.ts();
                }
            }
            default -> {
                // Features and configuration accesses do not stop a queue.
            }
        }
    }

    private void status(long ns, int bits, boolean answered) {
        if (bits == 0) {
            resetPending = false;
            resetAskedNs = answered ? NEVER : ns;
            if (!answered) {
                reset(ns);
            }
            return;
        }
        if (answered && resetAskedNs != NEVER) {
            resetPending = true;
            return;
        }
        resetAskedNs = NEVER;
        resetPending = false;
        boolean running = DeviceStatus.DRIVER_OK.in(bits);
        if (running && !live) {
            liveNs = ns;
        }
        live = running;
        needsResetNs = since(needsResetNs, DeviceStatus.DEVICE_NEEDS_RESET.in(bits) || needsResetNs != NEVER, ns);
        failedNs = since(failedNs, DeviceStatus.FAILED.in(bits), ns);
        suspendedNs = since(suspendedNs, DeviceStatus.SUSPEND.in(bits) && !running, ns);
    }

    private static long since(long before, boolean set, long ns) {
        if (!set) {
            return NEVER;
        }
        return before == NEVER ? ns : before;
    }

    private void reset(long ns) {
        resetNs = ns;
        stoppedNs = live ? ns : stoppedNs;
        ranBefore = live || ranBefore && liveNs == NEVER;
        live = false;
        liveNs = NEVER;
        needsResetNs = NEVER;
        announcedNs = NEVER;
        failedNs = NEVER;
        suspendedNs = NEVER;
        setups.clear();
        queueResets.clear();
    }

    /** Returns since when what is known of a queue's ring is valid: its last reset or that of the device. */
    long validFromNs(int queue) {
        return Math.max(resetNs, queueResets.getOrDefault(queue, NEVER));
    }

    /** Returns when the queue was reset or stopped and not set up again, {@link #NEVER} if it was not. */
    long queueResetNs(int queue) {
        return queueResets.getOrDefault(queue, NEVER);
    }

    /** Tells whether the driver runs the device, sets up others of its queues, and never this one. */
    boolean neverSetUp(int queue) {
        return live && setupsSeen && !everSetUp.contains(queue) && !setups.isEmpty();
    }

    /** Tells whether a reset of the device was asked for and the device answers that it is not done. */
    boolean resetPending() {
        return resetPending;
    }

    static List<NegotiationRow> rowsOf(List<NegotiationRow> all, int device) {
        return all.stream()
                .filter(row -> row.device() == device && row.step() != NegotiationStep.CONFIG_READ)
                .toList();
    }
}
