package io.vqtrace.backend.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.memory.GuestMemory;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.newsclub.net.unix.FileDescriptorCast;

class MemoryTableTest {
    private static final long GIB = 1L << 30;
    private static final long USER = 0x7f00_0000_0000L;

    private final MemoryTable table = new MemoryTable();

    private void add(long guest, long size, long user, long offset, FileDescriptor file)
            throws IOException, ProtocolException {
        table.add(
                new RegionDescription(guest, size, user, offset),
                FileDescriptorCast.using(file).as(Integer.class));
    }

    private String refused(long guest, long size, long user, long offset, FileDescriptor file) {
        GuestMemory before = table.memory();
        String reason = assertThrows(ProtocolException.class, () -> add(guest, size, user, offset, file))
                .getMessage();
        assertEquals(before.regions().size(), table.memory().regions().size(), "the table stays as it was");
        return reason;
    }

    @Test
    void regionBeyondTwoGibibytes() throws IOException, ProtocolException {
        long size = 5 * GIB + 4096;
        try (SharedMemory file = new SharedMemory(4096 + size)) {
            add(GIB, size, USER, 4096, file.descriptor());
            GuestMemory memory = table.memory();
            memory.putLong(GIB + size - 8, 0x1122_3344_5566_7788L);
            memory.putLong(GIB + 3 * GIB - 4, 0x0102_0304_0506_0708L);
            ByteBuffer end = file.map(4096 + size - 8, 8);
            assertEquals(0x1122_3344_5566_7788L, end.getLong(0));
            assertEquals(0x0102_0304_0506_0708L, file.map(4096 + 3 * GIB - 4, 8).getLong(0));
            assertEquals(GIB + 4 * GIB, memory.toGuest(USER + 4 * GIB, 4096));
        }
    }

    @Test
    void regionsOutsideTheFileAreRefused() throws IOException, ProtocolException {
        try (SharedMemory file = new SharedMemory(8192)) {
            FileDescriptor descriptor = file.descriptor();
            assertTrue(refused(0, 8193, USER, 0, descriptor).endsWith("the file has 8192 bytes, not 8193"));
            refused(0, 4096, USER, 4097, descriptor);
            refused(0, 4096, USER, Long.MAX_VALUE - 4096, descriptor);
            refused(0, 0, USER, 0, descriptor);
            refused(0, -1, USER, 0, descriptor);
            refused(-4096, 8192, USER, 0, descriptor);
            refused(0, 4096, -4096, 0, descriptor);
            refused(0, 4096, USER, -4096, descriptor);
            refused(Long.MAX_VALUE, 4096, USER, 0, descriptor);
            add(0, 8192, USER, 0, descriptor);
            file.cut(4096);
            assertThrows(InternalError.class, () -> {
                table.memory().getLong(8000);
                // Compiled code is told a little later.
                Thread.sleep(1);
            });
        }
    }

    @Test
    void absurdSizesAreRefusedBeforeAnythingIsMapped() throws IOException {
        try (SharedMemory file = new SharedMemory(1L << 50)) {
            assertTrue(refused(0, 1L << 50, USER, 0, file.descriptor()).contains("more than is mapped"));
        }
    }

    @Test
    void overlappingRegionsAreRefused() throws IOException, ProtocolException {
        try (SharedMemory file = new SharedMemory(1 << 20)) {
            FileDescriptor descriptor = file.descriptor();
            add(0x1_0000, 0x1_0000, USER, 0, descriptor);
            refused(0x1_0000, 0x1_0000, USER, 0, descriptor);
            refused(0, 0x1_0001, USER + 0x10_0000, 0, descriptor);
            refused(0x1_ffff, 1, USER + 0x10_0000, 0, descriptor);
            refused(0x10_0000, 0x1000, USER + 0xffff, 0, descriptor);
            add(0x2_0000, 0x1_0000, USER + 0x1_0000, 0, descriptor);
            assertEquals(2, table.memory().regions().size());
        }
    }

    @Test
    void descriptorsOfOtherKindsAreRefused() throws IOException {
        refused(0, 4096, USER, 0, EventFds.open());
        try (java.io.FileInputStream zero = new java.io.FileInputStream("/dev/zero");
                java.io.FileInputStream readOnly = new java.io.FileInputStream("/proc/self/exe")) {
            refused(0, 4096, USER, 0, zero.getFD());
            refused(0, 4096, USER, 0, readOnly.getFD());
        }
    }

    @Test
    void slotsAreLimited() throws IOException, ProtocolException {
        try (SharedMemory file = new SharedMemory(4096)) {
            for (int i = 0; i < MemoryTable.MAX_SLOTS; i++) {
                add(i * 4096L, 4096, USER + i * 4096L, 0, file.descriptor());
            }
            refused(GIB, 4096, USER + GIB, 0, file.descriptor());
            table.remove(new RegionDescription(4096, 4096, USER + 4096, 77));
            add(GIB, 4096, USER + GIB, 0, file.descriptor());
            assertThrows(
                    ProtocolException.class, () -> table.remove(new RegionDescription(4096, 4096, USER + 4096, 0)));
            assertEquals(
                    List.of(0L, 2 * 4096L),
                    table.memory().regions().stream()
                            .limit(2)
                            .map(region -> region.guestAddress())
                            .toList());
        }
    }
}
