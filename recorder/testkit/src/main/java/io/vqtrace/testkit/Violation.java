package io.vqtrace.testkit;

import java.util.Arrays;
import java.util.List;

/**
 * Rules of virtio 1.4 that a driver or device of the {@link Testbed} breaks on request, each constant exactly one, once a
 * run or from some moment on. Rule numbers are those of {@code vqtrace check}; sections are where the rule stands.
 *
 * <p>Of the rules 1 to 48 every one can be broken. What a recorded data path cannot show (an access of a register that
 * nobody taps, such as rules 4, 22, 23 and 24) is seen by a {@link RegisterListener}.
 */
public enum Violation {
    /** The driver sets DRIVER without ACKNOWLEDGE before it. */
    INIT_WITHOUT_ACKNOWLEDGE(1, "3.1.1", Offender.DRIVER),
    /** The driver's last status write of the initialisation lacks ACKNOWLEDGE. */
    STATUS_BIT_CLEARED(2, "2.1.1", Offender.DRIVER),
    /** The driver sets FAILED and initialises again without a reset. */
    FAILED_WITHOUT_RESET(3, "2.1.1", Offender.DRIVER),
    /** The driver does not read the status back after FEATURES_OK. */
    FEATURES_OK_NOT_READ_BACK(4, "3.1.1", Offender.DRIVER),
    /** The driver writes a feature word after FEATURES_OK. */
    FEATURES_WRITTEN_LATE(5, "3.1.1", Offender.DRIVER),
    /** The driver accepts a bit that was not offered; refused, it starts over properly. */
    ACCEPTED_NOT_OFFERED(6, "2.2.1", Offender.DRIVER),
    /** The driver accepts NOTF_COAL without CTRL_VQ; refused, it starts over properly. */
    ACCEPTED_WITHOUT_DEPENDENCY(7, "2.2.1", Offender.DRIVER, Need.NET),
    /** The device offers a bit without the one that it depends on; the driver does not accept it. */
    OFFERED_WITHOUT_DEPENDENCY(8, "2.2.2", Offender.DEVICE),
    /** The driver accepts bit 30, which the device offers as QEMU does to catch such drivers. */
    ACCEPTED_RESERVED(9, "2.2.1", Offender.DRIVER),
    /** The device does not offer VERSION_1. */
    VERSION_1_NOT_OFFERED(10, "6.2", Offender.DEVICE),
    /** The driver does not accept VERSION_1. */
    VERSION_1_NOT_ACCEPTED(10, "6.1", Offender.DRIVER),
    /** The device cleared FEATURES_OK and the driver sets DRIVER_OK all the same, before it starts over. */
    DRIVER_OK_AFTER_REFUSAL(11, "3.1.1", Offender.DRIVER),
    /** The driver writes the configuration space before FEATURES_OK. */
    CONFIG_WRITTEN_IN_NEGOTIATION(12, "3.1.1", Offender.DRIVER),
    /** The driver notifies a queue before DRIVER_OK. */
    KICK_BEFORE_DRIVER_OK(13, "3.1.1", Offender.DRIVER),
    /** The device raises a used buffer interrupt before DRIVER_OK. */
    INTERRUPT_BEFORE_DRIVER_OK(14, "2.1.2", Offender.DEVICE),
    /** The device sets DEVICE_NEEDS_RESET and stops, without a configuration change notification: the queues are stuck. */
    NEEDS_RESET_WITHOUT_INTERRUPT(15, "2.1.2", Offender.DEVICE),
    /** The device returns a chain and interrupts after a reset. */
    USED_AFTER_RESET(16, "2.4.1", Offender.DEVICE, Need.DEVICE_RESET),
    /** After a reset the device refuses the features that it accepted before, once. */
    FEATURES_REFUSED_AFTER_RESET(17, "2.2.2", Offender.DEVICE, Need.DEVICE_RESET),
    /** The driver notifies a suspended device. */
    KICK_WHILE_SUSPENDED(18, "3.4.1", Offender.DRIVER, Need.SUSPENSION),
    /** A suspended device interrupts. */
    INTERRUPT_WHILE_SUSPENDED(19, "3.4.2", Offender.DEVICE, Need.SUSPENSION),
    /** The driver sets up a split queue whose size is no power of two; refused, it does so properly. */
    QUEUE_SIZE(20, "2.7", Offender.DRIVER, Need.SPLIT),
    /** The driver sets up a queue with a misaligned descriptor area; refused, it does so properly. */
    QUEUE_ALIGNMENT(21, "2.7.1", Offender.DRIVER, Need.SPLIT),
    /** The driver writes QueueSize while the queue is ready. */
    QUEUE_REGISTER_WHILE_READY(22, "4.2.2.2", Offender.DRIVER, Need.MMIO),
    /** The driver writes 0 to QueueReady and does not read it back. */
    QUEUE_READY_NOT_READ_BACK(23, "4.2.2.2", Offender.DRIVER, Need.MMIO, Need.QUEUE_DISABLED),
    /** The driver reads DeviceFeatures before it wrote DeviceFeaturesSel. */
    FEATURES_NOT_SELECTED(24, "4.2.2.2", Offender.DRIVER, Need.MMIO),
    /** InterruptStatus is cleared by being read, before the driver acknowledged. */
    INTERRUPT_STATUS_LOST(25, "4.2.2.1", Offender.DEVICE, Need.MMIO),
    /** The driver acknowledges interrupt bits that are not defined. */
    INTERRUPT_ACK_UNDEFINED(25, "4.2.2.2", Offender.DRIVER, Need.MMIO),
    /** The device uses a chain of a queue whose QueueReady is 0. */
    USED_WHILE_NOT_READY(26, "4.2.2.1", Offender.DEVICE, Need.MMIO, Need.QUEUE_DISABLED),
    /** The driver resets a queue without RING_RESET. */
    QUEUE_RESET_NOT_NEGOTIATED(27, "2.6.1", Offender.DRIVER, Need.QUEUE_RESET),
    /** The device returns a chain and interrupts after the queue was reset. */
    USED_AFTER_QUEUE_RESET(27, "2.6.1.1.1", Offender.DEVICE, Need.RING_RESET, Need.QUEUE_RESET),
    /** The driver re-enables a queue without having read that its reset is complete. */
    QUEUE_RESET_NOT_CONFIRMED(28, "2.6.1.1.2", Offender.DRIVER, Need.RING_RESET, Need.QUEUE_RESET),
    /** The driver re-enables a queue after its reset without configuring it. */
    QUEUE_NOT_CONFIGURED_AGAIN(28, "2.6.1.2.2", Offender.DRIVER, Need.RING_RESET, Need.QUEUE_RESET),
    /** The driver writes 0 to queue_enable. */
    QUEUE_ENABLE_ZERO(29, "4.1.4.3.2", Offender.DRIVER, Need.PCI),
    /** The driver goes on after a reset without reading device_status until it is 0. */
    RESET_NOT_AWAITED(29, "4.1.4.3.2", Offender.DRIVER, Need.PCI),
    /** The driver's avail.idx jumps more than the queue's size ahead; the device asks for a reset. */
    AVAIL_INDEX_JUMP(30, "2.7.6.1", Offender.DRIVER, Need.SPLIT),
    /** A chain's device-readable descriptor follows a device-writable one. */
    READABLE_AFTER_WRITABLE(31, "2.7.4.2", Offender.DRIVER, Need.SPLIT, Need.NO_INDIRECT),
    /** A chain's last descriptor points back to its first. */
    CHAIN_LOOP(32, "2.7.5.2", Offender.DRIVER, Need.SPLIT, Need.NO_INDIRECT),
    /** An indirect descriptor without INDIRECT_DESC. */
    INDIRECT_NOT_NEGOTIATED(33, "2.7.5.3.1", Offender.DRIVER, Need.SPLIT, Need.NO_INDIRECT),
    /** An indirect descriptor inside an indirect table. */
    INDIRECT_NESTED(33, "2.7.5.3.1", Offender.DRIVER, Need.SPLIT, Need.INDIRECT),
    /** A descriptor with both INDIRECT and NEXT. */
    INDIRECT_WITH_NEXT(33, "2.7.5.3.1", Offender.DRIVER, Need.SPLIT, Need.INDIRECT),
    /** A used entry whose id is not outstanding. */
    USED_UNKNOWN_ID(34, "2.7.8", Offender.DEVICE, Need.SPLIT),
    /** A chain is returned twice. */
    USED_TWICE(34, "2.7.8", Offender.DEVICE, Need.SPLIT),
    /** The used length exceeds the chain's device-writable bytes. */
    USED_LENGTH(35, "2.7.8.2", Offender.DEVICE),
    /** Two chains are returned in the wrong order although IN_ORDER was negotiated. */
    OUT_OF_ORDER(36, "2.7.9", Offender.DEVICE, Need.SPLIT, Need.IN_ORDER, Need.DEPTH),
    /** The driver writes 2 to avail.flags. */
    AVAIL_FLAGS(37, "2.7.7.1", Offender.DRIVER, Need.SPLIT, Need.NO_EVENT_IDX),
    /** The device writes 2 to used.flags. */
    USED_FLAGS(37, "2.7.10.2", Offender.DEVICE, Need.SPLIT, Need.NO_EVENT_IDX),
    /** The device goes by the flags although EVENT_IDX was negotiated: it sets used.flags, never avail_event, so that kicks stop. */
    FLAGS_HONOURED_WITH_EVENT_IDX(37, "2.7.10.2", Offender.DEVICE, Need.SPLIT, Need.EVENT_IDX),
    /** The device forgets one interrupt that the driver asked for: the queue is stuck. */
    LOST_INTERRUPT(38, "2.7.7.2", Offender.DEVICE, Need.SPLIT, Need.EVENT_IDX),
    /** The device interrupts only if its index is equal to used_event + 1, and misses it by returning chains together. */
    EQUALITY_ONLY_EVENT_CHECK(38, "2.7.7.2", Offender.DEVICE, Need.SPLIT, Need.EVENT_IDX, Need.DEPTH),
    /** The device interrupts although the driver did not ask for it. */
    NEEDLESS_INTERRUPT(39, "2.7.7.2", Offender.DEVICE, Need.SPLIT, Need.EVENT_IDX, Need.DEPTH),
    /** The driver forgets one notification that the device asked for: the queue is stuck. */
    LOST_KICK(40, "2.7.10.1", Offender.DRIVER, Need.SPLIT, Need.EVENT_IDX),
    /** The driver notifies although the device did not ask for it. */
    NEEDLESS_KICK(41, "2.7.10.1", Offender.DRIVER, Need.SPLIT, Need.EVENT_IDX),
    /** avail_event falls behind the driver's index, as after a bad restore, and kicks stop. */
    STALE_AVAIL_EVENT(42, "2.7.10", Offender.DEVICE, Need.SPLIT, Need.EVENT_IDX),
    /** The device never writes avail_event, and kicks stop after the first. */
    FROZEN_AVAIL_EVENT(42, "2.7.10", Offender.DEVICE, Need.SPLIT, Need.EVENT_IDX),
    /** The driver no longer moves used_event on, and interrupts stop. */
    FROZEN_USED_EVENT(42, "2.7.7", Offender.DRIVER, Need.SPLIT, Need.EVENT_IDX),
    /** The driver changes a packed descriptor after it made it available. */
    DESCRIPTOR_OVERWRITTEN(44, "2.8.16", Offender.DRIVER, Need.PACKED, Need.NO_INDIRECT, Need.DEPTH),
    /** The device changes a descriptor's length after it marked it used. */
    PACKED_USED_TWICE(43, "2.8.12", Offender.DEVICE, Need.PACKED),
    /** The driver's event suppression structure holds the reserved flags value 3. */
    DRIVER_EVENT_FLAGS(45, "2.8.14", Offender.DRIVER, Need.PACKED),
    /** The device's event suppression structure holds the reserved flags value 3. */
    DEVICE_EVENT_FLAGS(45, "2.8.14", Offender.DEVICE, Need.PACKED),
    /** The device passes the driver's event offset without an interrupt: the queue is stuck. */
    PACKED_LOST_INTERRUPT(45, "2.8.10", Offender.DEVICE, Need.PACKED, Need.EVENT_IDX),
    /** A notification's position is not the driver's. */
    NOTIFICATION_DATA(46, "2.9", Offender.DRIVER, Need.NOTIFICATION_DATA),
    /** VQ_SET without VQ_NOTF_COAL; the device answers with an error. */
    COALESCING_NOT_NEGOTIATED(47, "5.1.9.5.10.5", Offender.DRIVER, Need.NET, Need.COALESCING),
    /** VQ_SET for a queue that is neither receiving nor transmitting; the device answers with an error. */
    COALESCING_QUEUE(47, "5.1.9.5.10.5", Offender.DRIVER, Need.NET, Need.COALESCING),
    /** VQ_GET does not report what was set last. */
    COALESCING_LOST(48, "5.1.9.5.10", Offender.DEVICE, Need.NET, Need.COALESCING);

    private final int rule;
    private final String section;
    private final Offender offender;
    private final List<Need> needs;

    Violation(int rule, String section, Offender offender, Need... needs) {
        this.rule = rule;
        this.section = section;
        this.offender = offender;
        this.needs = List.copyOf(Arrays.asList(needs));
    }

    /**
     * Returns the rule's number.
     *
     * @return 1 to 48
     */
    public int rule() {
        return rule;
    }

    /**
     * Returns the section of virtio 1.4 that states the rule.
     *
     * @return such as {@code 2.7.5.2}
     */
    public String section() {
        return section;
    }

    /**
     * Returns who breaks it.
     *
     * @return the side
     */
    public Offender offender() {
        return offender;
    }

    /** How many chances pass before the rule is broken: some traffic comes first where there is any. */
    int patience() {
        boolean atSetup = this == FLAGS_HONOURED_WITH_EVENT_IDX || this == FROZEN_AVAIL_EVENT;
        boolean inTraffic = this == NEEDS_RESET_WITHOUT_INTERRUPT || rule >= 30 && rule <= 46;
        return inTraffic && !atSetup ? 20 : 0;
    }

    List<Need> needs() {
        return needs;
    }
}
