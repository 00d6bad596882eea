package io.vqtrace.recorder.tap;

import io.vqtrace.virtio.MmioRegister;

/** A backend with one split ring that knows nothing of recording: it fills every buffer that it is given with one byte. */
final class ToyBackend implements DecoratedBackend.DeviceRegisters {
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int ELEMENT_BYTES = 8;

    private final DecoratedBackend.GuestMemory memory;
    private final DecoratedBackend.InterruptLine line;
    private final long[] registers = new long[0x100];
    private int availSeen;
    private int used;

    ToyBackend(DecoratedBackend.GuestMemory memory, DecoratedBackend.InterruptLine line) {
        this.memory = memory;
        this.line = line;
    }

    @Override
    public long read(int offset, int width) {
        return switch (MmioRegister.at(offset)) {
            case VERSION -> 2;
            case DEVICE_FEATURES -> registers[MmioRegister.DEVICE_FEATURES_SEL.offset()] == 1 ? 1 : 0;
            case QUEUE_SIZE_MAX -> 16;
            default -> offset < registers.length ? registers[offset] : 0;
        };
    }

    @Override
    public void write(int offset, int width, long value) {
        if (offset < registers.length) {
            registers[offset] = value;
        }
        if (offset == MmioRegister.QUEUE_NOTIFY.offset()) {
            serve();
        } else if (offset == MmioRegister.STATUS.offset() && value == 0) {
            availSeen = 0;
            used = 0;
        }
    }

    private long area(MmioRegister low) {
        return registers[low.offset()];
    }

    private void serve() {
        long driver = area(MmioRegister.QUEUE_DRIVER_LOW);
        long device = area(MmioRegister.QUEUE_DEVICE_LOW);
        int size = (int) area(MmioRegister.QUEUE_SIZE);
        int avail = (int) memory.read(driver + 2, 2);
        if (avail == availSeen) {
            return;
        }
        while (availSeen != avail) {
            long head = memory.read(driver + 4 + 2L * (availSeen % size), 2);
            long buffer = area(MmioRegister.QUEUE_DESC_LOW) + head * DESCRIPTOR_BYTES;
            memory.write(memory.read(buffer, 8), 1, 0x55);
            long element = device + 4 + (long) ELEMENT_BYTES * (used % size);
            memory.write(element, 4, head);
            memory.write(element + 4, 4, 1);
            availSeen = availSeen + 1 & 0xffff;
            used = used + 1 & 0xffff;
            memory.write(device + 2, 2, used);
        }
        if ((memory.read(driver, 2) & 1) == 0) {
            line.raise();
        }
    }
}
