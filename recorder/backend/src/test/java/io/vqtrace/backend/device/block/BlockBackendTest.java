package io.vqtrace.backend.device.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.protocol.ProtocolException;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.ring.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the requests of virtio 1.4 section 5.2.6 do to the image. */
class BlockBackendTest {
    private static final int MIB = 1 << 20;
    private static final int SECTORS = MIB / 512;

    @TempDir
    Path folder;

    private Path image() throws IOException {
        return Files.write(folder.resolve("disk.img"), Disk.patterns(1, MIB));
    }

    private static byte[] part(Path image, int from, int length) throws IOException {
        return Arrays.copyOfRange(Files.readAllBytes(image), from, from + length);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsAndWritesThroughBuffersOfAnyShape(boolean packed) throws IOException, ProtocolException {
        Path image = image();
        try (Disk disk = new Disk(BlockOptions.of(image), VirtioRecorder.disabled(), packed, "FLUSH")) {
            assertEquals(Disk.OK, disk.transfer(Disk.IN, 2, 512, 1024, 4096));
            assertArrayEquals(part(image, 1024, 5632), disk.bytes(5632));
            assertEquals(5633, disk.driver.usedLength());
            disk.fill(8192, 9);
            assertEquals(Disk.OK, disk.transfer(Disk.OUT, 16, 100, 1, 411, 7680));
            assertEquals(1, disk.driver.usedLength());
            assertArrayEquals(Disk.patterns(9, 8192), part(image, 8192, 8192));
            assertArrayEquals(Arrays.copyOfRange(Disk.patterns(1, MIB), 0, 8192), part(image, 0, 8192));
        }
    }

    @Test
    void flushesAndTellsItsId() throws IOException, ProtocolException {
        BlockOptions options = new BlockOptions(image(), 0, false, false, 1, 1, 126, 0, "serial-7");
        try (Disk disk = Disk.of(options)) {
            assertEquals(Disk.OK, disk.transfer(Disk.FLUSH, 0));
            assertEquals(Disk.OK, disk.transfer(Disk.GET_ID, 0, 20));
            assertEquals("serial-7", new String(disk.bytes(20), StandardCharsets.US_ASCII).trim());
            assertEquals(21, disk.driver.usedLength());
        }
    }

    @Test
    void zeroesAndDiscardsRanges() throws IOException, ProtocolException {
        Path image = image();
        try (Disk disk = Disk.of(BlockOptions.of(image))) {
            assertEquals(Disk.OK, disk.ranges(Disk.WRITE_ZEROES, 3, 5, 0, 100, 8, 1));
            assertArrayEquals(new byte[5 * 512], part(image, 3 * 512, 5 * 512));
            assertArrayEquals(new byte[8 * 512], part(image, 100 * 512, 8 * 512));
            assertEquals(Disk.pattern(1, 3 * 512 - 1), part(image, 3 * 512 - 1, 1)[0]);
            assertEquals(Disk.pattern(1, 8 * 512), part(image, 8 * 512, 1)[0]);
            assertEquals(Disk.OK, disk.ranges(Disk.DISCARD, 1024, 512, 0));
            assertEquals(MIB, Files.size(image));
            assertEquals(Disk.pattern(1, 1536 * 512), part(image, 1536 * 512, 1)[0]);
        }
    }

    /** Section 5.2.6.2: what a device has to refuse, and how. */
    @Test
    void refusesWhatIsNotOnTheDiskOrNotDefined() throws IOException, ProtocolException {
        Path image = image();
        try (Disk disk = Disk.of(BlockOptions.of(image))) {
            assertEquals(Disk.IOERR, disk.transfer(Disk.IN, SECTORS, 512), "behind the end");
            assertEquals(Disk.IOERR, disk.transfer(Disk.IN, SECTORS - 1, 1024), "over the end");
            assertEquals(Disk.IOERR, disk.transfer(Disk.OUT, -1, 512), "a sector of 2^64 - 1");
            assertEquals(Disk.IOERR, disk.transfer(Disk.OUT, Long.MAX_VALUE, 512));
            assertEquals(Disk.IOERR, disk.transfer(Disk.IN, 0, 511), "half a sector");
            assertEquals(Disk.UNSUPP, disk.transfer(2, 0), "a type that nobody defines");
            assertEquals(Disk.UNSUPP, disk.ranges(Disk.WRITE_ZEROES, 0, 1, 2), "a reserved flag");
            assertEquals(Disk.UNSUPP, disk.ranges(Disk.DISCARD, 0, 1, 1), "unmap of a discard");
            assertEquals(Disk.IOERR, disk.ranges(Disk.DISCARD, SECTORS, 1, 0));
            assertEquals(Disk.IOERR, disk.ranges(Disk.WRITE_ZEROES), "no range");
            assertEquals(Disk.IOERR, disk.ranges(Disk.WRITE_ZEROES, new long[3 * 17]), "too many ranges");
            assertEquals(0, disk.raw(disk.header(Disk.IN, 0)), "no room for a status");
            assertEquals(0, disk.raw(new Buffers().writable(disk.data(), 512)), "no header");
            assertEquals(Disk.OK, disk.transfer(Disk.IN, 0, 512), "and goes on");
            assertArrayEquals(Disk.patterns(1, MIB), Files.readAllBytes(image));
        }
    }

    @Test
    void readOnlyRefusesEveryChange() throws IOException, ProtocolException {
        Path image = image();
        try (Disk disk = Disk.of(new BlockOptions(image, 0, true, false, 1, 1, 126, 0, ""))) {
            assertEquals(Disk.OK, disk.transfer(Disk.IN, 0, 512));
            assertEquals(Disk.IOERR, disk.transfer(Disk.OUT, 0, 512));
            assertEquals(Disk.IOERR, disk.ranges(Disk.WRITE_ZEROES, 0, 1, 0));
            assertEquals(Disk.IOERR, disk.ranges(Disk.DISCARD, 0, 1, 0));
            assertTrue((disk.device.features() & 1 << 5) != 0, "VIRTIO_BLK_F_RO");
        }
        assertArrayEquals(Disk.patterns(1, MIB), Files.readAllBytes(image));
    }

    /** Aligned memory is transferred as it is, any other by way of a buffer. */
    @Test
    void directTransfersWithAnyAlignmentOfMemory() throws IOException, ProtocolException {
        Path image = image();
        try (Disk disk = Disk.of(new BlockOptions(image, 0, false, true, 1, 2, 126, 0, ""))) {
            assertEquals(4096, disk.device.config().getInt(20), "logical block size");
            disk.fill(8192, 3);
            assertEquals(Disk.OK, disk.transfer(Disk.OUT, 8, 8192));
            assertEquals(Disk.OK, disk.transfer(Disk.OUT, 64, 512, 7680));
            assertArrayEquals(Disk.patterns(3, 8192), part(image, 4096, 8192));
            assertArrayEquals(Disk.patterns(3, 8192), part(image, 32768, 8192));
            disk.fill(8192, 4);
            assertEquals(Disk.OK, disk.transfer(Disk.IN, 64, 1000, 7192));
            assertArrayEquals(Disk.patterns(3, 8192), disk.bytes(8192));
            assertEquals(Disk.IOERR, disk.transfer(Disk.IN, 1, 512), "less than a block");
            assertTrue(disk.told.get(0).startsWith("read at sector 1 failed"), disk.told::toString);
        }
    }

    /** Sections 5.2.4 and 5.2.5: the driver may write the cache's mode and nothing else. */
    @Test
    void configurationSpaceHasOneWritableField() throws IOException, ProtocolException {
        try (Disk disk = Disk.of(BlockOptions.of(image()).withQueues(3))) {
            ByteBuffer config = disk.device.config();
            assertEquals(SECTORS, config.getLong(0));
            assertEquals(126, config.getInt(12));
            assertEquals(512, config.getInt(20));
            assertEquals(1, config.get(32));
            assertEquals(3, config.getShort(34));
            disk.driver.host().writeConfig(32, ByteBuffer.wrap(new byte[] {0}));
            assertEquals(0, disk.device.config().get(32));
            assertThrows(
                    ProtocolException.class, () -> disk.driver.host().writeConfig(0, ByteBuffer.wrap(new byte[] {1})));
            assertThrows(
                    ProtocolException.class, () -> disk.driver.host().writeConfig(32, ByteBuffer.wrap(new byte[] {2})));
        }
    }

    @Test
    void imageIsNamedInWhatIsWrongWithIt() throws IOException {
        Path missing = folder.resolve("missing");
        assertTrue(assertThrows(IOException.class, () -> BlockBackend.open(BlockOptions.of(missing), told -> {}))
                .getMessage()
                .contains("missing does not exist"));
        Path empty = Files.createFile(folder.resolve("empty"));
        assertTrue(assertThrows(IOException.class, () -> BlockBackend.open(BlockOptions.of(empty), told -> {}))
                .getMessage()
                .contains("has 0 bytes"));
        BlockOptions created = new BlockOptions(missing, MIB, false, false, 1, 1, 126, 0, "");
        try (BlockBackend first = BlockBackend.open(created, told -> {})) {
            assertEquals(SECTORS, first.config().getLong(0));
            assertTrue(assertThrows(IOException.class, () -> BlockBackend.open(created, told -> {}))
                    .getMessage()
                    .contains("in use by another backend"));
        }
    }
}
