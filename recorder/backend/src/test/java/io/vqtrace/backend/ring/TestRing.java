package io.vqtrace.backend.ring;

import io.vqtrace.backend.memory.GuestMemory;
import io.vqtrace.backend.memory.MemoryRegion;
import io.vqtrace.testkit.RandomStream;
import io.vqtrace.testkit.ring.DriverRing;
import io.vqtrace.testkit.ring.RingLayout;
import java.util.List;

/** A ring in memory with the testkit's driver on one side. */
public final class TestRing {
    public final io.vqtrace.testkit.GuestMemory guest;
    public final RingLayout layout;
    public final DriverRing driver;
    public final GuestMemory memory;

    public TestRing(io.vqtrace.testkit.GuestMemory guest, RingLayout layout) {
        this.guest = guest;
        this.layout = layout;
        driver = DriverRing.of(guest, layout);
        memory = memory(guest);
    }

    /** A ring of any layout, size and features. */
    public static TestRing random(io.vqtrace.testkit.GuestMemory guest, RandomStream random) {
        boolean packed = random.nextInt(2) == 0;
        int size = packed ? 1 + random.nextInt(40) : 1 << random.nextInt(6);
        boolean eventIdx = random.nextInt(2) == 0;
        boolean indirect = random.nextInt(2) == 0;
        boolean inOrder = random.nextInt(3) == 0;
        return new TestRing(guest, RingLayout.allocate(guest, packed, size, eventIdx, indirect, inOrder));
    }

    public static GuestMemory memory(io.vqtrace.testkit.GuestMemory guest) {
        return GuestMemory.of(List.of(MemoryRegion.of(
                io.vqtrace.testkit.GuestMemory.BASE, io.vqtrace.testkit.GuestMemory.BASE, guest.bytes())));
    }

    public RingSetup setup() {
        return new RingSetup(
                layout.packed(),
                layout.size(),
                layout.descriptorArea(),
                layout.driverArea(),
                layout.deviceArea(),
                layout.indirect(),
                layout.eventIdx(),
                layout.inOrder(),
                layout.packed() ? RingSetup.PACKED_START : 0);
    }

    public DeviceRing device() {
        return DeviceRing.of(memory, setup());
    }
}
