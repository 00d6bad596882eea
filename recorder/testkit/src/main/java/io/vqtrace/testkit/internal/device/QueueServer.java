package io.vqtrace.testkit.internal.device;

import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.testkit.Moderation;
import io.vqtrace.testkit.Stall;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.run.Actor;
import io.vqtrace.testkit.internal.run.Doorbell;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.internal.run.Settings;
import io.vqtrace.testkit.internal.run.StallPlan;
import io.vqtrace.testkit.internal.run.TimeLog;
import io.vqtrace.testkit.ring.DeviceRing;
import io.vqtrace.trace.FaultReason;

/** The device's side of one queue: takes kicks, looks at the ring, serves, interrupts. */
public abstract class QueueServer extends Actor {
    /** Steps of work in one go in real time, where reading the clock for each would cost more than the work. */
    static final int REAL_TIME_STEPS = 64;

    final VirtioDevice device;
    final Settings settings;
    final int index;
    final QueueProbe probe;
    final DeviceCounts counts = new DeviceCounts();
    final Notifier notifier;
    final StallPlan stall;
    final TimeLog log;
    final Doorbell kicks = new Doorbell();

    DeviceRing ring;
    boolean awake;
    long popped;
    private long seen;
    private final long[] seenTimes;
    private boolean kicksDisabled;
    private boolean neverArmed = true;
    /** What the ring says of kicks when it is set up: until the device says otherwise. */
    private int firstAdvice;

    private long watchdogAt = NEVER;

    QueueServer(VirtioDevice device, int index) {
        this.device = device;
        this.index = index;
        settings = device.settings();
        stall = device.misconduct().stall();
        probe = device.probe().queue(index, settings.ringSize());
        log = settings.times() ? new TimeLog() : null;
        notifier = new Notifier(this);
        seenTimes = new long[settings.ringSize()];
    }

    /** Returns the counts of the device's side. */
    public final DeviceCounts counts() {
        return counts;
    }

    /** Returns the log of request times, or null. */
    public final TimeLog log() {
        return log;
    }

    final QueueProbe probe() {
        return probe;
    }

    final Misconduct misconduct() {
        return device.misconduct();
    }

    final int vector() {
        return device.queue(index).vector();
    }

    final Moderation moderation() {
        return notifier.moderation();
    }

    final void moderate(Moderation setting) {
        notifier.moderate(setting);
        if (ring != null) {
            notifier.reconsider(device.now());
        }
    }

    final void raise(long now) {
        device.interrupts().usedBuffer(index, now);
    }

    final void fault(FaultReason reason) {
        counts.faults++;
        probe.fault(reason.code());
    }

    /** The queue was enabled. */
    void attach(DeviceRing newRing) {
        ring = newRing;
        notifier.attach(newRing);
        awake = false;
        kicksDisabled = false;
        neverArmed = true;
        watchdogAt = NEVER;
        seen = 0;
        popped = 0;
        firstAdvice = newRing.kickAdvice();
        if (settings.watchdog() > 0) {
            // A device that watches its rings tells from the start what it asks for.
            probe.kickArm(newRing.kickAdvice());
        }
    }

    /** The queue was reset or disabled: what was taken is forgotten. */
    void detach() {
        ring = null;
        notifier.attach(null);
        kicks.clear();
    }

    /** Something was done: some time after the last such thing the device looks at the ring by itself. */
    final void worked(long now) {
        if (settings.watchdog() > 0) {
            watchdogAt = now + settings.watchdog();
        }
    }

    /** Looks at the ring and at what the driver asks for, if it is time to do so unasked. */
    final void watch(long now) {
        if (watchdogAt <= now) {
            watchdogAt = NEVER;
            awake = true;
            notifier.lookAgain();
        }
    }

    final long watchdogAt() {
        return watchdogAt;
    }

    /** Returns the chains that are taken and not yet returned. */
    public abstract int inFlight();

    /** Tells whether chains are taken and not yet returned, or interrupts held back. */
    final boolean busy() {
        return inFlight() > 0 || notifier.holdsBack();
    }

    /** Returns when something that is under way will be done; {@link #NEVER} if nothing is, or never will be. */
    public abstract long nextEvent();

    /**
     * Looks at the ring and at what the driver asks for, and takes nothing: as a backend does that is being stopped.
     *
     * @param now the time
     */
    public final void inspect(long now) {
        if (ring != null) {
            look(now);
            probe.interruptArm(ring.interruptAdvice());
        }
    }

    final long untaken() {
        return seen - popped;
    }

    final long seenAt(long sequence) {
        return seenTimes[(int) (sequence % seenTimes.length)];
    }

    /** Records the notifications of a queue that is not served; returns when the next one arrives. */
    final long ignoreKicks(long now) {
        while (kicks.next() <= now) {
            recordKick(kicks.take());
        }
        return kicks.next();
    }

    /** The device resumes after a suspension (section 3.4): what was published before is looked for. */
    final void resume(long now) {
        awake = ring != null;
        wakeAt(now);
    }

    final void recordKick(int data) {
        counts.kicks++;
        if (settings.features().has(Settings.NOTIFICATION_DATA)) {
            probe.kick(data);
            if ((data & 0xffff) != index || ring == null || !ring.plausible(data)) {
                fault(FaultReason.NOTIFICATION_DATA);
            }
        } else {
            probe.kick();
        }
    }

    /** Takes the notifications that have arrived; returns whether there were any. */
    final boolean takeKicks(long now) {
        boolean any = false;
        while (kicks.next() <= now) {
            recordKick(kicks.take());
            awake = true;
            if (look(now) == 0 && untaken() == 0) {
                counts.needlessKicks++;
            }
            any = true;
        }
        if (any && settings.suppressKicks()) {
            switchKicksOff();
        }
        return any;
    }

    private void switchKicksOff() {
        if (!kicksDisabled) {
            kicksDisabled = true;
            if (ring.disableKicks()) {
                probe.kickArm(ring.kickAdvice());
            }
        }
    }

    final int look(long now) {
        int fresh = ring.observe();
        if (ring.fault() != null) {
            fault(ring.fault());
            device.needsReset(now, false);
            return 0;
        }
        for (int i = 0; i < fresh; i++) {
            seenTimes[(int) ((seen + i) % seenTimes.length)] = now;
        }
        seen += fresh;
        if (fresh > 0) {
            worked(now);
            probe.avail(fresh, ring.ringIndex());
        }
        return fresh;
    }

    /** Nothing is left to take: asks for a kick; returns false if something came meanwhile. */
    final boolean sleep(long now) {
        if (stall.holds(Stall.KICKS_LEFT_OFF, index, now)) {
            switchKicksOff();
            awake = false;
            return true;
        }
        boolean late;
        if (misconduct().always(Violation.FROZEN_AVAIL_EVENT)) {
            late = false;
        } else if (misconduct().always(Violation.STALE_AVAIL_EVENT)
                || stall.holds(Stall.STALE_AVAIL_EVENT, index, now)) {
            ring.armKicksBehind();
            late = false;
        } else if (misconduct().once(Violation.USED_FLAGS) || misconduct().once(Violation.DEVICE_EVENT_FLAGS)) {
            ring.armKicksInvalidly();
            probe.kickArm(ring.kickAdvice());
            late = ring.enableKicks();
        } else {
            late = ring.enableKicks();
        }
        int advice = ring.kickAdvice();
        boolean changed = kicksDisabled || ring.layout().eventIdx() && !neverArmed || advice != firstAdvice;
        neverArmed = false;
        kicksDisabled = false;
        if (changed) {
            probe.kickArm(advice);
        }
        if (late && look(now) > 0) {
            return false;
        }
        awake = false;
        return true;
    }
}
