package io.vqtrace.analyzer.recorded;

import io.vqtrace.recorder.DeviceProbe;
import io.vqtrace.recorder.QueueProbe;
import io.vqtrace.recorder.VirtioRecorder;
import io.vqtrace.recorder.VirtioRecorderBuilder;
import io.vqtrace.trace.Compression;
import io.vqtrace.virtio.DeviceType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A process that records until it is killed, and says in a mapped file how far each of its threads has come: the n-th
 * request of a thread has n as its argument, and the count is stored after the probe has returned.
 */
final class RecordingChild {
    /** Threads, each with a queue of its own. */
    static final int THREADS = 3;
    /** Largest number of a thread's requests in flight. */
    static final int DEPTH = 16;
    /** Bytes between the counts of two threads. */
    static final int STRIDE = 64;
    /** Time that rows of a stream stay in memory at most, in milliseconds. */
    static final int FLUSH_MILLIS = 200;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private RecordingChild() {}

    /** Arguments: the recorder's directory, the file of counts, the black box's directory or -, and options. */
    public static void main(String[] args) throws Exception {
        Set<String> options = Set.copyOf(Arrays.asList(args).subList(3, args.length));
        ByteBuffer counts;
        try (FileChannel channel =
                FileChannel.open(Path.of(args[1]), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            counts = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
        }
        VirtioRecorder recorder = builder(args, options).open();
        DeviceProbe device = recorder.device("disk", DeviceType.BLK);
        for (int i = 0; i < THREADS; i++) {
            QueueProbe queue = device.queue(i, 64);
            device.queueConfigured(i, false, 64, 64, i, 0x1000, 0x2000, 0x3000);
            int at = i * STRIDE;
            Thread thread = new Thread(() -> run(queue, counts, at), "backend " + i);
            thread.start();
        }
        System.out.println("recording");
        System.out.flush();
    }

    private static VirtioRecorderBuilder builder(String[] args, Set<String> options) {
        VirtioRecorderBuilder builder = VirtioRecorder.builder(Path.of(args[0]))
                .flushInterval(Duration.ofMillis(FLUSH_MILLIS))
                .segmentBytes(24 << 20)
                .memory(16 << 20);
        if (options.contains("flight")) {
            builder.flight(Duration.ofSeconds(30));
        }
        if (options.contains("zstd")) {
            builder.compression(Compression.ZSTD);
        }
        return args[2].equals("-") ? builder : builder.blackBox(Path.of(args[2]));
    }

    private static void run(QueueProbe queue, ByteBuffer counts, int at) {
        long popped = 0;
        for (long used = 0; ; ) {
            while (popped - used < DEPTH) {
                popped++;
                queue.pop((int) (popped % 64), 2, 16, 4096, 1, popped);
            }
            used++;
            queue.used((int) (used % 64), 4096, 0);
            LONG.setRelease(counts, at, used);
        }
    }

    /** Returns the command line that runs this class with the class path of the caller. */
    static List<String> command(Path directory, Path counts, Path blackBox, String... options) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RecordingChild.class.getName(),
                directory.toString(),
                counts.toString(),
                blackBox == null ? "-" : blackBox.toString()));
        command.addAll(List.of(options));
        return command;
    }
}
