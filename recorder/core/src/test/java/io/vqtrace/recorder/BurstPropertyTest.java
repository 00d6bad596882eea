package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A burst says what as many single calls at the same moment say, however little the driver keeps to the rules. */
class BurstPropertyTest {
    private static final int CALLS = 300;
    private static final int SIZE = 256;
    /** More than a burst stores in one turn. */
    private static final int MOST = 200;

    private static final int MEMORY_BYTES = 1 << 20;
    private static final int CALLS_PER_FLUSH = 10;

    @TempDir
    Path temp;

    @Test
    void burstsAreManyCallsAtOnce() throws Exception {
        for (CaptureLevel level : CaptureLevel.values()) {
            for (long seed : Seeds.first(20)) {
                List<String> singles = rows(level, seed, false);
                List<String> bursts = rows(level, seed, true);
                for (int row = 0; row < Math.min(singles.size(), bursts.size()); row++) {
                    String which = level + ", -Dvqtrace.seed=" + seed + ", row " + row;
                    assertEquals(singles.get(row), bursts.get(row), which);
                }
                assertEquals(singles.size(), bursts.size(), () -> level + ", -Dvqtrace.seed=" + seed);
            }
        }
    }

    private List<String> rows(CaptureLevel level, long seed, boolean bursts) throws Exception {
        Path trace = temp.resolve(level + "-" + seed + "-" + bursts);
        SteppedClock clock = new SteppedClock();
        // So little memory that chunks are used again, so often emptied that none is missing.
        try (VirtioRecorder recorder = VirtioRecorder.builder(trace)
                .clock(clock)
                .level(level)
                .memory(MEMORY_BYTES)
                .threads(1)
                .open()) {
            QueueProbe queue = recorder.device("net", DeviceType.NET).queue(0, SIZE);
            Random random = new Random(seed);
            for (int call = 0; call < CALLS; call++) {
                clock.pass(1 + random.nextInt(1000));
                if (call % CALLS_PER_FLUSH == 0) {
                    recorder.flush();
                }
                int count = 1 + random.nextInt(random.nextInt(4) == 0 ? MOST : 8);
                int[] heads = heads(random, count);
                int[] bytes = random.nextBoolean()
                        ? null
                        : random.ints(count, 0, 1 << 16).toArray();
                switch (random.nextInt(10)) {
                    case 0 -> {
                        recorder.stop();
                        clock.pass(1);
                    }
                    case 1 -> recorder.start();
                    case 2 -> queue.avail(count, -1);
                    case 3, 4, 5 -> pop(queue, bursts, heads, bytes);
                    case 6 -> request(queue, heads);
                    case 7 -> answer(queue, heads);
                    default -> used(queue, bursts, heads, bytes);
                }
            }
        }
        return TraceRows.rows(trace).stream().map(TraceRow::toString).toList();
    }

    /** Either a row of heads, as rings have them, or some that are unknown, taken already, there twice, or beyond the ring. */
    private static int[] heads(Random random, int count) {
        return switch (random.nextInt(8)) {
            case 0 -> random.ints(count, 0, 2 * SIZE).toArray();
            case 1, 2, 3 -> IntStream.range(0, count).toArray();
            default -> random.ints(count, 0, SIZE / 4).toArray();
        };
    }

    private static void pop(QueueProbe queue, boolean burst, int[] heads, int[] bytes) {
        if (burst) {
            queue.popBurst(heads.length, heads, heads, bytes, null);
            return;
        }
        for (int i = 0; i < heads.length; i++) {
            queue.popBurst(1, slice(heads, i), slice(heads, i), slice(bytes, i), null);
        }
    }

    private static void used(QueueProbe queue, boolean burst, int[] heads, int[] bytes) {
        if (burst) {
            queue.usedBurst(heads.length, heads, bytes);
            return;
        }
        for (int i = 0; i < heads.length; i++) {
            queue.used(heads[i], bytes == null ? QueueProbe.UNKNOWN : bytes[i]);
        }
    }

    /** Pops that say what is asked for have no burst form; bursts may end such requests all the same. */
    private static void request(QueueProbe queue, int[] heads) {
        for (int head : heads) {
            queue.pop(head, 1, head, head, 1 + head % 3, 1L << 40 | head);
        }
    }

    private static void answer(QueueProbe queue, int[] heads) {
        for (int head : heads) {
            queue.used(head, head, 1 + head % 2);
        }
    }

    private static int[] slice(int[] array, int at) {
        return array == null ? null : Arrays.copyOfRange(array, at, at + 1);
    }
}
