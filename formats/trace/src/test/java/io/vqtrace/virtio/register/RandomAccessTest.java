package io.vqtrace.virtio.register;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.trace.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Decoders against a model of the device that keeps its registers in the plainest way, and against arbitrary accesses. */
class RandomAccessTest {
    private static final int ROUNDS = 200;
    private static final int STEPS = 400;

    /** Registers by name, and what should be told of their accesses; MMIO offsets, PCI offsets. */
    private static final class Model {
        final List<String> expected = new ArrayList<>();
        final boolean pci;
        final Told told = new Told();
        final MmioDecoder mmioDecoder = new MmioDecoder(told);
        final PciCommonConfigDecoder pciDecoder = new PciCommonConfigDecoder(told);
        final long[] accepted = new long[4];
        final Map<Integer, long[]> queues = new HashMap<>();
        int offeredSelect;
        int acceptedSelect;
        int queue;
        boolean acceptedPending;
        boolean resetSeen;

        Model(boolean pci) {
            this.pci = pci;
        }

        void write(int mmioOffset, int pciOffset, int pciWidth, long value) {
            if (pci) {
                pciDecoder.write(pciOffset, pciWidth, value);
            } else {
                mmioDecoder.write(mmioOffset, 4, value);
            }
        }

        void selectAccepted(int word) {
            acceptedSelect = word;
            write(0x24, 8, 4, word);
        }

        void accept(int bits) {
            if (acceptedSelect < 4) {
                accepted[acceptedSelect] = bits & 0xffff_ffffL;
                acceptedPending = true;
            }
            write(0x20, 12, 4, bits);
        }

        void settle() {
            if (acceptedPending) {
                acceptedPending = false;
                expected.add(String.format(
                        "accepted %x %x", accepted[0] | accepted[1] << 32, accepted[2] | accepted[3] << 32));
            }
        }

        void status(int value) {
            settle();
            expected.add("status " + value);
            if (value == 0) {
                expected.add("reset");
                resetSeen = true;
                Arrays.fill(accepted, 0);
                acceptedSelect = 0;
                queue = 0;
                queues.clear();
            }
            write(0x70, 0x14, 1, value);
        }

        /** Size, the three addresses, and whether the queue is ready. */
        long[] registers() {
            return queues.computeIfAbsent(queue, index -> new long[] {-1, 0, 0, 0, 0});
        }

        void select(int index) {
            settle();
            queue = index;
            write(0x30, 0x16, 2, index);
        }

        void size(int value) {
            settle();
            registers()[0] = value;
            write(0x38, 0x18, 2, value);
        }

        void half(int area, int half, int value) {
            settle();
            long[] registers = registers();
            long kept = half == 0 ? registers[1 + area] & ~0xffff_ffffL : registers[1 + area] & 0xffff_ffffL;
            registers[1 + area] = kept | (value & 0xffff_ffffL) << 32 * half;
            write(0x80 + 0x10 * area + 4 * half, 0x20 + 8 * area + 4 * half, 4, value);
        }

        void enable() {
            settle();
            long[] registers = registers();
            if (registers[4] == 0) {
                registers[4] = 1;
                String ring = (accepted[1] & 4) != 0 ? "packed" : "split";
                expected.add(String.format(
                        "queue %d %s size %d max -1 vector %d at %x %x %x",
                        queue,
                        ring,
                        registers[0],
                        pci && resetSeen ? 0xffff : -1,
                        registers[1],
                        registers[2],
                        registers[3]));
            }
            write(0x44, 0x1c, 2, 1);
        }

        void step(Random random) {
            switch (random.nextInt(12)) {
                case 0, 1 -> selectAccepted(random.nextInt(6));
                case 2, 3 -> accept(random.nextInt());
                case 4 -> status(random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(255));
                case 5 -> select(random.nextBoolean() ? random.nextInt(3) : random.nextInt(0x10000));
                case 6, 7 -> size(1 << random.nextInt(16));
                case 8, 9, 10 -> half(random.nextInt(3), random.nextInt(2), random.nextInt());
                default -> enable();
            }
        }
    }

    @Test
    void anyOrderOfWritesIsToldAsAPlainDeviceWouldSeeIt() {
        for (long seed : Seeds.first(ROUNDS)) {
            Random random = new Random(seed);
            Model model = new Model(random.nextBoolean());
            for (int i = 0; i < STEPS; i++) {
                model.step(random);
            }
            model.status(1);
            assertEquals(model.expected, model.told.lines, "seed " + seed);
        }
    }

    /** Whatever a guest does, nothing is thrown, and what is told stays in its range. */
    @Test
    void arbitraryAccessesAreHarmless() {
        for (long seed : Seeds.first(ROUNDS)) {
            Random random = new Random(seed);
            Told told = new Told() {
                @Override
                public void queueConfigured(
                        int queue, boolean packed, int size, int max, int vector, long desc, long driver, long dev) {
                    assertTrue(queue >= 0 && queue <= 0xffff, "seed " + seed + ": queue " + queue);
                    assertTrue(vector >= -1 && vector <= 0xffff, "seed " + seed + ": vector " + vector);
                }
            };
            MmioDecoder mmio = new MmioDecoder(told);
            PciCommonConfigDecoder pci = new PciCommonConfigDecoder(told);
            PciLegacyDecoder legacy = new PciLegacyDecoder(told);
            for (int i = 0; i < STEPS; i++) {
                int offset = random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(0x110);
                int width = random.nextInt(8) == 0 ? random.nextInt() : 1 << random.nextInt(4);
                long value = random.nextBoolean() ? random.nextLong() : random.nextInt(16);
                switch (random.nextInt(7)) {
                    case 0 -> mmio.read(offset, width, value);
                    case 1 -> mmio.write(offset & -4, 4, value);
                    case 2 -> mmio.readUnseen(offset, width);
                    case 3 -> pci.read(offset & 63, width, value);
                    case 4 -> legacy.read(offset >> 3, width, value);
                    case 5 -> legacy.write(offset >> 3, width, value);
                    default -> pci.write(offset & 63, width, value);
                }
            }
        }
    }
}
