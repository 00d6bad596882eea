package io.vqtrace.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;

/** A JFR event without a stack trace; its time is JFR's own reading of the cycle counter. */
final class JfrPeer extends Peer {
    private static final long KEPT_BYTES = 256L << 20;

    private final Recording recording = new Recording();

    @Name("io.vqtrace.bench.Used")
    @Category("vqtrace")
    @StackTrace(false)
    static final class UsedEvent extends Event {
        long sinceNs;
        long value;
        int outBytes;
        int inBytes;
        int usedBytes;
        int count;
        short device;
        short queue;
        short head;
        byte kind;
    }

    JfrPeer(Path directory, boolean enabled) throws IOException {
        recording.setToDisk(true);
        recording.setMaxSize(KEPT_BYTES);
        recording.setDestination(directory.resolve("events.jfr"));
        if (enabled) {
            recording.enable(UsedEvent.class);
        } else {
            recording.disable(UsedEvent.class);
        }
        recording.start();
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
        UsedEvent event = new UsedEvent();
        if (event.isEnabled()) {
            event.sinceNs = sinceNs;
            event.value = value;
            event.outBytes = outBytes;
            event.inBytes = inBytes;
            event.usedBytes = usedBytes;
            event.count = count;
            event.device = (short) device;
            event.queue = (short) queue;
            event.head = (short) head;
            event.kind = (byte) kind;
            event.commit();
        }
    }

    @Override
    public void close() {
        try {
            recording.setDestination(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        recording.close();
    }
}
