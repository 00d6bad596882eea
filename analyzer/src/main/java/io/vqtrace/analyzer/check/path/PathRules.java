package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.FaultReason;
import java.util.List;

/** The rules about the data path. */
final class PathRules {
    private static final String MMIO = "needs a recorder's backend, which sees and refuses register accesses: ";
    private static final String MMIO_UNNAMED = MMIO
            + "virtio_mmio_* events do not name the device, so that after DRIVER_OK nobody knows whose queue is meant";
    private static final String MMIO_WIDTHS =
            MMIO + "virtio_mmio_* events tell neither the width of an access nor what QEMU made of it";
    private static final String MMIO_ANSWERS =
            MMIO + "virtio_mmio_* events do not tell what a read of InterruptStatus answered";

    static final List<PathRule> ALL = List.of(
            Refusals.ofRegisters(4, FaultReason.FEATURES_OK_NOT_READ_BACK),
            Refusals.ofRegisters(5, FaultReason.FEATURES_WRITTEN_LATE),
            Refusals.ofRegisters(12, FaultReason.CONFIG_WRITTEN_IN_NEGOTIATION),
            InPhase.kickBeforeDriverOk(),
            InPhase.completionBeforeDriverOk(),
            InPhase.completionAfterReset(),
            InPhase.driverWhileSuspended(),
            InPhase.deviceWhileSuspended(),
            Refusals.ofMmio(22, MMIO_UNNAMED, FaultReason.QUEUE_REGISTER_WHILE_READY),
            Refusals.ofMmio(23, MMIO_UNNAMED, FaultReason.QUEUE_READY_NOT_READ_BACK),
            Refusals.ofMmio(24, MMIO_WIDTHS, FaultReason.REGISTER_ACCESS, FaultReason.FEATURES_NOT_SELECTED),
            Refusals.ofMmio(25, MMIO_ANSWERS, FaultReason.INTERRUPT_ACK_UNDEFINED, FaultReason.INTERRUPT_STATUS_LOST),
            WhileStopped.notReady(),
            // The last reason of a rule is told: a capture without registers does not show that no queue was reset.
            WhileStopped.reset(),
            Refusals.ofRegisters(27, FaultReason.QUEUE_RESET_NOT_NEGOTIATED),
            Refusals.ofRegisters(28, FaultReason.QUEUE_RESET_NOT_CONFIRMED),
            Refusals.ofPci(29, FaultReason.QUEUE_ENABLE_ZERO, FaultReason.RESET_NOT_AWAITED),
            AvailIndex.rule(),
            Refusals.rule(31, FaultReason.READABLE_AFTER_WRITABLE),
            Refusals.ofLayout(32, false, FaultReason.CHAIN_TOO_LONG, FaultReason.TOTAL_LENGTH),
            Refusals.rule(
                    33,
                    FaultReason.INDIRECT_NOT_NEGOTIATED,
                    FaultReason.INDIRECT_NESTED,
                    FaultReason.INDIRECT_TABLE_LENGTH),
            UsedWasOutstanding.split(),
            UsedLength.rule(),
            InOrder.rule(),
            SuppressionFlags.rule(),
            SplitInterrupts.wanted(),
            SplitInterrupts.unwanted(),
            KickWanted.rule(),
            KickUnwanted.rule(),
            StuckSuppression.rule(),
            UsedWasOutstanding.packed(),
            Refusals.ofLayout(44, true, FaultReason.DESCRIPTOR_OVERWRITTEN, FaultReason.CHAIN_TOO_LONG),
            PackedEventFlags.rule(),
            PackedInterrupts.rule(),
            NotificationPosition.rule(),
            CoalescingCommands.rule(),
            CoalescingKept.rule());

    private PathRules() {}
}
