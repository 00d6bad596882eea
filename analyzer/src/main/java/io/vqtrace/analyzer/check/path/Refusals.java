package io.vqtrace.analyzer.check.path;

import io.vqtrace.trace.EventKind;
import io.vqtrace.trace.FaultReason;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;

/** Rules of which a backend tells by refusing what breaks them: each FAULT of some reasons is one breach. */
final class Refusals extends QueueCheck {
    private final long reasons;

    private Refusals(QueueScope queue, int rule, long reasons) {
        super(queue, rule);
        this.reasons = reasons;
    }

    /** A rule that holds for rings and chains of both layouts. */
    static PathRule rule(int number, FaultReason... reasons) {
        return rule(number, Needs::refusals, reasons);
    }

    /**
     * A rule about registers of virtio-mmio.
     *
     * @param unseen what QEMU's {@code virtio_mmio_*} events lack to judge it
     */
    static PathRule ofMmio(int number, String unseen, FaultReason... reasons) {
        return rule(
                number,
                queue -> !queue.device().maybeMmio()
                        ? "applies to devices on virtio-mmio"
                        : queue.recorded() ? registers(queue) : unseen,
                reasons);
    }

    /** A rule about the common configuration of PCI. */
    static PathRule ofPci(int number, FaultReason... reasons) {
        return rule(number, queue -> queue.device().pci() ? registers(queue) : "applies to devices on PCI", reasons);
    }

    /** A rule about registers of either transport. */
    static PathRule ofRegisters(int number, FaultReason... reasons) {
        return rule(number, Refusals::registers, reasons);
    }

    /** A rule about rings of one layout. */
    static PathRule ofLayout(int number, boolean packed, FaultReason... reasons) {
        return rule(number, queue -> Needs.ofLayout(queue, packed, Needs.refusals(queue)), reasons);
    }

    private static String registers(QueueScope queue) {
        return Needs.refusals(queue) == null && queue.device().statusSeen()
                ? null
                : "needs register accesses, as a recorder's backend sees and refuses them";
    }

    private static PathRule rule(int number, Function<QueueScope, String> missing, FaultReason... reasons) {
        long mask =
                Arrays.stream(reasons).mapToLong(reason -> 1L << reason.code()).reduce(0, (a, b) -> a | b);
        return new PathRule(number, Set.of(EventKind.FAULT), missing, queue -> new Refusals(queue, number, mask));
    }

    @Override
    void on(Row row) {
        FaultReason reason = FaultReason.ofCode(row.value());
        if (reason != null && (reasons >>> reason.code() & 1) != 0) {
            broken(row.ns(), "refused by the backend: " + reason.label().replace('_', ' '));
        }
    }
}
