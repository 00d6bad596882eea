package io.vqtrace.testkit.internal.device;

import io.vqtrace.testkit.Stall;
import io.vqtrace.testkit.Violation;
import io.vqtrace.testkit.internal.run.Actor;
import io.vqtrace.testkit.internal.run.Doorbell;
import io.vqtrace.testkit.internal.run.Misconduct;
import io.vqtrace.testkit.internal.run.Settings;
import java.util.concurrent.atomic.AtomicInteger;

/** The way from the device to the driver: InterruptStatus (virtio 1.4 section 4.2.2) and a line for each queue. */
public final class Interrupts {
    /** Carried by a configuration change notification instead of a queue's index. */
    public static final int CONFIG_CHANGE = -1;

    private static final int USED_BUFFER = 1;
    private static final int CONFIGURATION = 2;

    private final Settings settings;
    private final Misconduct misconduct;
    private final Doorbell[] lines;
    private final Actor[] drivers;
    private final AtomicInteger status = new AtomicInteger();

    Interrupts(Settings settings, Misconduct misconduct, int queues) {
        this.settings = settings;
        this.misconduct = misconduct;
        lines = new Doorbell[queues];
        drivers = new Actor[queues];
        for (int i = 0; i < queues; i++) {
            lines[i] = new Doorbell();
        }
    }

    /** Tells who is to be woken by a queue's notifications. */
    public void connect(int queue, Actor driver) {
        drivers[queue] = driver;
    }

    /** Returns the notifications under way to a queue's driver. */
    public Doorbell line(int queue) {
        return lines[queue];
    }

    /** The driver read InterruptStatus. */
    public int readStatus() {
        int value = status.get();
        if (value != 0 && misconduct.once(Violation.INTERRUPT_STATUS_LOST)) {
            status.set(0);
        }
        return value;
    }

    /** The driver acknowledged interrupts. */
    public void acknowledge(int bits) {
        status.getAndUpdate(value -> value & ~bits);
    }

    void reset() {
        status.set(0);
    }

    void usedBuffer(int queue, long now) {
        status.getAndUpdate(value -> value | USED_BUFFER);
        if (!misconduct.stall().holds(Stall.LOST_INTERRUPT, queue, now)) {
            signal(queue, now, queue);
        }
    }

    void configChange(long now) {
        status.getAndUpdate(value -> value | CONFIGURATION);
        signal(0, now, CONFIG_CHANGE);
    }

    private void signal(int queue, long now, int cause) {
        long arrival = settings.after(now, settings.timing().interrupt());
        lines[queue].ring(arrival, cause);
        if (drivers[queue] != null) {
            drivers[queue].wakeAt(arrival);
        }
    }
}
