package io.vqtrace.bench.peer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.StoreFileListener;
import net.openhft.chronicle.queue.rollcycles.TestRollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/** Chronicle Queue: appends the fields to a mapped file. It needs no consumer; the kernel writes the pages. */
final class ChroniclePeer extends Peer {
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;

    ChroniclePeer(Path directory) {
        queue = ChronicleQueue.singleBuilder(directory.toFile())
                .rollCycle(TestRollCycles.TEST_SECONDLY)
                .storeFileListener(new StoreFileListener() {
                    @Override
                    public void onReleased(int cycle, File file) {
                        try {
                            Files.deleteIfExists(file.toPath());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                })
                .build();
        appender = queue.createAppender();
    }

    @Override
    public void record(
            long sinceNs,
            long value,
            int outBytes,
            int inBytes,
            int usedBytes,
            int count,
            int device,
            int queue,
            int head,
            int kind) {
        long ts = System.nanoTime();
        try (DocumentContext document = appender.writingDocument()) {
            Bytes<?> bytes = Objects.requireNonNull(document.wire()).bytes();
            bytes.writeLong(ts);
            bytes.writeLong(sinceNs);
            bytes.writeLong(value);
            bytes.writeInt(outBytes);
            bytes.writeInt(inBytes);
            bytes.writeInt(usedBytes);
            bytes.writeInt(count);
            bytes.writeShort((short) device);
            bytes.writeShort((short) queue);
            bytes.writeShort((short) head);
            bytes.writeByte((byte) kind);
        }
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}
