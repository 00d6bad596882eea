package io.vqtrace.recorder.tap;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.trace.SuppressionReason;
import io.vqtrace.virtio.MmioRegister;
import io.vqtrace.virtio.register.MmioDecoder;
import io.vqtrace.virtio.register.RegisterListener;

/** The worked example of the package's documentation, which shows the marked region. */
final class DecoratedBackend {
    private DecoratedBackend() {}

    // example begins
    // The backend's registers, which the VMM accesses for the guest.
    interface DeviceRegisters {
        long read(int offset, int width);

        void write(int offset, int width, long value);
    }

    // What the backend reads and writes guest memory with.
    interface GuestMemory {
        long read(long address, int width);

        void write(long address, int width, long value);
    }

    // What the backend interrupts the guest with.
    interface InterruptLine {
        void raise();
    }

    // Tells a tap of every access, and a decoder of its own, from which the memory learns where the ring lies.
    static final class RecordedRegisters implements DeviceRegisters {
        private final DeviceRegisters backend;
        private final MmioTap tap;
        private final MmioDecoder ringPlaces;

        RecordedRegisters(DeviceRegisters backend, DeviceProbe device, QueueProbe queue, RecordedMemory memory) {
            this.backend = backend;
            ringPlaces = new MmioDecoder(memory);
            tap = new MmioTap(device);
            tap.queue(0, queue);
        }

        @Override
        public long read(int offset, int width) {
            long value = backend.read(offset, width);
            tap.read(offset, width, value);
            ringPlaces.read(offset, width, value);
            return value;
        }

        @Override
        public void write(int offset, int width, long value) {
            boolean reset = offset == MmioRegister.STATUS.offset() && value == 0;
            if (reset) {
                backend.write(offset, width, value);
            }
            tap.write(offset, width, value);
            ringPlaces.write(offset, width, value);
            if (!reset) {
                backend.write(offset, width, value);
            }
        }
    }

    // Tells the probe of a queue what the backend does with its split ring (virtio 1.4 sections 2.7.6 and 2.7.8).
    static final class RecordedMemory implements GuestMemory, RegisterListener {
        private final GuestMemory memory;
        private final QueueProbe queue;
        private int size;
        private long driverArea;
        private long deviceArea;
        private int availIndex;
        private int usedHead;

        RecordedMemory(GuestMemory memory, QueueProbe queue) {
            this.memory = memory;
            this.queue = queue;
        }

        @Override
        public void queueConfigured(
                int index, boolean packed, int entries, int max, int vector, long desc, long driver, long device) {
            size = index == 0 && !packed ? entries : 0;
            driverArea = driver;
            deviceArea = device;
            availIndex = 0;
        }

        @Override
        public void deviceReset() {
            size = 0;
        }

        @Override
        public long read(long address, int width) {
            long value = memory.read(address, width);
            long at = address - driverArea;
            if (size > 0 && at == 0 && (value & 1) != 0) {
                // avail.flags, at which this backend looks when it decides on an interrupt
                queue.interruptSuppressed(SuppressionReason.FLAGS.code());
            } else if (size > 0 && at == 2 && value != availIndex) {
                queue.avail((int) value - availIndex & 0xffff, (int) value);
                availIndex = (int) value;
            } else if (at >= 4 && at < 4 + 2L * size) {
                queue.pop((int) value);
            }
            return value;
        }

        @Override
        public void write(long address, int width, long value) {
            long at = address - deviceArea;
            if (at >= 4 && at < 4 + 8L * size) {
                // A used element: first its id, then its len
                if (at % 8 == 4) {
                    usedHead = (int) value;
                } else {
                    queue.used(usedHead, (int) value);
                }
            }
            memory.write(address, width, value);
        }
    }

    // Tells the probe of a queue of every interrupt.
    static final class RecordedLine implements InterruptLine {
        private final InterruptLine line;
        private final QueueProbe queue;

        RecordedLine(InterruptLine line, QueueProbe queue) {
            this.line = line;
            this.queue = queue;
        }

        @Override
        public void raise() {
            queue.interrupt(QueueProbe.UNKNOWN);
            line.raise();
        }
    }
    // example ends
}
