package io.vqtrace.testkit;

import java.util.Arrays;
import java.util.List;

/**
 * What makes a queue of the {@link Testbed} stop, or only look as if it had: on request, on one queue, from some moment on
 * and for good. Nobody repairs it: neither driver nor device looks again by itself, unless the device has a
 * {@linkplain TestbedBuilder#watchdog watchdog}. Sections are those of virtio 1.4 that say how it should be.
 *
 * <p>A device cannot see everything. Where two constants leave the same rows behind, each says so: no report on a device's
 * trace can tell them apart. Publications that the device was not told of, and the driver's advice after the last completion,
 * are in a trace only if the device {@linkplain Testbed#look looks} before the trace ends.
 */
public enum Stall {
    /**
     * The driver publishes, the device had asked for a notification, the driver sends it (a register tap sees the write), and
     * it never reaches the device: a broken ioeventfd, a vCPU exit that was not forwarded. Rows: KICK_ARM, then nothing; a
     * look finds chains with no KICK before it. To the device it is the same as {@link #KICK_NOT_SENT}, and without a look
     * as {@link #DRIVER_SILENT}.
     */
    LOST_KICK(Offender.NOTIFICATION_PATH, "2.3", Place.REQUEST),
    /**
     * The driver publishes, the device had asked for a notification, and the driver judges that none is wanted, as with a
     * missing barrier or a wrong index. Rows as {@link #LOST_KICK}, but no access of the notification register.
     */
    KICK_NOT_SENT(Offender.DRIVER, "2.7.10.1", Place.REQUEST),
    /**
     * The device goes to sleep with {@code avail_event} behind the driver's index, as after a bad restore: the driver rightly
     * sends no notification though work waits. Rows: KICK_ARM with a value that was passed already; a look finds chains.
     */
    STALE_AVAIL_EVENT(Offender.DEVICE, "2.7.10", Place.REQUEST, Need.EVENT_IDX),
    /**
     * The device switches notifications off while it works and goes to sleep without switching them on again: the driver
     * rightly sends none. Rows: KICK_ARM with NO_NOTIFY (split) or DISABLE (packed) and none after it; a look finds chains.
     */
    KICKS_LEFT_OFF(Offender.DEVICE, "2.7.10", Place.REQUEST, Need.KICK_FLAGS),
    /**
     * The device interrupts as it should and the driver's handler never runs: a lost MSI, a wrong affinity, a broken irqfd.
     * Rows: USED, INTERRUPT, and nothing that the driver does in answer; a driver with more to ask for publishes until its
     * ring is full of used chains. Where the driver advises by event index a look finds the old one.
     */
    LOST_INTERRUPT(Offender.NOTIFICATION_PATH, "2.3", Place.ANY),
    /**
     * The device returns a chain, the driver had asked for an interrupt, and the device sends none. Rows: USED and then
     * neither INTERRUPT nor INTERRUPT_SUPPRESSED; with EVENT_IDX the chains after it are rightly suppressed, as the driver had
     * asked for that one interrupt.
     */
    INTERRUPT_NOT_SENT(Offender.DEVICE, "2.7.7.2", Place.ANY),
    /**
     * The driver no longer moves {@code used_event} on: the device passes it and rightly keeps silent. Rows:
     * INTERRUPT_SUPPRESSED by event index for each completion, and no new INTERRUPT_ARM.
     */
    FROZEN_USED_EVENT(Offender.DRIVER, "2.7.7", Place.ANY, Need.INTERRUPT_INDEX),
    /**
     * The driver switches interrupts off and never on again: the device rightly keeps silent. Rows: INTERRUPT_ARM with
     * NO_INTERRUPT (split) or DISABLE (packed), then INTERRUPT_SUPPRESSED by flags for each completion.
     */
    INTERRUPTS_LEFT_OFF(Offender.DRIVER, "2.7.7", Place.ANY, Need.INTERRUPT_FLAGS),
    /**
     * The device holds an interrupt back to moderate interrupts, and its timer never fires; further completions join.
     * Rows: INTERRUPT_SUPPRESSED as delayed, and no INTERRUPT that delivers.
     */
    MODERATION_TIMER_LOST(Offender.DEVICE, "5.1.9.5.10.1", Place.ANY, Need.MODERATION),
    /** The device sees what was published, and takes nothing any more: its thread hangs. Rows: KICK, AVAIL, no POP. */
    NOTHING_TAKEN(Offender.DEVICE, "2.7.6", Place.REQUEST),
    /**
     * Of the requests that the device takes none is ever completed, until it has as many as it works on at once. Rows: POP
     * without USED, then AVAIL without POP; OPEN.
     */
    BACKEND_HUNG(Offender.DEVICE, "2.7.8", Place.REQUEST),
    /** One request is never completed; the others go on, unless IN_ORDER makes them wait for it. Rows: one OPEN. */
    BACKEND_HUNG_ONCE(Offender.DEVICE, "2.7.8", Place.REQUEST),
    /**
     * The backend becomes so slow that the ring fills up with requests that it works on; for each that it completes, now and
     * then, the driver publishes another one. Rows: occupancy stays at the ring's size.
     */
    QUEUE_FULL(Offender.DEVICE, "2.7", Place.REQUEST, Need.FLOOD),
    /**
     * The driver takes interrupts and never looks at the used ring, until the ring is full of used chains. Rows as
     * {@link #LOST_INTERRUPT}; the handler's own traces differ: an acknowledged interrupt (virtio-mmio, seen by a tap), or
     * interrupts that it switched off.
     */
    USED_NOT_REAPED(Offender.DRIVER, "2.7.14", Place.ANY),
    /**
     * The driver stops the queue by QueueReady with requests in flight, and goes on publishing and notifying. Rows: the reset
     * of the queue, USED rows that end by reset, then KICK without POP. Virtio-mmio only.
     */
    QUEUE_DISABLED(Offender.DRIVER, "4.2.2.2", Place.REQUEST, Need.MMIO),
    /** The driver no longer gives the device receive buffers: packets are lost. Rows: no more AVAIL, then DROP. */
    RX_STARVED(Offender.DRIVER, "5.1.6.3", Place.RECEIVE, Need.RECEIVING),
    /**
     * The driver resets the device with requests in flight and does not initialise it again: all queues stop. Rows: the reset,
     * USED rows that end by reset, and nothing more.
     */
    DEVICE_RESET_IN_FLIGHT(Offender.DRIVER, "2.4", Place.REQUEST),
    /**
     * The driver resets the queue with requests in flight and does not enable it again. Rows: the reset of the queue, USED rows
     * that end by reset, and nothing more of that queue.
     */
    QUEUE_RESET_IN_FLIGHT(Offender.DRIVER, "2.6.1", Place.REQUEST, Need.RING_RESET),
    /**
     * The device runs into an error, sets DEVICE_NEEDS_RESET and says so by a configuration change; the driver takes no notice
     * and goes on publishing and notifying: all queues stop. Rows: the status, the change, then KICK without POP as long as
     * the device's last advice wants kicks; OPEN.
     */
    NEEDS_RESET_IGNORED(Offender.DRIVER, "2.1.2", Place.REQUEST),
    /** No stall: the driver has nothing more to ask for. All that was published is completed. */
    DRIVER_SILENT(null, "2.7.13", Place.REQUEST),
    /** No stall: the backend becomes twenty times slower and goes on completing. */
    SLOW_BACKEND(null, "2.7.8", Place.REQUEST);

    /** The queues on which it can happen. */
    private enum Place {
        REQUEST,
        RECEIVE,
        ANY
    }

    private final Offender offender;
    private final String section;
    private final Place place;
    private final List<Need> needs;

    Stall(Offender offender, String section, Place place, Need... needs) {
        this.offender = offender;
        this.section = section;
        this.place = place;
        this.needs = List.copyOf(Arrays.asList(needs));
    }

    /**
     * Returns who is at fault.
     *
     * @return the side, or null if nothing is wrong
     */
    public Offender offender() {
        return offender;
    }

    /**
     * Returns the section of virtio 1.4 that says how it should be; that of split rings where both have one.
     *
     * @return such as {@code 2.7.7.2}
     */
    public String section() {
        return section;
    }

    /**
     * Tells whether nothing is wrong: a queue that only looks like one that stopped.
     *
     * @return true of {@link #DRIVER_SILENT} and {@link #SLOW_BACKEND}
     */
    public boolean healthy() {
        return offender == null;
    }

    /**
     * Tells whether every queue of the device stops, not only the one that was chosen.
     *
     * @return true of those that end the device's work
     */
    public boolean wholeDevice() {
        return this == DEVICE_RESET_IN_FLIGHT || this == NEEDS_RESET_IGNORED;
    }

    /**
     * Tells whether it can happen on a queue on which packets arrive.
     *
     * @return false if it is about requests
     */
    public boolean onReceiveQueues() {
        return place != Place.REQUEST;
    }

    /**
     * Tells whether it can happen on a queue of requests: of a disk, or one that transmits.
     *
     * @return false if it is about receive buffers
     */
    public boolean onRequestQueues() {
        return place != Place.RECEIVE;
    }

    List<Need> needs() {
        return needs;
    }
}
