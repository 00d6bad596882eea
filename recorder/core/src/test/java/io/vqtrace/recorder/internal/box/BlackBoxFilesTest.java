package io.vqtrace.recorder.internal.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.recorder.VirtioRecorderBuilder;
import io.vqtrace.trace.box.BoxFile;
import io.vqtrace.virtio.DeviceType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a recorder's black box: where they are, who may read them, and that they go. */
class BlackBoxFilesTest {
    private static final int MEMORY_BYTES = 8 << 20;

    @TempDir
    Path folder;

    private VirtioRecorderBuilder builder(String name) {
        return VirtioRecorder.builder(folder.resolve(name + ".vqtrace")).memory(MEMORY_BYTES);
    }

    @Test
    void filesAreTheOwnersFullAndDeletedAtClose() throws IOException {
        Path box = folder.resolve("box");
        try (VirtioRecorder recorder = builder("run").blackBox(box).open()) {
            assertEquals(box, recorder.status().blackBox());
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(box)));
            long bytes = 0;
            for (Path file : list(box)) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                bytes += Files.size(file);
            }
            assertEquals(recorder.status().memoryBytes() + BoxFile.BYTES, bytes);
            String manifest = Files.readString(folder.resolve("run.vqtrace/trace.json"));
            assertTrue(manifest.contains("\"black_box\": \"" + box + "\""), manifest);
        }
        assertFalse(Files.exists(box));
        String manifest = Files.readString(folder.resolve("run.vqtrace/trace.json"));
        assertTrue(manifest.contains("\"black_box\": null"), manifest);
    }

    @Test
    void flightModeKeepsItsRowsInTheFiles() throws IOException {
        Path box = folder.resolve("box");
        try (VirtioRecorder recorder =
                builder("dumps").flight(Duration.ofSeconds(10)).blackBox(box).open()) {
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 64);
            queue.pop(3);
            queue.used(3, 512);
            recorder.flush();
            BoxFile read = BoxFile.read(ByteBuffer.wrap(Files.readAllBytes(box.resolve(BoxFile.FILE))));
            assertEquals("flight", read.description().mode());
            assertEquals("disk", read.tables().rows().devices().get(0).name());
            assertEquals(1, read.tables().rows().threads().size());
            assertTrue(read.heartbeat() > 0);
        }
        assertFalse(Files.exists(box));
    }

    @Test
    void whatADeadProcessLeftIsNotTouched() throws IOException {
        Path box = Files.createDirectory(folder.resolve("box"));
        Path left = Files.writeString(box.resolve(BoxFile.FILE), "left");
        try (VirtioRecorder first = builder("first").blackBox(box).open();
                VirtioRecorder second = builder("second").blackBox(box).open()) {
            assertEquals(folder.resolve("box-2"), first.status().blackBox());
            assertEquals(folder.resolve("box-3"), second.status().blackBox());
            assertNotEquals(first.status().blackBox(), second.status().blackBox());
        }
        assertEquals("left", Files.readString(left));
        assertEquals(
                List.of(box),
                list(folder).stream()
                        .filter(path -> path.toString().contains("box"))
                        .toList());
    }

    @Test
    void withoutAPlaceForItTheRecorderGoesOnAndSaysSo() throws IOException {
        try (VirtioRecorder recorder =
                builder("run").blackBox(folder.resolve("absent/box")).open()) {
            assertNull(recorder.status().blackBox());
            QueueProbe queue = recorder.device("disk", DeviceType.BLK).queue(0, 64);
            queue.pop(3);
            queue.used(3, 512);
        }
        String manifest = Files.readString(folder.resolve("run.vqtrace/trace.json"));
        assertTrue(manifest.contains("no black box, what is in memory dies with the process"), manifest);
        assertTrue(manifest.replace(" ", "").contains("\"used\":1"), manifest);
    }

    @Test
    void withoutRoomNothingIsLeft() throws IOException {
        Path box = folder.resolve("box");
        try (VirtioRecorder recorder =
                builder("run").memory(MEMORY_BYTES).blackBox(box).open()) {
            assertEquals(box, recorder.status().blackBox());
        }
        long usable = Files.getFileStore(folder).getUsableSpace();
        int chunkBytes = 1 << 30;
        int chunks = (int) Math.min(1 << 20, usable / chunkBytes + 2);
        BoxDescriptions.assertRefused(box, chunks, chunkBytes);
        assertFalse(Files.exists(box));
    }

    @Test
    void openThatFailsLeavesNothing() throws IOException {
        Path trace = Files.createDirectory(folder.resolve("run.vqtrace"));
        Files.writeString(trace.resolve("other"), "x");
        Path box = folder.resolve("box");
        assertThrows(IOException.class, () -> builder("run").blackBox(box).open());
        assertFalse(Files.exists(box));
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
