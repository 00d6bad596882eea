package io.vqtrace.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vqtrace.virtio.DeviceType;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No argument makes a probe throw, and the drain can write whatever came of it; also after close. */
class QueueProbeFuzzTest {
    private static final int CALLS = 100_000;

    @TempDir
    Path temp;

    @Test
    void anyArgumentsAreHarmless() throws Exception {
        for (long seed : Seeds.first(8)) {
            Path trace = temp.resolve("fuzz-" + seed);
            Random random = new Random(seed);
            CaptureLevel level = CaptureLevel.values()[random.nextInt(2)];
            VirtioRecorder recorder =
                    VirtioRecorder.builder(trace).level(level).memory(1 << 20).open();
            DeviceProbe device = recorder.device("any", random.nextBoolean() ? DeviceType.BLK : null);
            QueueProbe queue = device.queue(number(random), number(random));
            call(device, queue, random, CALLS);
            recorder.close();
            call(device, queue, random, CALLS / 10);
            RecorderStatus status = recorder.status();
            String context = "seed " + seed + ": " + status;
            assertEquals(status.offered(), status.recorded() + status.dropped(), context);
            assertEquals(status.recorded(), status.written(), context);
            assertEquals(
                    0,
                    TraceRows.manifest(trace)
                            .get("recorder")
                            .get("internal_errors")
                            .asInt(),
                    context);
        }
    }

    private static void call(DeviceProbe device, QueueProbe queue, Random random, int calls) {
        for (int i = 0; i < calls; i++) {
            switch (random.nextInt(26)) {
                case 0 -> queue.avail(number(random), number(random));
                case 1 -> queue.kick();
                case 2 -> queue.kick(number(random));
                case 3 -> queue.kickArm(number(random));
                case 4 -> queue.pop(number(random));
                case 5 -> queue.pop(number(random), number(random), random.nextLong(), number(random));
                case 6 ->
                    queue.pop(
                            number(random),
                            number(random),
                            number(random),
                            random.nextLong(),
                            number(random),
                            random.nextLong());
                case 7 -> queue.popBurst(number(random), array(random), array(random), array(random), array(random));
                case 8 -> queue.used(number(random), number(random));
                case 9 -> queue.used(number(random), number(random), number(random));
                case 10 -> queue.usedInOrder(number(random), number(random));
                case 11 -> queue.usedBurst(number(random), array(random), array(random));
                case 12 -> queue.returned(number(random));
                case 13 -> queue.interrupt(number(random));
                case 14 -> queue.interruptSuppressed(number(random));
                case 15 -> queue.interruptArm(number(random));
                case 16 -> queue.drop(number(random), random.nextLong());
                case 17 -> queue.fault(number(random));
                case 18 -> device.queueReset(number(random));
                case 19 -> device.configRead(number(random), number(random), random.nextLong());
                case 20 -> device.configWrite(number(random), number(random), random.nextLong());
                case 21 -> device.configChanged(number(random));
                case 22 -> device.coalescingSet(number(random), random.nextBoolean(), number(random), number(random));
                case 23 ->
                    device.queueConfigured(
                            number(random),
                            random.nextBoolean(),
                            number(random),
                            number(random),
                            number(random),
                            random.nextLong(),
                            random.nextLong(),
                            random.nextLong());
                case 24 -> device.status(number(random));
                default -> device.featuresAccepted(random.nextLong(), random.nextLong());
            }
        }
    }

    private static int number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt(4) - 2;
            case 2 -> new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, 0xffff, 0x10000}[random.nextInt(4)];
            default -> random.nextInt(300);
        };
    }

    private static int[] array(Random random) {
        return random.nextInt(4) == 0 ? null : random.ints(random.nextInt(40)).toArray();
    }
}
