package io.vqtrace.testkit.internal.driver;

import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.InterruptPolicy;
import io.vqtrace.testkit.Stall;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.device.Interrupts;
import io.vqtrace.testkit.internal.device.VirtioDevice;
import io.vqtrace.testkit.internal.run.Actor;
import io.vqtrace.testkit.internal.run.Doorbell;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.internal.run.StallPlan;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.testkit.ring.DriverRing;
import io.vqtrace.testkit.ring.RingLayout;

/** The driver's side of one queue: submits, kicks by the rules, takes interrupts and completions. */
public final class QueueDriver extends Actor {
    private static final int REAL_TIME_STEPS = 64;
    private static final long NOTHING_TO_DO = -1;

    private final VirtioDriver driver;
    private final Settings settings;
    private final Misconduct misconduct;
    private final StallPlan stall;
    private final GuestMemory memory;
    private final RingLayout layout;
    private final RequestSource source;
    private final Arrivals arrivals;
    private final Doorbell line;
    private final long[] published;
    private final int index;
    private final Buffers buffers = new Buffers();
    private final DriverCounts counts = new DriverCounts();
    private final Tamper tamper;
    private final int[] freeSlots;
    private final int[] slotOf;
    private DriverRing ring;
    private int freeSlotCount;
    private boolean polling;
    private boolean unkicked;
    private boolean enabled;

    QueueDriver(
            VirtioDriver driver,
            VirtioDevice device,
            GuestMemory memory,
            Misconduct misconduct,
            int index,
            RequestSource source,
            Arrivals arrivals) {
        this.driver = driver;
        this.memory = memory;
        this.misconduct = misconduct;
        stall = misconduct.stall();
        this.index = index;
        this.source = source;
        this.arrivals = arrivals;
        settings = device.settings();
        line = device.interrupts().line(index);
        published = device.published(index);
        layout = RingLayout.allocate(
                memory,
                settings.features().has(Settings.RING_PACKED),
                settings.ringSize(),
                settings.features().has(Settings.EVENT_IDX),
                settings.features().has(Settings.INDIRECT_DESC),
                settings.features().has(Settings.IN_ORDER));
        tamper = new Tamper(memory, layout, misconduct);
        freeSlots = new int[layout.size()];
        slotOf = new int[layout.size()];
        device.interrupts().connect(index, this);
    }

    /** Returns the counts of the driver's side. */
    public DriverCounts counts() {
        return counts;
    }

    /** Returns the chains that were taken back. */
    public long completed() {
        return counts.completed;
    }

    /** Returns what made the requests come. */
    Arrivals arrivals() {
        return arrivals;
    }

    RingLayout layout() {
        return layout;
    }

    /** Returns the chains that are outstanding. */
    public int outstanding() {
        return ring == null ? 0 : ring.outstanding();
    }

    /** Empties the ring and forgets what was outstanding; that will be asked for again. */
    void allocateRing() {
        if (ring != null) {
            arrivals.giveBack(ring.outstanding());
        }
        int size = layout.size();
        boolean packed = layout.packed();
        memory.clear(layout.descriptorArea(), 16 * size);
        memory.clear(layout.driverArea(), packed ? 4 : 6 + 2 * size);
        memory.clear(layout.deviceArea(), packed ? 4 : 6 + 8 * size);
        ring = DriverRing.of(memory, layout);
        freeSlotCount = size;
        for (int i = 0; i < size; i++) {
            freeSlots[i] = size - 1 - i;
        }
        polling = false;
        unkicked = false;
        enabled = false;
    }

    /** The queue may be used from now on. */
    void enable(long now) {
        enabled = true;
        arrivals.begin(now);
        wakeAt(now);
    }

    /** Leaves the queue alone from now on, with what is outstanding in it. */
    void abandon() {
        enabled = false;
    }

    int index() {
        return index;
    }

    /** Notifies the device. */
    void kick() {
        int value = index;
        if (settings.features().has(Settings.NOTIFICATION_DATA)) {
            value = ring.notificationData(index);
            if (misconduct.once(Violation.NOTIFICATION_DATA)) {
                value += 3 * settings.ringSize() << 16;
            }
        }
        driver.access().notifyQueue(value);
    }

    @Override
    public long step(long now) {
        while (line.next() <= now) {
            interrupted(line.take(), now);
        }
        if (driver.attend(now, this)) {
            return settings.after(now, VirtioDriver.STATUS_POLL_NANOS);
        }
        if (!enabled) {
            return NEVER;
        }
        long cost = 0;
        for (int i = settings.virtual() ? 1 : REAL_TIME_STEPS; i > 0 && cost >= 0; i--) {
            cost = work(now);
        }
        return cost >= 0 ? settings.after(now, cost) : Math.min(arrivals.next(), line.next());
    }

    private void interrupted(int cause, long now) {
        driver.access().acknowledgeInterrupt();
        if (cause == Interrupts.CONFIG_CHANGE) {
            driver.configurationChanged();
        } else if (enabled) {
            polling = !stall.holds(Stall.USED_NOT_REAPED, index, now);
            if (settings.policy() == InterruptPolicy.NAPI) {
                ring.disableInterrupts();
            }
        }
    }

    /** Does one thing; returns what it costs in virtual time. */
    private long work(long now) {
        if (polling) {
            int id = ring.pollUsed();
            if (id != DriverRing.NONE) {
                reap(id, now);
                return settings.timing().reap();
            }
            polling = rearm(now);
            if (polling) {
                return 0;
            }
        }
        if (arrivals.due(now) && !driver.paused() && freeSlotCount > 0 && !silent(now) && submit(now)) {
            return settings.timing().submit();
        }
        if (unkicked && !driver.paused()) {
            unkicked = false;
            decideKick(now);
        }
        return NOTHING_TO_DO;
    }

    private void reap(int id, long now) {
        if (id == DriverRing.UNKNOWN_ID) {
            counts.unknownUsed++;
            return;
        }
        int slot = slotOf[id];
        freeSlots[freeSlotCount++] = slot;
        counts.completed++;
        counts.lastCompleted = now;
        int verdict = source.finish(slot, ring.usedLength());
        if (verdict == RequestSource.FAILED) {
            counts.failed++;
        } else if (verdict == RequestSource.CORRUPTED) {
            counts.corrupted++;
        }
        arrivals.completed(now);
    }

    /** Nothing is left to reap: asks for an interrupt; returns true if there is something after all. */
    private boolean rearm(long now) {
        if (misconduct.always(Violation.FROZEN_USED_EVENT) || stall.holds(Stall.FROZEN_USED_EVENT, index, now)) {
            return false;
        }
        if (stall.holds(Stall.INTERRUPTS_LEFT_OFF, index, now)) {
            ring.disableInterrupts();
            return false;
        }
        boolean more =
                settings.policy() == InterruptPolicy.DELAYED ? ring.enableInterruptsDelayed() : ring.enableInterrupts();
        tamper.armed();
        if (more && settings.policy() == InterruptPolicy.NAPI) {
            ring.disableInterrupts();
        }
        return more;
    }

    private boolean silent(long now) {
        return stall.holds(Stall.DRIVER_SILENT, index, now) || stall.holds(Stall.RX_STARVED, index, now);
    }

    private boolean submit(long now) {
        int slot = freeSlots[freeSlotCount - 1];
        int needed = layout.indirect() ? 1 : settings.segments() + 2;
        if (ring.free() < needed) {
            return false;
        }
        source.build(slot, buffers);
        int position = ring.notificationData(0) >>> 16 & 0x7fff;
        boolean indirect = layout.indirect() || misconduct.once(Violation.INDIRECT_NOT_NEGOTIATED);
        int id = indirect ? ring.addIndirect(buffers, source.table(slot)) : ring.add(buffers);
        freeSlotCount--;
        arrivals.take();
        slotOf[id] = slot;
        published[id] = now;
        tamper.placed(id, indirect ? 1 : buffers.count(), source.table(slot));
        tamper.placed(ring, id, position, now);
        ring.publish();
        counts.published++;
        counts.maxOutstanding = Math.max(counts.maxOutstanding, ring.outstanding());
        unkicked = true;
        if (tamper.published()) {
            kick();
            enabled = false;
        }
        return true;
    }

    private void decideKick(long now) {
        if (ring.needsKick()) {
            if (!misconduct.once(Violation.LOST_KICK) && !stall.holds(Stall.KICK_NOT_SENT, index, now)) {
                kick();
            }
        } else if (misconduct.once(Violation.NEEDLESS_KICK)) {
            kick();
        }
    }
}
