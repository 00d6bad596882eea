package io.vqtrace.backend.device.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.backend.Patience;
import io.vqtrace.backend.device.DeviceDriver;
import io.vqtrace.backend.protocol.DeviceHost;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.testkit.GuestMemory;
import io.vqtrace.testkit.ring.Buffers;
import io.vqtrace.virtio.DeviceStatus;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that an I/O thread cannot answer break their queue, which stops all the same; the other one goes on. */
class LostRequestTest {
    private static final int KEPT_BYTES = 15 << 20;
    private static final int TRANSFER = 513;

    @TempDir
    Path folder;

    private Path image() throws IOException {
        return Files.write(folder.resolve("disk.img"), Disk.patterns(1, 1 << 20));
    }

    /**
     * Ring and header stay, data and status go: only the thread that does the request sees that. Several times, as compiled
     * code is told of it later than interpreted code.
     */
    @RepeatedTest(5)
    void memoryThatGoesUnderARequest() throws Exception {
        Path trace = folder.resolve("t.vqtrace");
        try (RandomAccessFile shared =
                new RandomAccessFile(folder.resolve("memory").toFile(), "rw")) {
            shared.setLength(DeviceDriver.BYTES);
            GuestMemory memory = new GuestMemory(shared.getChannel().map(MapMode.READ_WRITE, 0, DeviceDriver.BYTES));
            try (VirtioRecorder recorder = VirtioRecorder.builder(trace).open();
                    Disk disk = new Disk(BlockOptions.of(image()).withQueues(2), recorder, false, memory, "FLUSH");
                    DeviceDriver other = disk.driver.other(1)) {
                shared.setLength(KEPT_BYTES);
                for (int i = 0; i < 32; i++) {
                    long gone = GuestMemory.BASE + KEPT_BYTES + i * 4096L;
                    disk.driver.submit(disk.header(Disk.IN, 0).writable(gone, TRANSFER));
                }
                awaitBreakAndStop(disk.driver.host());
                assertAnswers(disk, other);
            }
        }
        String manifest = Files.readString(trace.resolve("trace.json"));
        assertTrue(manifest.contains("\"fault\":1"), () -> "a FAULT row: " + manifest);
    }

    @Test
    void anyOtherFailureOfTheThread() throws Exception {
        Path image = image();
        try (Disk disk = new Disk(BlockOptions.of(image).withQueues(2), VirtioRecorder.disabled(), false, "FLUSH");
                DeviceDriver other = disk.driver.other(1)) {
            disk.deaf = true;
            try (RandomAccessFile cut = new RandomAccessFile(image.toFile(), "rw")) {
                cut.setLength(4096);
            }
            disk.driver.submit(disk.header(Disk.IN, 1024).writable(disk.data(), TRANSFER));
            awaitBreakAndStop(disk.driver.host());
            assertAnswers(disk, other);
        }
    }

    private static void awaitBreakAndStop(DeviceHost host) {
        assertTimeoutPreemptively(Patience.LIMIT, () -> {
            while ((host.status() & DeviceStatus.DEVICE_NEEDS_RESET.mask()) == 0) {
                Thread.sleep(1);
            }
            host.stop(0);
        });
    }

    private static void assertAnswers(Disk disk, DeviceDriver other) {
        Buffers request = disk.header(Disk.IN, 0).writable(disk.data(), TRANSFER);
        int id = other.submit(request);
        assertEquals(id, other.await());
        assertEquals(TRANSFER, other.usedLength());
        assertEquals(Disk.OK, disk.memory().getByte(disk.data() + TRANSFER - 1));
    }
}
