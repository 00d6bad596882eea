package io.vqtrace.analyzer.check;

import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.testkit.RegisterListener;
import io.vqtrace.testkit.VirtualClock;
import io.vqtrace.trace.FaultReason;
import io.vqtrace.virtio.register.MmioDecoder;
import io.vqtrace.virtio.register.PciCommonConfigDecoder;
import io.vqtrace.virtio.register.RegisterFault;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a backend does that feeds its register accesses to a decoder: it records what the decoder finds and the testkit's device
 * does not refuse by itself. Each access takes some time.
 */
final class WatchedRegisters implements RegisterListener {
    private static final long ACCESS_NANOS = 300;

    /** Faults that only the order of accesses shows. */
    private static final Set<RegisterFault> OF_ORDER = EnumSet.of(
            RegisterFault.QUEUE_STOP_NOT_READ,
            RegisterFault.QUEUE_RESET_NOT_AWAITED,
            RegisterFault.INTERRUPT_STATUS_LOST,
            RegisterFault.RESET_NOT_AWAITED);

    private final VirtualClock clock;
    private final QueueProbe probe;
    private final MmioDecoder mmio;
    private final PciCommonConfigDecoder pci;

    WatchedRegisters(VirtualClock clock, QueueProbe probe, boolean isMmio) {
        this.clock = clock;
        this.probe = probe;
        mmio = isMmio ? new MmioDecoder(new Faults()) : null;
        pci = isMmio ? null : new PciCommonConfigDecoder(new Faults());
    }

    @Override
    public void read(int offset, int width, long value) {
        if (mmio != null) {
            mmio.read(offset, width, value);
        } else {
            pci.read(offset, width, value);
        }
        clock.moveTo(clock.nanoTime() + ACCESS_NANOS);
    }

    @Override
    public void write(int offset, int width, long value) {
        clock.moveTo(clock.nanoTime() + ACCESS_NANOS);
        if (mmio != null) {
            mmio.write(offset, width, value);
        } else {
            pci.write(offset, width, value);
        }
    }

    private final class Faults implements io.vqtrace.virtio.register.RegisterListener {
        @Override
        public void fault(RegisterFault fault, int queue, boolean write, int offset, int width, long value) {
            if (OF_ORDER.contains(fault)) {
                probe.fault(FaultReason.of(fault).code());
            }
        }
    }
}
